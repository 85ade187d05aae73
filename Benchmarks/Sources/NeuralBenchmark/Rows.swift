import Neural

/// A piece of work that both libraries do, under the same name in `pytorch_rows.py` or
/// `pytorch_operations.py`.
struct Row: Sendable {
  let name: String
  /// PyTorch's time over ours has to be at least this.
  let ratio: Double
  /// Prepares the work, and gives what is timed.
  let prepare: @Sendable () -> () -> Void
}

/// The network of the guide.
final class GuideNetwork: Module {
  let flatten = Flatten()
  let stack = Sequential(
    Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10), ReLU())

  override func forward(_ x: Tensor) -> Tensor { stack(flatten(x)) }
}

enum Rows {
  static let all: [Row] = training + inference + small + large + random + data + operations

  private static func step(_ optimizer: @escaping ([Tensor]) -> Optimizer) -> () -> Void {
    manualSeed(0)
    let model = GuideNetwork()
    let images = Tensor.rand(64, 28, 28)
    let labels = Tensor.randint(0, 10, [64])
    let optimizer = optimizer(model.parameters())
    let loss = CrossEntropyLoss()
    return {
      optimizer.zeroGrad()
      loss(model(images), labels).backward()
      optimizer.step()
    }
  }

  /// The matrix products of such a step, and nothing else.
  private static func products() -> () -> Void {
    let (x, h) = (Tensor.rand(64, 784), Tensor.rand(64, 512))
    let (w1, w2, w3) = (Tensor.rand(512, 784), Tensor.rand(512, 512), Tensor.rand(10, 512))
    let (g, gh) = (Tensor.rand(64, 10), Tensor.rand(64, 512))
    return {
      _ = (linear(x, w1), linear(h, w2), linear(h, w3))
      _ = (g.t().matmul(h), g.matmul(w3), gh.t().matmul(h), gh.matmul(w2), gh.t().matmul(x))
    }
  }

  /// What is asked of rows beside JAX, which compiles the guide's network.
  static let compiledRatios = [
    "SGD step, batch 64": 1.15, "inference, 64 images": 1, "inference, 1024 images": 1,
  ]

  /// The row that is measured against what the processor can do.
  static let largeProduct = "matmul 1024"

  static let productsName = "the matrix products of a step"

  static let training = [
    Row(name: productsName, ratio: 0) { products() },
    Row(name: "SGD step, batch 64", ratio: 1.3) { step { SGD($0, lr: 1e-3) } },
    Row(name: "Adam step, batch 64", ratio: 1.6) { step { Adam($0, lr: 1e-3) } },
  ]

  static let inference = [(1, 2.0), (64, 1.0), (1024, 1.0)].map { count, ratio in
    Row(name: "inference, \(count) images", ratio: ratio) {
      let model = GuideNetwork()
      let images = Tensor.rand(count, 28, 28)
      return { noGrad { _ = model(images) } }
    }
  }

  static let small: [Row] = [
    Row(name: "a + b on 3×10", ratio: 4) {
      let (a, b) = (Tensor.rand(3, 10), Tensor.rand(3, 10))
      return { _ = a + b }
    },
    Row(name: "softmax on 3×10", ratio: 4) {
      let a = Tensor.rand(3, 10)
      return { _ = a.softmax(dim: 1) }
    },
    Row(name: "ReLU on 3×10", ratio: 4) {
      let a = Tensor.rand(3, 10)
      return { _ = a.relu() }
    },
    Row(name: "sum().item() on 3×10", ratio: 4) {
      let a = Tensor.rand(3, 10)
      return { _ = a.sum().item() }
    },
    Row(name: "Linear 20→10 on 3 rows", ratio: 5) {
      let (layer, x) = (Linear(20, 10), Tensor.rand(3, 20))
      return { _ = layer(x) }
    },
    Row(name: "Linear 20→10 and backward", ratio: 5) {
      let (layer, x, ones) = (Linear(20, 10), Tensor.rand(3, 20), Tensor.ones(3, 10))
      return { layer(x).backward(ones) }
    },
    Row(name: "autograd tutorial", ratio: 5) {
      let (x, y) = (Tensor.ones(5), Tensor.zeros(3))
      let w = Tensor.randn(5, 3).requiresGrad(true)
      let b = Tensor.randn(3).requiresGrad(true)
      return {
        let z = x.matmul(w) + b
        binaryCrossEntropyWithLogits(z, y).backward()
      }
    },
    Row(name: "print a 3×10 tensor", ratio: 10) {
      let a = Tensor.rand(3, 10)
      return { _ = a.description }
    },
  ]

  static let large: [Row] = {
    func row(_ name: String, _ body: @escaping @Sendable (Tensor) -> Tensor) -> Row {
      Row(name: "\(name) on 1024×512", ratio: 1) {
        let a = Tensor.randn(1024, 512)
        return { _ = body(a) }
      }
    }
    return [
      row("ReLU") { $0.relu() }, row("sigmoid") { $0.sigmoid() }, row("tanh") { $0.tanh() },
      row("exp") { $0.exp() }, row("softmax") { $0.softmax(dim: 1) }, row("sum") { $0.sum() },
    ]
  }()

  static let random = [
    Row(name: "rand, 1,000,000", ratio: 1.5) { { _ = Tensor.rand(1_000_000) } },
    Row(name: "randn, 1,000,000", ratio: 1.5) { { _ = Tensor.randn(1_000_000) } },
  ]

  static let data = [
    Row(name: "DataLoader, 60,000 images", ratio: 20) {
      let images = Tensor.randint(0, 256, [60_000, 28, 28]).to(.uint8)
      let labels = Tensor.randint(0, 10, [60_000])
      let loader = DataLoader(
        ImageDataset(images: images, labels: labels), batchSize: 64, shuffle: true)
      return { for _ in loader {} }
    }
  ]
}

/// Images of bytes that become tensors one at a time, as Fashion-MNIST's do.
struct ImageDataset: Dataset {
  let images: Tensor
  let labels: Tensor
  let transform = ToTensor()

  var count: Int { labels.size(0) }

  subscript(index: Int) -> (Tensor, Tensor) { (transform(images[index]), labels[index]) }
}
