import Testing

@testable import Neural

private struct RandomSequence: Decodable, CustomTestStringConvertible {
  struct Drawn: Decodable {
    let call: Call
    let result: GoldenTensor
  }

  let name: String
  let seed: Int
  let calls: [Drawn]

  var testDescription: String { name }
}

/// A call such as `["randn", [3], "float32"]`.
private struct Call: Decodable {
  let name: String
  let shape: [Int]
  let type: DType
  let numbers: [Double]

  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    name = try values.decode(String.self)
    shape = try values.decode([Int].self)
    var (type, numbers) = (DType.float32, [Double]())
    while !values.isAtEnd {
      if let text = try? values.decode(String.self) {
        type = DType.allCases.first { $0.name == text } ?? type
      } else {
        numbers.append(try values.decode(Double.self))
      }
    }
    (self.type, self.numbers) = (type, numbers)
  }

  func draw() -> Tensor {
    switch name {
    case "rand": .rand(shape, dtype: type)
    case "randn": .randn(shape, dtype: type)
    case "normal": .normal(numbers[0], numbers[1], shape, dtype: type)
    case "normalEach": normalEach
    case "uniform": .empty(shape, dtype: type).uniform(numbers[0], numbers[1])
    case "randint": .randint(Int(numbers[0]), Int(numbers[1]), shape)
    case "randperm": .randperm(shape[0])
    case "bernoulli": Tensor.full(shape, numbers[0], dtype: type).bernoulli()
    case "bernoulliInPlace": .empty(shape, dtype: type).bernoulli(numbers[0])
    case "dropout": Tensor.ones(shape).dropout(numbers[0])
    default: weights
    }
  }

  private var normalEach: Tensor {
    let spread = Tensor.arange(1, shape[0] + 1, dtype: type) / 4
    let mean = Tensor.arange(shape[0], dtype: type)
    return Tensor.cat([
      .normal(mean, spread), .normal(mean, 0.5), .normal(2, spread),
      Tensor.normal(mean[..<3].unsqueeze(1), spread).reshape(-1),
    ])
  }

  private var weights: Tensor {
    let module: Module =
      switch name {
      case "Linear": Linear(shape[0], shape[1])
      case "Conv2d": Conv2d(shape[0], shape[1], kernelSize: [shape[2], shape[3]])
      default: Embedding(shape[0], shape[1])
      }
    let parameters = module.parameters()
    if parameters.count == 1 { return parameters[0].detach() }
    return Tensor.cat(parameters.map { $0.detach().flatten() })
  }
}

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.cases("random", RandomSequence.self))
  fileprivate func `random streams are PyTorch's, bit for bit`(sequence: RandomSequence) {
    manualSeed(sequence.seed)
    for drawn in sequence.calls {
      let result = drawn.call.draw()
      let name = "\(drawn.call.name) \(drawn.call.shape) \(drawn.call.type)"
      if let digest = drawn.result.digest {
        #expect(result.digest == digest, "\(name)")
      } else {
        #expect(result.hexadecimal == drawn.result.data, "\(name)")
      }
    }
  }
}
