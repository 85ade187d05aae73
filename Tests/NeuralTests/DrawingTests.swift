import Display
import FoundationXML
import Testing

@testable import Neural

@Suite struct DrawingTests {
  /// The texts of a drawing, from top to bottom; it has to be sound XML.
  private func texts(_ drawing: Drawing) throws -> [String] {
    let document = try XMLDocument(xmlString: drawing.svg)
    return try document.nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
  }

  private final class Net: Module {
    let stack = Sequential(Linear(4, 3), ReLU(), Dropout(0.5))
    let head = Linear(6, 2)

    override func forward(_ x: Tensor) -> Tensor { head(stack(x).view(-1, 6)) }
  }

  @Test func `a diagram shows the modules in the order of their use, with the shapes between`()
    throws
  {
    let diagram = Net().diagram(for: Tensor.zeros(2, 4))
    #expect(
      try texts(diagram).filter { $0 != "in_features=4, out_features=3, bias=True" } == [
        "[2, 4]", "Net", "stack: Sequential", "0: Linear", "[2, 3]", "1: ReLU", "[2, 3]",
        "2: Dropout", "p=0.5, inplace=False", "[2, 3] as [1, 6]", "head: Linear",
        "in_features=6, out_features=2, bias=True", "[1, 2]",
      ])
    #expect(
      diagram.description
        == "Net: [2, 4], Linear, [2, 3], ReLU, [2, 3], Dropout, [2, 3], Linear, [1, 2]")
  }

  @Test func `a diagram leaves the modules and the random numbers as they were`() {
    let network = Net()
    network.head.eval()
    manualSeed(0)
    let once = network.diagram(for: Tensor.zeros(2, 4)).svg
    let drawn = Tensor.rand(1).item()
    manualSeed(0)
    #expect(Tensor.rand(1).item() == drawn)
    #expect(network.isTraining && network.stack.isTraining && !network.head.isTraining)
    #expect(network.diagram(for: Tensor.zeros(2, 4)).svg == once)
    #expect(network.parameters().allSatisfy { $0.grad == nil })
  }

  @Test func `neurons show what they give, and their weights and biases`() throws {
    let network = Sequential(Linear(2, 1), ReLU(), Linear(1, 1, bias: false))
    noGrad {
      let parts = network.parameters()
      _ = parts[0].copy(from: Tensor([[2.0, -0.25]]))
      _ = parts[1].copy(from: Tensor([0.5]))
      _ = parts[2].copy(from: Tensor([[-1.0]]))
    }
    let drawing = network.neurons(for: Tensor([1.0, 4.0]))
    #expect(
      try texts(drawing) == [
        "2", "−0.25", "−1", "input", "1", "4", "2", "hidden", "1.5", "bias 0.5", "1", "ReLU",
        "output", "−1.5", "1",
      ])
    #expect(drawing.description == "Layers of 2, 1, 1 neurons")
  }

  @Test func `of many neurons the count is shown, and of outputs with names their bars`()
    async throws
  {
    let network = Sequential(Flatten(), Linear(784, 512), ReLU(), Linear(512, 3))
    let drawing = network.neurons(for: Tensor.zeros(1, 28, 28), outputs: ["a", "b", "c"])
    #expect(
      try texts(drawing) == [
        "input", "784", "hidden", "512", "ReLU", "output", "3", "a", "b", "c",
      ])
    await #expect(processExitsWith: .failure) {
      _ = Linear(1, 2).neurons(for: Tensor([1.0]), outputs: ["a"])
    }
  }

  @Test func `a graph shows each operation and each leaf once`() throws {
    let x = Tensor(2.0).requiresGrad()
    let y = x * x + x.exp() * x
    let drawing = y.graph(["x": x])
    #expect(
      try texts(drawing).sorted() == [
        "AccumulateGrad", "AddBackward0", "ExpBackward0", "MulBackward0", "MulBackward0", "x []",
      ])
    #expect(
      drawing.description
        == "The graph behind a tensor of shape []: 4 operations, the last AddBackward0")
    let model = Linear(3, 2)
    let leaves = try texts(model(Tensor.zeros(1, 3)).graph(model))
    #expect(leaves.contains("weight [2, 3]") && leaves.contains("bias [2]"))
    #expect(try texts(Tensor.zeros(3).graph()) == ["no history"])
  }

  @Test func `of a long graph the beginning is drawn`() throws {
    var x = Tensor(1.0).requiresGrad()
    for _ in 0..<100_000 { x = x + 1 }
    let names = try texts(x.graph())
    #expect(names.count < 200 && names.contains("…"))
  }

  @Test(arguments: [[2, 3], [1, 2, 3], [3, 2, 3]])
  func `an image has the tensor's pixels`(shape: [Int]) throws {
    let bytes = Tensor.arange(shape.reduce(1, *)).to(.uint8).view(shape) * 10
    for tensor in [bytes, bytes.float() / 255] {
      guard case .png(let file, let description) = tensor.image.representation else {
        Issue.record("no image")
        continue
      }
      let pixels = try PNGFile.decode(file, "image")
      let planes = bytes.view(-1, 2, 3)
      // Each pixel became 56 × 56.
      #expect(pixels.shape == [112, 168, planes.size(0)])
      for (row, column) in [(0, 0), (1, 2), (0, 1)] {
        #expect(
          pixels[row * 56 + 30, column * 56 + 30].array(of: UInt8.self)
            == planes[..., row, column].array(of: UInt8.self))
      }
      #expect(description == "Image of 2 × 3 pixels")
    }
  }

  @Test func `other shapes are no image`() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros(2, 3, 4).image.representation }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros(0, 4).image.representation }
  }
}
