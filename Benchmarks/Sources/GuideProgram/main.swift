import Neural

// A whole program, for what starting and running it takes: with the argument `start` the smallest
// that uses a tensor, without it the guide's. `guide_program.py` is the same in PyTorch.

final class NeuralNetwork: Module {
  let flatten = Flatten()
  let linearReLUStack = Sequential(
    Linear(28 * 28, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10), ReLU())

  override func forward(_ x: Tensor) -> Tensor { linearReLUStack(flatten(x)) }
}

func runGuide() {
  manualSeed(0)
  let model = NeuralNetwork()
  print(model)
  let predicted = Softmax(dim: 1)(model(Tensor.rand(1, 28, 28))).argmax(dim: 1)
  print("Predicted class: \(predicted)")
  let images = Tensor.rand(3, 28, 28)
  let layer = Linear(28 * 28, 20)
  let layers = Sequential(Flatten(), layer, ReLU(), Linear(20, 10))
  print(Softmax(dim: 1)(layers(images)))
  for (name, parameter) in model.namedParameters() {
    print("Layer: \(name) | Size: \(parameter.shape) | Values: \(parameter[..<2])")
  }
}

if CommandLine.arguments.last == "start" {
  print(Tensor.rand(3, 4).shape)
} else {
  runGuide()
}
