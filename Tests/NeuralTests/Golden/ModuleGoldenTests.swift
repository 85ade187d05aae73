import Testing

@testable import Neural

private struct GoldenModule: Decodable, CustomTestStringConvertible {
  struct Entry: Decodable {
    let name: String
    let tensor: GoldenTensor

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      name = try values.decode(String.self)
      tensor = try values.decode(GoldenTensor.self)
    }
  }

  let name: String
  let text: String
  let state: [Entry]
  let input: [Int]?
  let training: GoldenTensor?
  let evaluation: GoldenTensor?
  let stateAfter: [GoldenTensor]?

  var testDescription: String { name }
}

private struct GoldenInitializer: Decodable, CustomTestStringConvertible {
  let name: String
  let weight: GoldenTensor

  var testDescription: String { name }
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

private let initializers: [String: @Sendable (Tensor) -> Void] = [
  "xavierUniform": { Init.xavierUniform($0, gain: 2) },
  "xavierNormal": { Init.xavierNormal($0) },
  "kaimingUniform": { Init.kaimingUniform($0, nonlinearity: .relu) },
  "kaimingNormal": { Init.kaimingNormal($0, fan: .fanOut, nonlinearity: .relu) },
]

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.cases("modules/modules", GoldenModule.self))
  fileprivate func `modules start, print and compute as PyTorch's do`(golden: GoldenModule) throws {
    let make = try #require(modules[golden.name], "unknown module")
    manualSeed(4)
    let module = make()
    #expect(module.description == golden.text)
    let state = Array(module.stateDict())
    #expect(state.map { snakeCase($0.name) } == golden.state.map(\.name))
    for (own, entry) in Swift.zip(state, golden.state) {
      #expect(own.tensor.hexadecimal == entry.tensor.data, "\(own.name)")
    }
    if let shape = golden.input { try compute(module, .rand(shape), golden) }
  }

  private func compute(_ module: Module, _ x: Tensor, _ golden: GoldenModule) throws {
    let training = try #require(golden.training)
    #expect(module(x).difference(from: training) == nil, "in training")
    let after = try #require(golden.stateAfter)
    #expect(after.count == golden.state.count)
    for (own, expected) in Swift.zip(module.stateDict(), after) {
      #expect(own.tensor.difference(from: expected) == nil, "\(own.name) after training")
    }
    module.eval()
    let evaluation = try #require(golden.evaluation)
    #expect(module(x).difference(from: evaluation) == nil, "in evaluation")
  }

  @Test(arguments: try GoldenFolder.cases("modules/initializers", GoldenInitializer.self))
  fileprivate func `initialisers draw as PyTorch's do`(golden: GoldenInitializer) throws {
    let initialize = try #require(initializers[golden.name], "unknown initialiser")
    let weight = Tensor.empty(4, 3, 2, 2)
    manualSeed(6)
    initialize(weight)
    #expect(weight.hexadecimal == golden.weight.data)
  }
}
