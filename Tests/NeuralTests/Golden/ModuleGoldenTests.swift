import Testing

@testable import Neural

private struct GoldenModule: Decodable {
  struct Entry: Decodable {
    let name: String
    let tensor: GoldenTensor

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      name = try values.decode(String.self)
      tensor = try values.decode(GoldenTensor.self)
    }
  }

  let name: String?
  let text: String?
  let state: [Entry]?
  let input: [Int]?
  let training: GoldenTensor?
  let evaluation: GoldenTensor?
  let stateAfter: [GoldenTensor]?
  let initializer: String?
  let weight: GoldenTensor?
}

private let modules: [String: @Sendable () -> Module] = [
  "Linear": { Linear(5, 3) }, "LinearNoBias": { Linear(5, 3, bias: false) },
  "Conv2d": { Conv2d(3, 4, kernelSize: 3) },
  "Conv2dAll": {
    Conv2d(
      3, 6, kernelSize: [3, 2], stride: 2, padding: [1, 0], dilation: 2, groups: 3, bias: false)
  },
  "MaxPool2d": { MaxPool2d(2) },
  "MaxPool2dAll": { MaxPool2d([3, 2], stride: 1, padding: 1, ceilMode: true) },
  "AvgPool2d": { AvgPool2d(3, stride: 2, padding: 1) }, "BatchNorm1d": { BatchNorm1d(5) },
  "BatchNorm2d": { BatchNorm2d(3, eps: 1e-3, momentum: 0.2) },
  "BatchNorm2dPlain": { BatchNorm2d(3, affine: false, trackRunningStats: false) },
  "LayerNorm": { LayerNorm(5) },
  "LayerNormAll": { LayerNorm([6, 6], eps: 1e-3, elementwiseAffine: false) },
  "Dropout": { Dropout(0.25) }, "Embedding": { Embedding(7, 3, paddingIndex: 2) },
  "LeakyReLU": { LeakyReLU(negativeSlope: 0.2) }, "ELU": { ELU() }, "GELU": { GELU() },
  "GELUTanh": { GELU(approximatesWithTanh: true) }, "SiLU": { SiLU() },
  "Softplus": { Softplus() }, "Softmax": { Softmax(dim: 1) },
  "LogSoftmax": { LogSoftmax(dim: 1) }, "Sigmoid": { Sigmoid() }, "Tanh": { Tanh() },
  "ReLU": { ReLU() }, "Identity": { Identity() }, "Flatten": { Flatten() },
  "Sequential": { Sequential(Linear(5, 4), ReLU(), Sequential(Tanh())) },
  "ModuleList": { ModuleList([Linear(2, 2), Linear(2, 2), ReLU(), Linear(2, 2)]) },
  "CrossEntropyLoss": { CrossEntropyLoss() },
]

extension GlobalStateTests {
  @Test func `modules start, print and compute as PyTorch's do`() throws {
    for golden in try GoldenFolder.cases("modules", GoldenModule.self) {
      guard let name = golden.name else { continue }
      manualSeed(4)
      guard let module = modules[name]?() else {
        Issue.record("unknown module \(name)")
        continue
      }
      #expect(module.description == golden.text)
      let state = Array(module.stateDict())
      #expect(state.map { snakeCase($0.name) } == golden.state?.map(\.name))
      for (own, entry) in Swift.zip(state, golden.state ?? []) {
        #expect(own.tensor.hexadecimal == entry.tensor.data, "\(name).\(own.name)")
      }
      if let shape = golden.input { compute(module, .rand(shape), golden, name) }
    }
  }

  private func compute(_ module: Module, _ x: Tensor, _ golden: GoldenModule, _ name: String) {
    let training = module(x)
    if let expected = golden.training {
      #expect(training.difference(from: expected) == nil, "\(name) in training")
    }
    for (own, expected) in Swift.zip(module.stateDict(), golden.stateAfter ?? []) {
      #expect(own.tensor.difference(from: expected) == nil, "\(name).\(own.name)")
    }
    module.eval()
    if let expected = golden.evaluation {
      #expect(module(x).difference(from: expected) == nil, "\(name) in evaluation")
    }
  }

  @Test func `initialisers draw as PyTorch's do`() throws {
    for golden in try GoldenFolder.cases("modules", GoldenModule.self) {
      guard let name = golden.initializer, let expected = golden.weight else { continue }
      manualSeed(6)
      let weight = Tensor.empty(4, 3, 2, 2)
      switch name {
      case "xavierUniform": Init.xavierUniform(weight, gain: 2)
      case "xavierNormal": Init.xavierNormal(weight)
      case "kaimingUniform": Init.kaimingUniform(weight, nonlinearity: .relu)
      default: Init.kaimingNormal(weight, fan: .fanOut, nonlinearity: .relu)
      }
      #expect(weight.hexadecimal == expected.data, "\(name)")
    }
  }
}
