/// A data set whose samples are read by index, PyTorch's map-style dataset.
public protocol Dataset<Sample> {
  /// The type of a sample, such as a pair of an image and its label.
  associatedtype Sample

  /// The number of samples.
  var count: Int { get }

  /// The sample at an index. A loader with workers reads from several threads at once.
  subscript(index: Int) -> Sample { get }
}

/// A data set of tensors whose first dimension counts the samples.
public struct TensorDataset: Dataset {
  /// The tensors, all of the same first size.
  public let tensors: [Tensor]

  /// A data set of tensors. Stops the program where there are none, or their first sizes differ.
  public init(_ tensors: Tensor...) {
    guard let first = tensors.first else { fail("a TensorDataset needs at least one tensor") }
    if tensors.contains(where: { $0.dim == 0 }) {
      fail("Dimension specified as 0 but tensor has no dimensions")
    }
    if tensors.contains(where: { $0.size(0) != first.size(0) }) {
      fail("Size mismatch between tensors")
    }
    self.tensors = tensors
  }

  /// The number of samples: the first size of all tensors.
  public var count: Int { tensors[0].size(0) }

  /// The sample at an index: a view of each tensor. Negative numbers count from the last. Stops the
  /// program if there is no such sample.
  public subscript(index: Int) -> [Tensor] { tensors.map { $0[index] } }
}

/// A selection of another data set's samples.
public struct Subset<Base: Dataset>: Dataset {
  /// The data set from which samples are selected.
  public let base: Base
  /// The indices of the selected samples in ``base``.
  public let indices: [Int]

  /// The samples of `base` at these indices, in this order.
  public init(_ base: Base, _ indices: [Int]) {
    self.base = base
    self.indices = indices
  }

  /// The number of samples.
  public var count: Int { indices.count }

  /// The sample at an index; negative numbers count from the last. Stops the program if there is no
  /// such sample.
  public subscript(index: Int) -> Base.Sample {
    if index < -count || index >= count { fail("list index out of range") }
    return base[indices[index < 0 ? index + count : index]]
  }
}

private let wrongLengths = "Sum of input lengths does not equal the length of the input dataset!"

/// Splits a data set at random into parts of these lengths. Stops the program where they don't add
/// up to its count, or one is negative.
public func randomSplit<Base: Dataset>(
  _ dataset: Base, _ lengths: [Int], generator: Generator = .default
) -> [Subset<Base>] {
  if let negative = lengths.first(where: { $0 < 0 }) {
    fail("a part of a data set can't have \(negative) samples: lengths must not be negative")
  }
  let total = lengths.reduce(into: 0) { $0 = $0.addingReportingOverflow($1).partialValue }
  if total != dataset.count || lengths.contains(where: { $0 > total }) { fail(wrongLengths) }
  let order = Tensor.randperm(dataset.count, generator: generator).array(of: Int.self)
  var start = 0
  return lengths.map { length in
    defer { start += length }
    return Subset(dataset, Array(order[start..<(start + length)]))
  }
}

/// Splits a data set at random into parts of these fractions. Samples that are left over by
/// rounding go to the first parts, one each. Stops the program where the fractions don't add up to
/// 1, or one is negative.
public func randomSplit<Base: Dataset>(
  _ dataset: Base, _ shares: [Double], generator: Generator = .default
) -> [Subset<Base>] {
  if !((shares.reduce(0, +) - 1).magnitude <= 1e-9) { fail(wrongLengths) }
  if let index = shares.firstIndex(where: { $0 < 0 || $0 > 1 }) {
    fail("Fraction at index \(index) is not between 0 and 1")
  }
  var lengths = shares.map { Int((Double(dataset.count) * $0).rounded(.down)) }
  let rest = Swift.max(dataset.count - lengths.reduce(0, +), 0)
  for number in 0..<rest { lengths[number % lengths.count] += 1 }
  return randomSplit(dataset, lengths, generator: generator)
}
