extension Tensor {
  /// The lower triangle of matrices: a copy with zeros above a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func tril(diagonal: Int = 0) -> Tensor {
    triangle("TrilBackward0", diagonal, isUpper: false)
  }

  /// The upper triangle of matrices: a copy with zeros below a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func triu(diagonal: Int = 0) -> Tensor {
    triangle("TriuBackward0", diagonal, isUpper: true)
  }

  private final func triangle(_ name: String, _ diagonal: Int, isUpper: Bool) -> Tensor {
    if ndim < 2 {
      fail("\(name.prefix(4).lowercased()): input tensor must have at least 2 dimensions")
    }
    return rawTriangle(diagonal, isUpper: isUpper)
      .recorded(name, savesTensors: false, self) { $0.rawTriangle(diagonal, isUpper: isUpper) }
  }

  private final func rawTriangle(_ diagonal: Int, isUpper: Bool) -> Tensor {
    Tensor(sharing: backend.copyTriangle(self, diagonal: diagonal, isUpper: isUpper))
  }
}
