/// What can stand between a tensor's brackets: a number, a range, a stride, a tensor or an array of
/// numbers, `...` and `newAxis`.
public protocol TensorIndex {
  /// What the index does to the tensor.
  var indexStep: IndexStep { get }
}

/// What one index does to a tensor.
public struct IndexStep {
  enum Kind {
    case select(Int)
    case slice(from: Int?, to: Int?, step: Int)
    case newAxis
    case ellipsis
    case gather(Tensor)
  }

  let kind: Kind
}

extension Int: TensorIndex {
  /// Picks one place and drops the dimension; negative numbers count from the end.
  public var indexStep: IndexStep { IndexStep(kind: .select(self)) }
}

extension Range: TensorIndex where Bound == Int {
  /// A slice without its upper bound.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: lowerBound, to: upperBound, step: 1))
  }
}

extension ClosedRange: TensorIndex where Bound == Int {
  /// A slice with its upper bound.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: lowerBound, to: pastEnd(upperBound), step: 1))
  }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  /// A slice to the end; a negative bound counts from the end.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: lowerBound, to: nil, step: 1)) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  /// A slice from the start; a negative bound counts from the end.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: nil, to: upperBound, step: 1)) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  /// A slice from the start with its upper bound; a negative bound counts from the end.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: nil, to: pastEnd(upperBound), step: 1))
  }
}

/// The bound after an included one; after the last element, -1, there is none.
private func pastEnd(_ bound: Int) -> Int? { bound == -1 ? nil : bound + 1 }

/// A slice with a step, and with bounds that may be left out or count from the end, as Python's
/// `from:to:step`.
public struct Slice: TensorIndex, Sendable {
  /// What the slice does to the tensor.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: from, to: to, step: step)) }

  private let from: Int?
  private let to: Int?
  private let step: Int

  /// Every `step`-th element from `from` up to and without `to`.
  public init(from: Int? = nil, to: Int? = nil, step: Int = 1) {
    self.from = from
    self.to = to
    self.step = step
  }
}

extension StrideTo: TensorIndex where Element == Int {
  /// The slice with the stride's bounds and step.
  public var indexStep: IndexStep { slice(of: Array(self)) }
}

extension StrideThrough: TensorIndex where Element == Int {
  /// The slice with the stride's bounds and step.
  public var indexStep: IndexStep { slice(of: Array(self)) }
}

private func slice(of places: [Int]) -> IndexStep {
  guard let first = places.first, let last = places.last else {
    return IndexStep(kind: .slice(from: 0, to: 0, step: 1))
  }
  let step = places.count > 1 ? places[1] - first : 1
  return IndexStep(kind: .slice(from: first, to: pastEnd(last), step: step))
}

extension Array: TensorIndex where Element == Int {
  /// Picks these places.
  public var indexStep: IndexStep { IndexStep(kind: .gather(Tensor(self, dtype: .int64))) }
}

extension Tensor: TensorIndex {
  /// Picks the places that an integer tensor names, or where a tensor of truth values holds.
  public final var indexStep: IndexStep {
    sizes.count == 0 && (dtype == .int64 || dtype == .int32)
      ? IndexStep(kind: .select(item(as: Int.self))) : IndexStep(kind: .gather(self))
  }
}

/// Puts in a dimension of size 1.
public struct NewAxis: TensorIndex, Sendable {
  /// What the index does to the tensor.
  public var indexStep: IndexStep { IndexStep(kind: .newAxis) }
}

/// Stands for all dimensions that no other index names.
public struct Ellipsis: TensorIndex, Sendable {
  /// What the index does to the tensor.
  public var indexStep: IndexStep { IndexStep(kind: .ellipsis) }
}

extension TensorIndex where Self == NewAxis {
  /// Puts in a dimension of size 1: `x[.newAxis]`.
  public static var newAxis: NewAxis { NewAxis() }
}

extension TensorIndex where Self == Ellipsis {
  /// Stands for all dimensions that no other index names: `x[0, .ellipsis, 1]`.
  public static var ellipsis: Ellipsis { Ellipsis() }
}
