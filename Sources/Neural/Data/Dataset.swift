/// Samples that are read by number.
public protocol Dataset<Sample> {
  /// What one sample is, such as an image and its label.
  associatedtype Sample

  /// How many samples there are.
  var count: Int { get }

  /// One sample. Loaders with workers read from several threads at once.
  subscript(index: Int) -> Sample { get }
}

/// Tensors whose first dimension counts the samples.
public struct TensorDataset: Dataset {
  /// The tensors.
  public let tensors: [Tensor]

  /// A data set of tensors with the same first size; stops the program if they differ.
  public init(_ tensors: Tensor...) {
    if tensors.isEmpty
      || tensors.contains(where: { $0.dim == 0 || $0.size(0) != tensors[0].size(0) })
    {
      fail("Size mismatch between tensors")
    }
    self.tensors = tensors
  }

  /// The first size of all tensors.
  public var count: Int { tensors[0].size(0) }

  /// The part of each tensor that belongs to one sample.
  public subscript(index: Int) -> [Tensor] { tensors.map { $0[index] } }
}

/// Some samples of another data set.
public struct Subset<Base: Dataset>: Dataset {
  /// The data set.
  public let base: Base
  /// The numbers of the samples in the data set.
  public let indices: [Int]

  /// The samples of these numbers.
  public init(_ base: Base, _ indices: [Int]) {
    self.base = base
    self.indices = indices
  }

  /// How many samples there are.
  public var count: Int { indices.count }

  /// One of the samples.
  public subscript(index: Int) -> Base.Sample { base[indices[index]] }
}

/// Splits a data set at random into parts of these lengths, which add up to its own.
public func randomSplit<Base: Dataset>(
  _ dataset: Base, _ lengths: [Int], generator: Generator = .default
) -> [Subset<Base>] {
  if lengths.reduce(0, +) != dataset.count {
    fail("Sum of input lengths does not equal the length of the input dataset!")
  }
  let order = Tensor.randperm(dataset.count, generator: generator).array(of: Int.self)
  var start = 0
  return lengths.map { length in
    defer { start += length }
    return Subset(dataset, Array(order[start..<(start + length)]))
  }
}

/// Splits a data set at random into parts of these shares, which add up to 1. What rounding leaves
/// over goes to the first parts.
public func randomSplit<Base: Dataset>(
  _ dataset: Base, _ shares: [Double], generator: Generator = .default
) -> [Subset<Base>] {
  if (shares.reduce(0, +) - 1).magnitude > 1e-9 {
    fail("Sum of input lengths does not equal the length of the input dataset!")
  }
  var lengths = shares.map { Int((Double(dataset.count) * $0).rounded(.down)) }
  for number in 0..<(dataset.count - lengths.reduce(0, +)) { lengths[number % lengths.count] += 1 }
  return randomSplit(dataset, lengths, generator: generator)
}
