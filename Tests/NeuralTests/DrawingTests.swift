import Display
import FoundationXML
import Testing

@testable import Neural

@Suite(.usesGlobalState) struct DrawingTests {
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

  @Test func `the dot products of a layer say what makes each output`() async throws {
    let layer = Linear(2, 2)
    noGrad {
      _ = layer.weight.copy(from: Tensor([[2.0, -0.25], [0, 1]]))
      _ = layer.bias?.copy(from: Tensor([0.5, -1]))
    }
    let drawing = layer.dotProducts(for: Tensor([[1.0, 4.0]]))
    let labels = drawing.svg.matches(of: /tabindex="0" role="img" aria-label="([^"]*)"/)
    #expect(
      labels.map { String($0.1) } == [
        "Row 0, output 0: 1 × 2 + 4 × −0.25 + bias 0.5 = 1.5",
        "Row 0, output 1: 1 × 0 + 4 × 1 + bias −1 = 3",
      ])
    let text = try texts(drawing)
    #expect(text.contains("sum 1 + bias 0.5 = 1.5") && text.contains("sum 4 + bias −1 = 3"))
    #expect(drawing.svg.contains("class=\"drawing\" role=\"group\""))
    await #expect(processExitsWith: .failure) {
      _ = Linear(20, 2).dotProducts(for: Tensor.zeros(1, 20))
    }
    await #expect(processExitsWith: .failure) {
      _ = Linear(2, 2).dotProducts(for: Tensor.zeros(7, 2))
    }
    await #expect(processExitsWith: .failure) {
      _ = Linear(2, 2).dotProducts(for: Tensor.zeros(3))
    }
  }

  @Test func `a backward pass goes step by step, and leaves the graph as it is`() throws {
    let x = Tensor(3.0).requiresGrad()
    let square = x * x
    let loss = square + x
    let steps = loss.backwardSteps(["x": x, "square": square]).representation
    guard case .frames(let title, let frames) = steps else {
      Issue.record("no frames")
      return
    }
    #expect(title == "step" && frames.map(\.label) == ["0", "1", "2"])
    let figures = frames.map { frame in
      if case .svg(let text, let description) = frame.content {
        (text, description)
      } else {
        ("", "")
      }
    }
    #expect(
      figures.map(\.1) == [
        "The graph before the backward pass: the gradient of the result is 1",
        "Add passes on 1 to square = 9 and 1 to x = 3",
        "Mul passes on 3 to x = 3 and 3 to x = 3",
      ])
    let document = try XMLDocument(xmlString: figures[2].0)
    let text = try document.nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
    #expect(text.contains("gradient 7") && text.contains("+ 3 + 3"))
    #expect(x.grad == nil)
    loss.backward()
    #expect(x.grad?.item() == 7)
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
