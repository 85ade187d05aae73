@testable import Neural

enum ExtremeOperands {
  static let themes: [String: [String: OperandCall]] = [
    "elementwise": elementwise, "indexing": indexing, "layers": layers,
  ]

  static func run(_ calls: [String: OperandCall], in trial: ExtremeTrial) throws {
    let operands = all
    for (name, call) in calls.sorted(by: { $0.key < $1.key }) {
      try trial.each(operands.count, every: 61) { number, place in
        let (a, b) = (operands[number], operands[place])
        try trial.run("\(name): \(number) \(a.shape) \(a.dtype), \(place) \(b.shape) \(b.dtype)") {
          let isLeaf = (number + place) % 2 == 0
          let leaf = { (x: Tensor) in
            x.dtype.isFloatingPoint && isLeaf ? x.detach().requiresGrad() : x
          }
          call(leaf(a), leaf(b))
        }
      }
    }
  }

  /// Tensors of all dtypes, layouts and of many shapes.
  static var all: [Tensor] { ofShapes + DType.allCases.flatMap(ofType) + laidOut + special }

  private static var ofShapes: [Tensor] {
    let shapes = [
      [], [0], [1], [3], [2, 3], [3, 2], [2, 0, 3], [3, 1], [2, 2, 3], [1, 2, 3, 3],
      Array(repeating: 1, count: 12) + [3],
    ]
    return shapes.map { Tensor.rand($0) }
  }

  private static func ofType(_ dtype: DType) -> [Tensor] {
    [(Tensor.rand([2, 3]) * 4).to(dtype), (Tensor.rand([3]) * 3).to(dtype)]
  }

  private static var laidOut: [Tensor] {
    [
      Tensor.rand([3, 2]).t(), Tensor.rand([3]).expand(2, 3),
      Tensor.rand([4, 6])[Slice(step: 2), Slice(step: 2)],
    ]
  }

  private static var special: [Tensor] {
    [
      Tensor(-1), Tensor([Int.max, Int.min, 0]), Tensor([Double.nan, .infinity, -.infinity]),
      Tensor([[0, 1, 2], [2, 1, 7]]), Tensor([[0, -1, 2]]), Tensor([true, false, true]),
      Tensor(true),
      Tensor.zeros([2, 3], requiresGrad: true), Tensor.zeros([3, 3], requiresGrad: true),
      Tensor.zeros([0, 3], requiresGrad: true), Tensor.ones([2, 3, 4, 5], requiresGrad: true),
      Tensor.ones([3, 3, 2, 2], requiresGrad: true),
    ]
  }
}

/// A dataset of pairs as they are.
struct PairsOfTensors: Dataset {
  let items: [(Tensor, Tensor)]
  var count: Int { items.count }
  subscript(index: Int) -> (Tensor, Tensor) { items[index] }
}
