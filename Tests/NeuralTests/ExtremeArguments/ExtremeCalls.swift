import Foundation

@testable import Neural

/// Calls of the public interface with arguments far beyond what has a meaning, by theme and name.
typealias IntegerCall = @Sendable (_ x: Tensor, _ a: Int, _ b: Int) -> Void
typealias RealCall = @Sendable (_ x: Tensor, _ d: Double, _ e: Double) -> Void
typealias OperandCall = @Sendable (_ a: Tensor, _ b: Tensor) -> Void

enum ExtremeIntegers {
  static let themes: [String: [String: IntegerCall]] = [
    "arithmetic": arithmetic, "creation": creation, "empty": empty, "indexing": indexing,
    "layers": layers, "reductions": reductions, "training": training, "views": views,
    "windows": windows,
  ]

  static func run(_ calls: [String: IntegerCall], in trial: ExtremeTrial) throws {
    for (name, call) in calls.sorted(by: { $0.key < $1.key }) {
      try trial.each(numbers.count, every: 7) { number, place in
        let (shape, a, b) = (trial.shape(number, place), numbers[number], numbers[place])
        try trial.run("\(name): \(shape), \(a), \(b)") {
          call(Tensor.ones(shape, dtype: .float32, requiresGrad: true), a, b)
        }
      }
    }
  }

  static let numbers = [
    Int.min, .min + 1, -1 << 40, -3, -2, -1, 0, 1, 2, 3, 1 << 40, 1 << 62, .max - 1, .max,
  ]
}

enum ExtremeReals {
  static let themes: [String: [String: RealCall]] = [
    "arithmetic": arithmetic, "creation": creation, "drawing": drawing, "random": random,
    "training": training,
  ]

  static func run(_ calls: [String: RealCall], in trial: ExtremeTrial) throws {
    for (name, call) in calls.sorted(by: { $0.key < $1.key }) {
      try trial.each(numbers.count, every: 11) { number, place in
        let (shape, d, e) = (trial.shape(number, place), numbers[number], numbers[place])
        try trial.run("\(name): \(shape), \(d), \(e)") {
          call(Tensor.ones(shape, dtype: .float32, requiresGrad: true), d, e)
        }
      }
    }
  }

  static let numbers: [Double] = [
    .nan, .infinity, -.infinity, -1e308, 1e308, -1, -0.0, 0, 0.5, 1, 2, 3, .leastNonzeroMagnitude,
    9.3e18, -9.3e18,
    1e40, 0x1p31,
  ]
}

enum ExtremeCalls {
  static let shapes = [[], [0], [3], [2, 3], [2, 0, 3], [1, 2, 3, 3], [2, 2, 4, 5]]

  static var images: Tensor { Tensor.ones([2, 4, 5, 6], requiresGrad: true) }
  static var kernel: Tensor { Tensor.ones([4, 2, 3, 3], requiresGrad: true) }
}

/// Reads all elements of a result, prints it, and computes gradients by it.
func use(_ result: Tensor) {
  _ = result.array(of: Double.self)
  _ = "\(result)"
  if result.requiresGrad && result.gradFn != nil { result.sum().backward() }
}

func use(_ result: (values: Tensor, indices: Tensor)) {
  use(result.values)
  use(result.indices)
}

func use(_ results: [Tensor]) { results.prefix(4).forEach { use($0) } }
