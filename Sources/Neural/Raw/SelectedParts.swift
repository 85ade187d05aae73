/// The parts of a tensor that index tensors select, as ATen's `AdvancedIndex`.
struct SelectedParts {
  /// The shape of all parts together.
  let shape: DimVector
  /// The offset of each part in elements, as contiguous int64.
  let offsets: RawTensor
  /// Shape and strides of the dimensions that aren't indexed: those that come before the selected
  /// parts in the result, and those after.
  let before: (shape: DimVector, strides: DimVector)
  let after: (shape: DimVector, strides: DimVector)
  /// Whether no part is selected twice.
  let areDistinct: Bool
}

/// A contiguous mask of type bool or uint8 with the number of its elements that aren't 0.
struct CountedMask {
  let mask: RawTensor
  let count: Int
  /// How many come before each block of elements, of a size that the backend chooses.
  let countsBefore: [Int]
}
