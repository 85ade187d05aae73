import Testing

@testable import Neural

private struct PrintedTensor: Decodable {
  struct Options: Decodable {
    let precision: Int?
    let threshold: Int?
    let edgeitems: Int?
    let linewidth: Int?
    let sci_mode: Bool?
    let profile: String?
  }

  let name: String
  let text: String
  let node: String?
  let grad: Bool
  let options: Options?
  let tensor: GoldenTensor
}

extension PrintedTensor {
  /// The tensor with the history that the golden one had.
  fileprivate var value: Tensor {
    let result = tensor.tensor
    if let node {
      let leaf = Tensor.zerosLike(result, requiresGrad: true)
      return result.recorded(node, leaf) { $0 }
    }
    return result.requiresGrad(grad)
  }

  fileprivate var printed: String {
    setPrintOptions(profile: .default)
    defer { setPrintOptions(profile: .default) }
    if let options {
      let profiles: [String: PrintProfile] = ["short": .short, "full": .full]
      setPrintOptions(
        precision: options.precision, threshold: options.threshold, edgeItems: options.edgeitems,
        lineWidth: options.linewidth, profile: options.profile.flatMap { profiles[$0] },
        sciMode: options.sci_mode)
    }
    return value.description
  }
}

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.names(in: "printing"))
  func `tensors print as PyTorch prints them`(kind: String) throws {
    for golden in try GoldenFolder.cases("printing/\(kind)", PrintedTensor.self) {
      #expect(golden.printed == golden.text, "\(golden.name)")
    }
  }
}
