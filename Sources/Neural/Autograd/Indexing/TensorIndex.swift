/// An index of a tensor's subscript: an integer, a range, a stride, a tensor or an array, `...` or
/// `newAxis`.
public protocol TensorIndex {
  /// What the index does in the subscript.
  var indexStep: IndexStep { get }
}

/// One index of a subscript, in the kinds of ATen's `TensorIndex`.
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
  /// Selects one index and drops the dimension; negative numbers count from the end.
  public var indexStep: IndexStep { IndexStep(kind: .integer(self)) }
}

extension Range: TensorIndex where Bound == Int {
  /// The slice from the lower bound, without the upper bound.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: lowerBound, to: upperBound, step: 1))
  }
}

extension ClosedRange: TensorIndex where Bound == Int {
  /// The slice from the lower bound to the upper bound, included.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: lowerBound, to: pastEnd(upperBound), step: 1))
  }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  /// The slice from the lower bound to the end; a negative bound counts from the end.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: lowerBound, to: nil, step: 1)) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  /// The slice from the start, without the upper bound; a negative bound counts from the end.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: nil, to: upperBound, step: 1)) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  /// The slice from the start to the upper bound, included; a negative bound counts from the end.
  public var indexStep: IndexStep {
    IndexStep(kind: .slice(from: nil, to: pastEnd(upperBound), step: 1))
  }
}

/// The exclusive bound after an inclusive one; nil after the last element, -1.
private func pastEnd(_ bound: Int) -> Int? { bound == -1 || bound == .max ? nil : bound + 1 }

/// Python's slice `from:to:step`.
public struct Slice: TensorIndex, Sendable {
  /// The slice. A step below 1 stops the program.
  public var indexStep: IndexStep { IndexStep(kind: .slice(from: from, to: to, step: step)) }

  private let from: Int?
  private let to: Int?
  private let step: Int

  /// Every `step`-th index from `from`, without `to`.
  ///
  /// - Parameters:
  ///   - from: the first index; nil for the start, negative numbers count from the end.
  ///   - to: the index after the last; nil for the end, negative numbers count from the end.
  ///   - step: the distance between indices, at least 1.
  public init(from: Int? = nil, to: Int? = nil, step: Int = 1) {
    self.from = from
    self.to = to
    self.step = step
  }
}

extension StrideTo: TensorIndex where Element == Int {
  /// The slice with the bounds and the step of the stride.
  public var indexStep: IndexStep { slice(of: self) }
}

extension StrideThrough: TensorIndex where Element == Int {
  /// The slice with the bounds and the step of the stride.
  public var indexStep: IndexStep { slice(of: self) }
}

/// The slice of a stride, from its bounds, because there may be too many elements to list.
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
  /// Selects these indices, or those where a truth value is true, as a copy.
  public var indexStep: IndexStep {
    isEmpty ? IndexStep(kind: .tensor(Tensor.zeros([0], .int64))) : Tensor(self).indexStep
  }
}

extension Bool: TensorIndex {
  /// Adds a dimension, of size 1 for true and 0 for false.
  public var indexStep: IndexStep { IndexStep(kind: .boolean(self)) }
}

extension Tensor: TensorIndex {
  /// Selects the indices that an integer tensor has, or those where a mask of type bool or uint8 is
  /// true, as a copy. An integer scalar selects as an `Int` does.
  public final var indexStep: IndexStep {
    switch dtype {
    case .int64 where ndim == 0, .int32 where ndim == 0:
      IndexStep(kind: .integer(item(as: Int.self)))
    default: IndexStep(kind: .tensor(self))
    }
  }
}

/// An index that inserts a dimension of size 1, Python's `None`.
public struct NewAxis: TensorIndex, Sendable {
  /// The index, for lists; in a subscript it is ``TensorIndex/newAxis``.
  public init() {}
  /// What the index does in the subscript.
  public var indexStep: IndexStep { IndexStep(kind: .newAxis) }
}

/// An index that stands for all dimensions without an index of their own, Python's `...`.
public struct Ellipsis: TensorIndex, Sendable {
  /// The index, for lists; in a subscript it is `...` or ``TensorIndex/ellipsis``.
  public init() {}
  /// What the index does in the subscript.
  public var indexStep: IndexStep { IndexStep(kind: .ellipsis) }
}

extension TensorIndex where Self == NewAxis {
  /// Inserts a dimension of size 1: `x[.newAxis]`.
  public static var newAxis: NewAxis { NewAxis() }
}

extension TensorIndex where Self == Ellipsis {
  /// Stands for all dimensions without an index of their own: `x[0, .ellipsis, 1]`.
  public static var ellipsis: Ellipsis { Ellipsis() }
}
