/// The dimensions of a reduction in the order of memory, neighbours merged that are both reduced or both
/// kept: for reductions to which it doesn't matter in which order they read the elements.
struct ReductionGroups {
  /// A reduced dimension between others: `outer` × `width` × `inner`, of which the innermost elements
  /// follow one another.
  struct Step {
    let outer: Int
    let width: Int
    let inner: Int
    /// The distances between neighbours along the outer and the reduced dimension, in elements.
    let outerStride: Int
    let stride: Int
  }

  private struct Group {
    var size: Int
    var stride: Int
    let isReduced: Bool
  }

  private let source: RawTensor
  private let plan: ReductionPlan
  /// The dimensions in the order of memory.
  private let order: [Int]
  /// The operand with its dimensions in that order, and what is merged of them.
  private let permuted: RawTensor
  private let groups: [Group]

  /// Reductions of shorter rows cost more than a copy that puts all that is reduced side by side.
  private static let shortRow = 128

  /// Nothing where a reduction of a copy that has all reduced elements side by side takes less time: where
  /// those don't follow one another that are innermost in memory, or are short rows among others.
  init?(_ tensor: RawTensor, _ plan: ReductionPlan) {
    source = tensor
    self.plan = plan
    order = MemoryOrder(of: [tensor.layout.strides], in: tensor.layout.shape).dims
    permuted = RawTensor(viewing: tensor, tensor.layout.permuted(order))
    groups = Self.groups(of: permuted, order, plan)
    guard let last = groups.last, last.isReduced, last.size > 1 else { return }
    let isShort = last.size < Self.shortRow && groups.dropLast().contains(where: \.isReduced)
    if last.stride != 1 || isShort { return nil }
  }

  /// The result of a reduction that is done in steps, innermost dimensions first.
  ///
  /// - Parameter reduce: the contiguous results of a step, `outer` × `inner`, from a tensor's first
  ///   element on. All but the first step get the results of the one before.
  func reduce(_ reduce: (_ input: RawTensor, _ step: Step) -> RawTensor) -> RawTensor {
    var (tensor, groups) = (permuted, groups)
    if step(in: groups) == nil {
      tensor = rawContiguous(tensor)
      groups = Self.groups(of: tensor, order, plan)
    }
    repeat {
      guard let (place, step) = step(in: groups) else { break }
      tensor = reduce(tensor, step)
      groups.remove(at: place)
      groups = Self.merged(groups.map { Group(size: $0.size, stride: 0, isReduced: $0.isReduced) })
      makeContiguous(&groups)
    } while groups.contains(where: \.isReduced)
    return inLogicalOrder(tensor)
  }

  private static func groups(
    of permuted: RawTensor, _ order: [Int], _ plan: ReductionPlan
  ) -> [Group] {
    let groups = order.indices.compactMap { place -> Group? in
      let size = permuted.layout.shape[place]
      if size == 1 { return nil }
      let isReduced = plan.isReduced(order[place])
      return Group(size: size, stride: permuted.layout.strides[place], isReduced: isReduced)
    }
    let all = groups.reversed().contains(where: \.isReduced)
    return merged(all ? groups : groups + [Group(size: 1, stride: 1, isReduced: true)])
  }

  private static func merged(_ groups: [Group]) -> [Group] {
    groups.reduce(into: []) { merged, group in
      if let last = merged.last, last.isReduced == group.isReduced,
        last.stride == group.stride * group.size
      {
        merged[merged.count - 1].size *= group.size
        merged[merged.count - 1].stride = group.stride
      } else {
        merged.append(group)
      }
    }
  }

  private func makeContiguous(_ groups: inout [Group]) {
    var stride = 1
    for place in groups.indices.reversed() {
      groups[place].stride = stride
      stride *= groups[place].size
    }
  }

  /// The innermost reduced group as a step, if those beside it lie as a step's do.
  private func step(in groups: [Group]) -> (place: Int, step: Step)? {
    guard let place = groups.lastIndex(where: \.isReduced) else { return nil }
    let (outer, inner) = (groups[..<place], groups[(place + 1)...])
    if inner.count > 1 || (inner.first?.stride ?? 1) != 1 { return nil }
    let (size, stride) = (groups[place].size, groups[place].stride)
    for (before, after) in zip(outer, outer.dropFirst())
    where before.stride != after.stride * after.size { return nil }
    let step = Step(
      outer: outer.reduce(1) { $0 * $1.size }, width: size, inner: inner.first?.size ?? 1,
      outerStride: outer.last?.stride ?? 0, stride: stride)
    return (place, step)
  }

  /// The results, which lie in the order of memory, in that of the dimensions.
  private func inLogicalOrder(_ results: RawTensor) -> RawTensor {
    let kept = order.filter { !plan.isReduced($0) }
    let shape = DimVector(kept.map { source.layout.shape[$0] })
    let places = kept.sorted().map { dim in kept.firstIndex(of: dim) ?? 0 }
    let inOrder = RawTensor(viewing: results, results.layout.viewed(shape).permuted(places))
    let contiguous = rawContiguous(inOrder)
    return RawTensor(viewing: contiguous, contiguous.layout.viewed(plan.result))
  }
}
