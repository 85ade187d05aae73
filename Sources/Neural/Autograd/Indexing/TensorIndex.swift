/// What can stand between a tensor's brackets: a number, a range, a stride, a tensor or an array of
/// numbers, `...` and `newAxis`.
public protocol TensorIndex {
  /// What the index does to the tensor.
  var indexStep: IndexStep { get }
}

/// What one index does to a tensor.
public struct IndexStep {
  enum Kind {
    case integer(Int)
    case slice(from: Int?, to: Int?, step: Int)
    case newAxis
    case ellipsis
    case tensor(Tensor)
    case boolean(Bool)
  }

  let kind: Kind
}

extension Int: TensorIndex {
  /// Picks one place and drops the dimension; negative numbers count from the end.
  public var indexStep: IndexStep { IndexStep(kind: .integer(self)) }
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
private func pastEnd(_ bound: Int) -> Int? { bound == -1 || bound == .max ? nil : bound + 1 }

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
  public var indexStep: IndexStep { slice(of: self) }
}

extension StrideThrough: TensorIndex where Element == Int {
  /// The slice with the stride's bounds and step.
  public var indexStep: IndexStep { slice(of: self) }
}

/// The slice of a stride's places, of which there may be too many to list.
private func slice(of places: some Sequence<Int> & CustomReflectable) -> IndexStep {
  let bounds = places.customMirror.children.compactMap { $0.value as? Int }
  var iterator = places.makeIterator()
  guard let first = iterator.next(), bounds.count == 3 else {
    return IndexStep(kind: .slice(from: 0, to: 0, step: 1))
  }
  let step = bounds[2]
  if step <= 0 { return IndexStep(kind: .slice(from: first, to: nil, step: step)) }
  // The distance may be larger than an `Int` can say.
  let distance = UInt(bitPattern: bounds[1]) &- UInt(bitPattern: first)
  let isPastLast = places is StrideTo<Int>
  let last = first &+ Int(bitPattern: (distance - (isPastLast ? 1 : 0)) / UInt(step) * UInt(step))
  return IndexStep(kind: .slice(from: first, to: pastEnd(last), step: step))
}

extension Array: TensorIndex where Element: TensorLiteral {
  /// Picks these places, or those where truth values hold.
  public var indexStep: IndexStep {
    isEmpty ? IndexStep(kind: .tensor(Tensor.zeros([0], .int64))) : Tensor(self).indexStep
  }
}

extension Bool: TensorIndex {
  /// All or nothing, along a new dimension.
  public var indexStep: IndexStep { IndexStep(kind: .boolean(self)) }
}

extension Tensor: TensorIndex {
  /// Picks the places that an integer tensor names, or where a tensor of truth values holds; one of
  /// bytes is taken as truth values.
  public final var indexStep: IndexStep {
    switch dtype {
    case .int64 where ndim == 0, .int32 where ndim == 0:
      IndexStep(kind: .integer(item(as: Int.self)))
    default: IndexStep(kind: .tensor(self))
    }
  }
}

/// Puts in a dimension of size 1.
public struct NewAxis: TensorIndex, Sendable {
  /// As ``TensorIndex/newAxis``, for a list of indices.
  public init() {}
  /// What the index does to the tensor.
  public var indexStep: IndexStep { IndexStep(kind: .newAxis) }
}

/// Stands for all dimensions that no other index names.
public struct Ellipsis: TensorIndex, Sendable {
  /// As ``TensorIndex/ellipsis``, for a list of indices.
  public init() {}
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
