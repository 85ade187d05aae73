import Neural

/// One operation each, on tensors of about a million elements: float32 of 1024×1024 where the name says
/// nothing else. `pytorch_operations.py` has the same rows; a new one is a line here and a line there.
extension Rows {
  static let operations: [Row] =
    elementwise + types + layouts + reductions + sorting + layers + losses
    + matrixProducts + optimizers + smallChains

  private static func row(
    _ name: String, _ ratio: Double = 1, _ prepare: @escaping @Sendable () -> () -> Void
  ) -> Row {
    Row(name: name, ratio: ratio, prepare: prepare)
  }

  /// An operation on one tensor, made by `make`.
  @Sendable private static func everyOtherColumn() -> Tensor {
    Tensor.rand(1024, 2048)[..., stride(from: 0, to: 2048, by: 2)]
  }

  private static func one(
    _ name: String, _ ratio: Double = 1,
    of make: @escaping @Sendable () -> Tensor = { Tensor.rand(1024, 1024) },
    _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> Row {
    row(name, ratio) {
      let a = make()
      return { _ = body(a) }
    }
  }

  /// An operation on two tensors of one dtype.
  private static func two(
    _ name: String, _ ratio: Double = 1, _ dtype: DType = .float32,
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> Row {
    row(name, ratio) {
      let scale = dtype.isFloatingPoint ? 1.0 : 100.0
      let (a, b) = (
        (Tensor.rand(1024, 1024) * scale).to(dtype), (Tensor.rand(1024, 1024) * scale).to(dtype)
      )
      return { _ = body(a, b) }
    }
  }

  /// A layer or loss forward and backward.
  private static func both(
    _ name: String, _ ratio: Double = 1, _ make: @escaping @Sendable () -> Tensor,
    _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> Row {
    row(name, ratio) {
      let x = make().requiresGrad(true)
      let ones = Tensor.onesLike(body(x).detach())
      return {
        x.grad = nil
        body(x).backward(ones)
      }
    }
  }

  /// As fast as memory: both sides read and write the same bytes.
  private static let memory = 0.95

  static let elementwise = [
    two("a + b", memory) { $0 + $1 },
    one("sqrt") { $0.sqrt() }, one("sin") { $0.sin() }, one("cos") { $0.cos() },
    one("log") { $0.log() }, one("log1p") { $0.log1p() }, one("expm1") { $0.expm1() },
    one("erf") { $0.erf() }, one("tan") { $0.tan() }, one("atan") { $0.atan() },
    one("pow 2", memory) { $0.pow(2) }, one("pow 2.5") { $0.pow(2.5) },
    one("abs", memory) { $0.abs() }, one("rsqrt") { $0.rsqrt() },
    one("round", memory) { $0.round() },
    one("a > 0.5") { $0 > 0.5 }, one("a * 2 + 1", memory) { $0 * 2 + 1 },
    one("clamp", memory) { $0.clamp(min: 0.2, max: 0.8) },
    two("maximum", memory) { $0.maximum($1) },
    two("a // b") { ($0 * 10).floorDivide($1) },
    row("where") {
      let (a, b) = (Tensor.rand(1024, 1024), Tensor.rand(1024, 1024))
      let condition = a > 0.5
      return { _ = Tensor.where(condition, a, b) }
    },
    row("masked_fill") {
      let a = Tensor.rand(1024, 1024)
      let mask = a > 0.5
      return { _ = a.maskedFill(mask, 0) }
    },
    one("GELU 4096×512", of: { Tensor.randn(4096, 512) }) { $0.gelu() },
    one("GELU tanh 4096×512", of: { Tensor.randn(4096, 512) }) {
      $0.gelu(approximatesWithTanh: true)
    },
    one("SiLU 4096×512", of: { Tensor.randn(4096, 512) }) { $0.silu() },
    one("ELU 4096×512", of: { Tensor.randn(4096, 512) }) { $0.elu() },
    one("Softplus 4096×512", of: { Tensor.randn(4096, 512) }) { $0.softplus() },
    one("leaky ReLU 4096×512", memory, of: { Tensor.randn(4096, 512) }) { $0.leakyReLU() },
    one("logical not of bools", of: { Tensor.rand(1024, 1024) > 0.5 }) { $0.logicalNot() },
  ]

  static let types = [
    two("float16 a + b", memory, .float16) { $0 + $1 },
    two("bfloat16 a + b", memory, .bfloat16) { $0 + $1 },
    two("float64 a + b", memory, .float64) { $0 + $1 },
    two("int32 a + b", memory, .int32) { $0 + $1 },
    two("uint8 a + b", memory, .uint8) { $0 + $1 },
    two("int64 a * b + a", 1, .int64) { $0 * $1 + $0 },
    one("float64 exp", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.exp() },
    one("float64 sin", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.sin() },
    one("float64 tanh", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.tanh() },
    one("float64 log", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.log() },
    one("float64 erf", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.erf() },
    one("float64 GELU", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.gelu() },
    two("float16 maximum", 1, .float16) { $0.maximum($1) },
    one("int32 clamp", memory, of: { (Tensor.rand(1024, 1024) * 100).to(.int32) }) {
      $0.clamp(min: 20, max: 80)
    },
    one("bfloat16 exp", of: { Tensor.rand(1024, 1024).to(.bfloat16) }) { $0.exp() },
    one("float32 to int64", memory) { $0.to(.int64) },
    one("float32 to bfloat16", memory) { $0.to(.bfloat16) },
    one("uint8 to float32", memory, of: { (Tensor.rand(1024, 1024) * 255).to(.uint8) }) {
      $0.to(.float32)
    },
  ]

  static let layouts = [
    row("a + row", memory) {
      let (a, b) = (Tensor.rand(1024, 1024), Tensor.rand(1024))
      return { _ = a + b }
    },
    row("a + column", memory) {
      let (a, b) = (Tensor.rand(1024, 1024), Tensor.rand(1024, 1))
      return { _ = a + b }
    },
    row("a * b + row", memory) {
      let (a, b, c) = (Tensor.rand(1024, 1024), Tensor.rand(1024, 1024), Tensor.rand(1024))
      return { _ = a * b + c }
    },
    row("rows of 4, + row") {
      let (a, b) = (Tensor.rand(262_144, 4), Tensor.rand(4))
      return { _ = a + b }
    },
    row("rows of 4, + column") {
      let (a, b) = (Tensor.rand(262_144, 4), Tensor.rand(262_144, 1))
      return { _ = a + b }
    },
    two("a + b.t()") { $0 + $1.t() },
    two("float64 a + b.t()", 1, .float64) { $0 + $1.t() },
    one("every other column, × 2", of: everyOtherColumn) { $0 * 2 },
    one("transpose, contiguous") { $0.t().contiguous() },
    one("permute, contiguous 64×128×128", of: { Tensor.rand(64, 128, 128) }) {
      $0.permute(2, 0, 1).contiguous()
    },
    one("clone", memory) { $0.clone() },
    two("cat along 1", memory) { Tensor.cat([$0, $1], dim: 1) },
    row("select rows", memory) {
      let (a, rows) = (Tensor.rand(1024, 1024), Tensor.randperm(1024))
      return { _ = a[rows] }
    },
    row("select by mask") {
      let a = Tensor.rand(1024, 1024)
      let mask = a > 0.5
      return { _ = a[mask] }
    },
    row("gather") {
      let (a, index) = (Tensor.rand(1024, 1024), Tensor.randint(0, 1024, [1024, 1024]))
      return { _ = a.gather(dim: 1, index) }
    },
    row("rows of 50, + column") {
      let (a, b) = (Tensor.rand(20_000, 50), Tensor.rand(20_000, 1))
      return { _ = a + b }
    },
    one("rows of 3 of 4, + 1", of: { Tensor.rand(300_000, 4)[..., 1...] }) { $0 + 1 },
    two("a += b", memory) { a, b in
      a += b
      return a
    },
    one("rows of 33 with gaps, squares", of: { Tensor.rand(30_000, 36)[..., ..<33] }) { $0 * $0 },
    one("flip along 1") { $0.flip([1]) }, one("roll along 1") { $0.roll(3, dim: 1) },
    one("lower triangle") { $0.tril() },
    two("cat of rows of 50", 1) { a, b in
      Tensor.cat([a.view(-1, 64)[..., ..<50], b.view(-1, 64)[..., ..<50]], dim: 1)
    },
    row("gather in rows of 3") {
      let (a, index) = (Tensor.rand(300_000, 3), Tensor.randint(0, 3, [300_000, 3]))
      return { _ = a.gather(dim: 1, index) }
    },
    row("float16 scatter_add along 1") {
      let a = Tensor.rand(1024, 1024).to(.float16)
      let index = Tensor.randint(0, 1024, [1024, 1024])
      return { _ = a.scatterAdd(dim: 1, index, a) }
    },
    row("select columns of rows of 3") {
      let (a, columns) = (Tensor.rand(300_000, 3), Tensor([2, 0, 1]))
      return { _ = a.indexSelect(dim: 1, columns) }
    },
    one("every other column, ReLU", of: everyOtherColumn) { $0.relu() },
    one("every other column, a < b", of: everyOtherColumn) { $0 < $0 },
    one("upper triangle of 100,000×7", of: { Tensor.rand(100_000, 7) }) { $0.triu() },
  ]

  static let reductions = [
    one("sum along 1") { $0.sum(dim: 1) }, one("sum along 0") { $0.sum(dim: 0) },
    one("sum along 1 of 64×128×128", of: { Tensor.rand(64, 128, 128) }) { $0.sum(dim: 1) },
    one("sum along 0 and 2 of 64×128×128", of: { Tensor.rand(64, 128, 128) }) {
      $0.sum(dim: [0, 2])
    },
    one("sum of a.t() along 1") { $0.t().sum(dim: 1) },
    one("int64 sum", of: { (Tensor.rand(1024, 1024) * 100).to(.int64) }) { $0.sum() },
    one("bfloat16 sum", of: { Tensor.rand(1024, 1024).to(.bfloat16) }) { $0.sum() },
    one("float64 sum along 1", of: { Tensor.rand(1024, 1024).to(.float64) }) { $0.sum(dim: 1) },
    row("mean and variance along 1") {
      let a = Tensor.rand(1024, 1024)
      return { _ = (a.mean(dim: 1), a.var(dim: 1)) }
    },
    one("prod along 1") { $0.prod(dim: 1) }, one("norm") { $0.norm() },
    one("max along 1") { $0.max(dim: 1).values }, one("argmax along 0") { $0.argmax(dim: 0) },
    one("cumsum") { $0.cumsum(dim: 1) }, one("logsumexp along 1") { $0.logSumExp(dim: 1) },
    one("float16 cumsum", of: { Tensor.rand(1024, 1024).to(.float16) }) { $0.cumsum(dim: 1) },
    one("amax of rows of 3", of: { Tensor.rand(300_000, 3) }) { $0.amax(dim: [1]) },
    one("norms of rows of 3", of: { Tensor.rand(300_000, 3) }) { $0.norm(dim: 1) },
    one("uint8 any along 0", of: { (Tensor.rand(1024, 1024) * 2).to(.uint8) }) { $0.any(dim: 0) },
    one("uint8 sum along 1", of: { (Tensor.rand(1024, 1024) * 2).to(.uint8) }) { $0.sum(dim: 1) },
    one("amax of a permuted 64×128×128", of: { Tensor.rand(64, 128, 128).permute(2, 1, 0) }) {
      $0.amax()
    },
    one("amax along 0 and 1 of a permuted", of: { Tensor.rand(64, 128, 128).permute(2, 1, 0) }) {
      $0.amax(dim: [0, 1])
    },
    one("every other column, mean along 1", of: everyOtherColumn) { $0.mean(dim: 1) },
    one("amin along 1") { $0.amin(dim: [1]) }, one("prod along 0") { $0.prod(dim: 0) },
    one("norms of rows with gaps", of: { Tensor.rand(4096, 73)[..., ..<70] }) { $0.norm(dim: 1) },
    one("int64 sum of rows of 20", of: { (Tensor.rand(50_000, 20) * 9).to(.int64) }) {
      $0.sum(dim: 1)
    },
    one("prod of rows of 20", of: { Tensor.rand(50_000, 20) }) { $0.prod(dim: 1) },
    one("amin of rows of 33", of: { Tensor.rand(30_000, 33) }) { $0.amin(dim: [1]) },
    one("every other column, sum along 0", of: { Tensor.rand(60_000, 32)[..., Slice(step: 2)] }) {
      $0.sum(dim: 0)
    },
  ]

  static let sorting = [
    one("sort") { $0.sort(dim: 1).values },
    one("sort 1,000,000", of: { Tensor.rand(1_000_000) }) { $0.sort(dim: 0).values },
    one("topk 10 of 1024") { $0.topk(10, dim: 1).values },
    row("randint 1,000,000") { { _ = Tensor.randint(0, 1000, [1_000_000]) } },
    row("randperm 1,000,000") { { _ = Tensor.randperm(1_000_000) } },
    row("float64 rand 1,000,000") { { _ = Tensor.rand(1_000_000, dtype: .float64) } },
    row("float16 rand 1,000,000") { { _ = Tensor.rand(1_000_000, dtype: .float16) } },
    row("float16 linspace 100,000") {
      { _ = Tensor.linspace(0, 1, steps: 100_000, dtype: .float16) }
    },
    row("bernoulli 1,000,000") {
      let p = Tensor.full([1_000_000], 0.3)
      return { _ = p.bernoulli() }
    },
  ]

  private static func layer(
    _ name: String, _ ratio: Double = 1, _ module: @escaping @Sendable () -> Module,
    on make: @escaping @Sendable () -> Tensor, backward: Bool = false
  ) -> Row {
    row(name, ratio) {
      let (module, x) = (module(), make())
      if !backward { return { noGrad { _ = module(x) } } }
      let ones = Tensor.onesLike(module(x).detach())
      x.requiresGrad = true
      return { module(x).backward(ones) }
    }
  }

  static let layers: [Row] = [
    layer(
      "Conv2d 64→64 3×3", 1, { Conv2d(64, 64, kernelSize: 3, padding: 1) },
      on: { Tensor.rand(16, 64, 32, 32) }),
    layer(
      "Conv2d 64→64 3×3, both passes", 1, { Conv2d(64, 64, kernelSize: 3, padding: 1) },
      on: { Tensor.rand(16, 64, 32, 32) }, backward: true),
    layer(
      "Conv2d 256→128 1×1", 1, { Conv2d(256, 128, kernelSize: 1) },
      on: { Tensor.rand(8, 256, 28, 28) }),
    layer(
      "Conv2d 64→64 5×5", 1, { Conv2d(64, 64, kernelSize: 5, padding: 2) },
      on: { Tensor.rand(8, 64, 28, 28) }),
    layer(
      "Conv2d 6→16 5×5 of 14×14", 1, { Conv2d(6, 16, kernelSize: 5) },
      on: { Tensor.rand(64, 6, 14, 14) }),
    layer(
      "Conv2d 64→128 3×3 of 7×7", 1, { Conv2d(64, 128, kernelSize: 3, padding: 1) },
      on: { Tensor.rand(8, 64, 7, 7) }),
    layer(
      "Conv2d 64→128 3×3, stride 2", 1, { Conv2d(64, 128, kernelSize: 3, stride: 2, padding: 1) },
      on: { Tensor.rand(16, 64, 32, 32) }),
    layer(
      "Conv2d 64→64 3×3, 4 groups", 1, { Conv2d(64, 64, kernelSize: 3, padding: 1, groups: 4) },
      on: { Tensor.rand(16, 64, 32, 32) }),
    layer(
      "Conv2d 64 3×3, depthwise", 1, { Conv2d(64, 64, kernelSize: 3, padding: 1, groups: 64) },
      on: { Tensor.rand(16, 64, 32, 32) }),
    layer("MaxPool2d 2", 1, { MaxPool2d(2) }, on: { Tensor.rand(16, 64, 64, 64) }),
    layer(
      "MaxPool2d 2, both passes", 1, { MaxPool2d(2) }, on: { Tensor.rand(16, 64, 64, 64) },
      backward: true),
    layer("AvgPool2d 2", 1, { AvgPool2d(2) }, on: { Tensor.rand(16, 64, 64, 64) }),
    layer("AvgPool2d 7 of 7×7", 1, { AvgPool2d(7) }, on: { Tensor.rand(64, 64, 7, 7) }),
    layer(
      "MaxPool2d 5, both passes", 1, { MaxPool2d(5) }, on: { Tensor.rand(16, 64, 50, 50) },
      backward: true),
    layer("BatchNorm2d 64, training", 1, { BatchNorm2d(64) }, on: { Tensor.rand(16, 64, 32, 32) }),
    layer(
      "BatchNorm2d 64, both passes", 1, { BatchNorm2d(64) }, on: { Tensor.rand(16, 64, 32, 32) },
      backward: true),
    layer("LayerNorm 4096×512", 1, { LayerNorm([512]) }, on: { Tensor.rand(4096, 512) }),
    layer(
      "LayerNorm 4096×512, both passes", 1, { LayerNorm([512]) }, on: { Tensor.rand(4096, 512) },
      backward: true),
    layer("Dropout 4096×512", 1, { Dropout(0.5) }, on: { Tensor.rand(4096, 512) }),
    row("Embedding 32×128 of 256") {
      let (layer, index) = (Embedding(1000, 256), Tensor.randint(0, 1000, [32, 128]))
      return { noGrad { _ = layer(index) } }
    },
    row("Embedding, both passes") {
      let (layer, index) = (Embedding(1000, 256), Tensor.randint(0, 1000, [32, 128]))
      let ones = Tensor.ones(32, 128, 256)
      return { layer(index).backward(ones) }
    },
    one("softmax along 1 of 32×128×512", of: { Tensor.rand(32, 128, 512) }) { $0.softmax(dim: 1) },
    one("log_softmax 4096×512", of: { Tensor.rand(4096, 512) }) { $0.logSoftmax(dim: 1) },
    one("log_softmax of rows of 10", of: { Tensor.rand(100_000, 10) }) { $0.logSoftmax(dim: 1) },
    row("CNN, training step, 64 images", 1.5) { cnnStep() },
    row("CNN, inference, 64 images", 1.5) { cnnInference(64) },
    row("CNN, inference, 1 image", 1.2) { cnnInference(1) },
  ]

  private static func cnn() -> Sequential {
    Sequential(
      Conv2d(1, 32, kernelSize: 3, padding: 1), BatchNorm2d(32), ReLU(), MaxPool2d(2),
      Conv2d(32, 64, kernelSize: 3, padding: 1), BatchNorm2d(64), ReLU(), MaxPool2d(2),
      Flatten(), Linear(3136, 128), ReLU(), Linear(128, 10))
  }

  private static func cnnStep() -> () -> Void {
    let model = cnn()
    let (images, labels) = (Tensor.rand(64, 1, 28, 28), Tensor.randint(0, 10, [64]))
    let optimizer = SGD(model.parameters(), lr: 1e-3)
    let loss = CrossEntropyLoss()
    return {
      optimizer.zeroGrad()
      loss(model(images), labels).backward()
      optimizer.step()
    }
  }

  private static func cnnInference(_ count: Int) -> () -> Void {
    let (model, images) = (cnn(), Tensor.rand(count, 1, 28, 28))
    model.eval()
    return { noGrad { _ = model(images) } }
  }

  static let losses = [
    row("cross-entropy 4096×1000") {
      let (x, labels) = (Tensor.rand(4096, 1000), Tensor.randint(0, 1000, [4096]))
      return { _ = crossEntropy(x, labels) }
    },
    row("cross-entropy 4096×1000, both passes") {
      let (x, labels) = (
        Tensor.rand(4096, 1000).requiresGrad(true), Tensor.randint(0, 1000, [4096])
      )
      return {
        x.grad = nil
        crossEntropy(x, labels).backward()
      }
    },
    row("squared error, both passes") {
      let (x, y) = (Tensor.rand(1024, 1024).requiresGrad(true), Tensor.rand(1024, 1024))
      return {
        x.grad = nil
        mseLoss(x, y).backward()
      }
    },
    row("logits' binary cross-entropy, both passes") {
      let (x, y) = (Tensor.rand(1024, 1024).requiresGrad(true), Tensor.rand(1024, 1024))
      return {
        x.grad = nil
        binaryCrossEntropyWithLogits(x, y).backward()
      }
    },
    both("ReLU, both passes", 1, { Tensor.randn(1024, 1024) }) { $0.relu() },
    both("GELU, both passes", 1, { Tensor.randn(1024, 1024) }) { $0.gelu() },
    both("square, both passes", 1, { Tensor.randn(1024, 1024) }) { $0.square() },
  ]

  static let matrixProducts = [
    two("matmul 1024") { $0.matmul($1) }, two("matmul 1024, a @ b.t()") { $0.matmul($1.t()) },
    two("bfloat16 matmul 1024", 1, .bfloat16) { $0.matmul($1) },
    two("float16 matmul 1024", 1, .float16) { $0.matmul($1) },
    one("float64 matmul 512", of: { Tensor.rand(512, 512).to(.float64) }) { $0.matmul($0) },
    one("matmul 511×513", of: { Tensor.rand(511, 513) }) { $0.matmul($0.t()) },
    row("mv 1024") {
      let (a, x) = (Tensor.rand(1024, 1024), Tensor.rand(1024))
      return { _ = a.matmul(x) }
    },
    one("bmm 64×128×128", of: { Tensor.rand(64, 128, 128) }) { $0.matmul($0) },
    row("bmm 1000×1×20×20") {
      let (a, b) = (Tensor.rand(1000, 1, 20), Tensor.rand(1000, 20, 20))
      return { _ = a.matmul(b) }
    },
    one("bmm 1000×20×20", of: { Tensor.rand(1000, 20, 20) }) { $0.matmul($0) },
    one("bmm 1000×3×3", of: { Tensor.rand(1000, 3, 3) }) { $0.matmul($0) },
    row("int32 mv 1024") {
      let (a, x) = (
        (Tensor.rand(1024, 1024) * 9).to(.int32), (Tensor.rand(1024) * 9).to(.int32)
      )
      return { _ = a.matmul(x) }
    },
    row("attention by hand 8×8×128×64") {
      let (q, k, v) = (
        Tensor.rand(8, 8, 128, 64), Tensor.rand(8, 8, 128, 64), Tensor.rand(8, 8, 128, 64)
      )
      return { _ = (q.matmul(k.transpose(2, 3)) * 0.125).softmax(dim: 3).matmul(v) }
    },
  ]

  private static func step(
    _ name: String, _ make: @escaping @Sendable ([Tensor]) -> Optimizer
  ) -> Row {
    row("\(name), 50 parameters of 100×100") {
      let parameters = (0..<50).map { _ in Tensor.rand(100, 100).requiresGrad(true) }
      for parameter in parameters { parameter.grad = Tensor.rand(100, 100) }
      let optimizer = make(parameters)
      return { optimizer.step() }
    }
  }

  static let optimizers = [
    step("SGD") { SGD($0, lr: 0.01) },
    step("SGD with momentum") { SGD($0, lr: 0.01, momentum: 0.9) },
    step("Adam") { Adam($0) }, step("Adam, amsgrad") { Adam($0, amsgrad: true) },
    step("AdamW") { AdamW($0) }, step("RMSprop") { RMSprop($0) },
    step("RMSprop, centered, with momentum") { RMSprop($0, momentum: 0.9, centered: true) },
    row("bfloat16 SGD, a parameter of 1024×1024") {
      let parameter = Tensor.rand(1024, 1024).to(.bfloat16).requiresGrad(true)
      parameter.grad = Tensor.rand(1024, 1024).to(.bfloat16)
      let optimizer = SGD([parameter], lr: 0.01)
      return { optimizer.step() }
    },
    row("clip_grad_norm, 50 parameters of 100×100") {
      let parameters = (0..<50).map { _ in Tensor.rand(100, 100).requiresGrad(true) }
      for parameter in parameters { parameter.grad = Tensor.rand(100, 100) }
      return { clipGradNorm(parameters, maxNorm: 1e9) }
    },
  ]

  static let smallChains = [
    row("10 elements, a * b + a", 4) {
      let (a, b) = (Tensor.rand(10), Tensor.rand(10))
      return { _ = a * b + a }
    },
    row("1,000 elements, exp") {
      let a = Tensor.rand(1000)
      return { _ = a.exp() }
    },
    row("10,000 elements, a + b") {
      let (a, b) = (Tensor.rand(10_000), Tensor.rand(10_000))
      return { _ = a + b }
    },
    row("100,000 elements, a + b", memory) {
      let (a, b) = (Tensor.rand(100_000), Tensor.rand(100_000))
      return { _ = a + b }
    },
    row("10,000,000 elements, a + b", memory) {
      let (a, b) = (Tensor.rand(10_000_000), Tensor.rand(10_000_000))
      return { _ = a + b }
    },
    row("10,000,000 elements, sum") {
      let a = Tensor.rand(10_000_000)
      return { _ = a.sum() }
    },
    row("autograd, chain of 100") {
      let x = Tensor.rand(10).requiresGrad(true)
      return {
        x.grad = nil
        var y = x
        for _ in 0..<100 { y = y * 1.01 }
        y.sum().backward()
      }
    },
    row("print 1000×1000") {
      let a = Tensor.rand(1000, 1000)
      return { _ = a.description }
    },
  ]
}
