import Testing

@testable import Neural

/// Operations on 16-bit elements against the same in float32, rounded once; and casts.
@Suite struct SixteenBitTests {
  typealias Operation = @Sendable (Tensor, Tensor) -> Tensor

  static let operations: [(name: String, body: Operation)] = [
    ("a + b", { $0 + $1 }), ("a - b", { $0 - $1 }), ("a * b", { $0 * $1 }), ("a / b", { $0 / $1 }),
    ("maximum", { $0.maximum($1) }), ("minimum", { $0.minimum($1) }),
    ("relu", { a, _ in a.relu() }), ("exp", { a, _ in a.exp() }), ("sqrt", { a, _ in a.sqrt() }),
    ("sigmoid", { a, _ in a.sigmoid() }), ("silu", { a, _ in a.silu() }),
    ("gelu", { a, _ in a.gelu() }), ("leaky ReLU", { a, _ in a.leakyReLU(negativeSlope: 2) }),
    ("clamp", { a, _ in a.clamp(min: -0.5, max: 1.25) }), ("a * 0.1", { a, _ in a * 0.1 }),
    ("-a", { a, _ in -a }), ("where", { Tensor.where($0 > $1, $0, $1) }),
  ]

  /// Pairs of tensors: contiguous, broadcast along either dimension, transposed, every other column, and
  /// rows too short for a block.
  private func pairs() -> [(Tensor, Tensor)] {
    let generator = Generator().manualSeed(0)
    let draw = { (shape: [Int]) in Tensor.randn(shape, generator: generator) * 3 }
    let holes = Tensor.randint(0, 500, [150, 150], generator: generator)
    let square = draw([150, 150]).maskedFill(holes == 0, Double.nan)
      .maskedFill(holes == 1, Double.infinity)
    return [
      (draw([3, 7]), draw([3, 7])), (square, draw([150, 150])), (square, draw([150])),
      (square, draw([150, 1])), (draw([150, 1]), square), (draw([150]), square),
      (square, draw([1])), (draw([]), square), (square.t(), square),
      (draw([70, 300])[..., stride(from: 0, to: 300, by: 2)], draw([70, 150])),
      (draw([2000, 5]), draw([5])), (draw([2000, 5]), draw([2000, 1])),
      (draw([70_000]), draw([70_000])),
    ]
  }

  @Test(arguments: [DType.float16, .bfloat16])
  func `elements are computed as floats`(dtype: DType) {
    for (a, b) in pairs() {
      let (x, y) = (a.to(dtype), b.to(dtype))
      for (name, body) in Self.operations {
        let (result, wide) = (body(x, y), body(x.to(.float32), y.to(.float32)).to(dtype))
        #expect(result.dtype == dtype)
        let isSame = (result == wide).logicalOr(result.isNaN().logicalAnd(wide.isNaN()))
        if !isSame.all().item(as: Bool.self) {
          Issue.record("\(name) of \(a.shape) and \(b.shape) in \(dtype)")
        }
      }
    }
  }

  @Test(arguments: [DType.float16, .bfloat16, .float64, .int32, .uint8])
  func `casts of broadcast tensors have all of their rows`(dtype: DType) {
    for (shape, whole) in [([5], [3000, 5]), ([300], [100, 300]), ([300, 1], [300, 200])] {
      let x = Tensor.randint(0, 100, shape, generator: Generator().manualSeed(5)).to(.float32)
      let result = x.expand(whole).to(dtype)
      #expect((result == x.to(dtype)).all().item(as: Bool.self))
    }
  }
}
