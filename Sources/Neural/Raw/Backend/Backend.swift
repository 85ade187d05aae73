/// What a device computes: primitives over raw tensors. Everything above asks a backend, and sees no memory.
///
/// Arguments fit, apart from indices: of those that are out of bounds one is returned. Results are written
/// into a tensor that is given, or are new and contiguous.
protocol Backend: ElementwiseBackend, ReductionBackend, IndexingBackend, NetworkBackend,
  OptimizerBackend, RandomBackend
{
  /// Copies the elements, broadcast and cast, to `target`. The two must not overlap.
  func copy(_ source: RawTensor, to target: RawTensor)

  /// Fills the storage of a tensor with zeros.
  func fillWithZeros(_ target: RawTensor)

  /// Copies contiguous tensors beside one another: `rowBytes` of each in turn, as often as there are rows.
  func copySideBySide(_ parts: [RawTensor], rowBytes: [Int], rows: Int, to target: RawTensor)

  /// A copy of matrices with zeros above a diagonal, or below it. There are at least two dimensions.
  func copyTriangle(_ source: RawTensor, diagonal: Int, isUpper: Bool) -> RawTensor

  /// The matrix product of two batches, b × m × k and b × k × n, or of two matrices, m × k and k × n, into
  /// a contiguous tensor of their op-math type. Integers wrap around.
  func matmul(_ a: RawTensor, _ b: RawTensor, into output: RawTensor)

  /// Adds the product of two matrices to a third, which is contiguous and of their op-math type.
  func addMatmul(_ a: RawTensor, _ b: RawTensor, to output: RawTensor)
}
