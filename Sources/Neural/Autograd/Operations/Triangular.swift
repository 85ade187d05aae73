extension Tensor {
  /// The lower triangle of matrices: a copy with zeros above a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func tril(diagonal: Int = 0) -> Tensor {
    triangle("TrilBackward0") { column, row in column - row <= Tensor(wrapped: diagonal) }
  }

  /// The upper triangle of matrices: a copy with zeros below a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func triu(diagonal: Int = 0) -> Tensor {
    triangle("TriuBackward0") { column, row in column - row >= Tensor(wrapped: diagonal) }
  }

  private final func triangle(_ name: String, _ keeps: (Tensor, Tensor) -> Tensor) -> Tensor {
    if ndim < 2 {
      fail("\(name.prefix(4).lowercased()): input tensor must have at least 2 dimensions")
    }
    let rows = Tensor.arange(size(-2)).unsqueeze(1)
    let outside = keeps(Tensor.arange(size(-1)), rows).logicalNot()
    return rawMaskedFill(outside, with: 0).recorded(name, savesTensors: false, self) {
      $0.rawMaskedFill(outside, with: 0)
    }
  }
}
