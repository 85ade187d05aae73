/// What a convolution is of: its window, and the shapes of images, filters and output.
struct ConvolutionShape {
  let window: Window
  let groups: Int
  let images: DimVector
  let weight: DimVector
  let output: DimVector
}
