@testable import Neural

extension SampleTable {
  static let functions: [String: SampleOperation] = [
    "nn.functional.relu": .unary { $0.relu() }, "nn.functional.silu": .unary { $0.silu() },
    "nn.functional.elu": SampleOperation("input alpha") {
      try $0.tensor("input").elu(alpha: $0.double("alpha", 1))
    },
    "nn.functional.gelu": SampleOperation("input approximate") {
      let form = try $0.string("approximate", "none")
      if form != "none" && form != "tanh" { throw NotInInterface() }
      return try $0.tensor("input").gelu(approximatesWithTanh: form == "tanh")
    },
    "nn.functional.leaky_relu": SampleOperation("input negative_slope") {
      try $0.tensor("input").leakyReLU(negativeSlope: $0.double("negative_slope", 0.01))
    },
    "nn.functional.softplus": SampleOperation("input beta threshold") {
      try $0.tensor("input").softplus(
        beta: $0.double("beta", 1), threshold: $0.double("threshold", 20))
    },
    "nn.functional.dropout": SampleOperation("input p training") {
      try $0.tensor("input").dropout($0.double("p", 0.5), training: $0.bool("training", true))
    },
    "nn.functional.linear": SampleOperation("input weight bias") {
      try linear($0.tensor("input"), $0.tensor("weight"), $0.optionalTensor("bias"))
    },
    "nn.functional.embedding": SampleOperation(
      "weight input padding_idx max_norm norm_type scale_grad_by_freq"
    ) {
      try embedding(
        $0.tensor("input"), $0.tensor("weight"),
        paddingIndex: $0.has("padding_idx") ? $0.int("padding_idx") : nil,
        maxNorm: $0.optionalDouble("max_norm"), normType: $0.double("norm_type", 2),
        scaleGradByFreq: $0.bool("scale_grad_by_freq", false))
    },
    "nn.functional.conv2d": SampleOperation("input weight bias stride padding dilation groups") {
      if case .string(let name)? = $0.value("padding") {
        guard let padding = PaddingMode(rawValue: name) else { throw NotInInterface() }
        return try conv2d(
          $0.tensor("input"), $0.tensor("weight"), $0.optionalTensor("bias"),
          stride: $0.pair("stride", 1), padding: padding, dilation: $0.pair("dilation", 1),
          groups: $0.int("groups", 1))
      }
      return try conv2d(
        $0.tensor("input"), $0.tensor("weight"), $0.optionalTensor("bias"),
        stride: $0.pair("stride", 1), padding: $0.pair("padding", 0),
        dilation: $0.pair("dilation", 1), groups: $0.int("groups", 1))
    },
    "nn.functional.max_pool2d": SampleOperation(
      "input kernel_size stride padding dilation ceil_mode return_indices",
      several: {
        let (values, indices) = try maxPool2dWithIndices(
          $0.tensor("input"), kernelSize: $0.pair("kernel_size"),
          stride: $0.optionalPair("stride"), padding: $0.pair("padding", 0),
          dilation: $0.pair("dilation", 1), ceilMode: $0.bool("ceil_mode", false))
        return try $0.bool("return_indices", false) ? [values, indices] : [values]
      }),
    "nn.functional.avg_pool2d": SampleOperation(
      "input kernel_size stride padding ceil_mode count_include_pad divisor_override"
    ) {
      try avgPool2d(
        $0.tensor("input"), kernelSize: $0.pair("kernel_size"),
        stride: $0.optionalPair("stride"), padding: $0.pair("padding", 0),
        ceilMode: $0.bool("ceil_mode", false), countIncludePad: $0.bool("count_include_pad", true),
        divisorOverride: $0.has("divisor_override") ? $0.int("divisor_override") : nil)
    },
    "nn.functional.batch_norm": SampleOperation(
      "input running_mean running_var weight bias training momentum eps"
    ) {
      try batchNorm(
        $0.tensor("input"), runningMean: $0.optionalTensor("running_mean"),
        runningVar: $0.optionalTensor("running_var"), weight: $0.optionalTensor("weight"),
        bias: $0.optionalTensor("bias"), training: $0.bool("training", false),
        momentum: $0.double("momentum", 0.1), eps: $0.double("eps", 1e-5))
    },
    "nn.functional.layer_norm": SampleOperation("input normalized_shape weight bias eps") {
      try layerNorm(
        $0.tensor("input"), $0.ints("normalized_shape"), weight: $0.optionalTensor("weight"),
        bias: $0.optionalTensor("bias"), eps: $0.double("eps", 1e-5))
    },
    "nn.functional.mse_loss": SampleOperation("input target reduction") {
      try mseLoss($0.tensor("input"), $0.tensor("target"), reduction: $0.reduction())
    },
    "nn.functional.l1_loss": SampleOperation("input target reduction") {
      try l1Loss($0.tensor("input"), $0.tensor("target"), reduction: $0.reduction())
    },
    "nn.functional.nll_loss": SampleOperation("input target weight ignore_index reduction") {
      try nllLoss(
        $0.tensor("input"), $0.tensor("target"), weight: $0.optionalTensor("weight"),
        ignoreIndex: $0.int("ignore_index", -100), reduction: $0.reduction())
    },
    "nn.functional.cross_entropy": SampleOperation(
      "input target weight ignore_index reduction label_smoothing"
    ) {
      try crossEntropy(
        $0.tensor("input"), $0.tensor("target"), weight: $0.optionalTensor("weight"),
        ignoreIndex: $0.int("ignore_index", -100), reduction: $0.reduction(),
        labelSmoothing: $0.double("label_smoothing", 0))
    },
    "nn.functional.binary_cross_entropy": SampleOperation("input target weight reduction") {
      try binaryCrossEntropy(
        $0.tensor("input"), $0.tensor("target"), weight: $0.optionalTensor("weight"),
        reduction: $0.reduction())
    },
    "nn.functional.binary_cross_entropy_with_logits": SampleOperation(
      "input target weight reduction pos_weight"
    ) {
      try binaryCrossEntropyWithLogits(
        $0.tensor("input"), $0.tensor("target"), weight: $0.optionalTensor("weight"),
        posWeight: $0.optionalTensor("pos_weight"), reduction: $0.reduction())
    },
  ]

  static let creation: [String: SampleOperation] = [
    "ones": SampleOperation("*size dtype requires_grad") {
      try .ones(
        $0.ints("size"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "zeros": SampleOperation("*size dtype requires_grad") {
      try .zeros(
        $0.ints("size"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "full": SampleOperation("size fill_value dtype requires_grad") { a in
      let number = try a.number("fill_value")
      return try .full(
        a.ints("size"), number, dtype: a.dtype("dtype"),
        requiresGrad: a.bool("requires_grad", false))
    },
    "ones_like": SampleOperation("input dtype requires_grad") {
      try .onesLike(
        $0.tensor("input"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "zeros_like": SampleOperation("input dtype requires_grad") {
      try .zerosLike(
        $0.tensor("input"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "full_like": SampleOperation("input fill_value dtype requires_grad") { a in
      let number = try a.number("fill_value")
      return try .fullLike(
        a.tensor("input"), number, dtype: a.dtype("dtype"),
        requiresGrad: a.bool("requires_grad", false))
    },
    "eye": SampleOperation("n m dtype requires_grad") {
      try .eye(
        $0.int("n"), $0.has("m") ? $0.int("m") : nil, dtype: $0.dtype("dtype"),
        requiresGrad: $0.bool("requires_grad", false))
    },
    "arange": SampleOperation("start end step dtype requires_grad", ranged),
    "linspace": SampleOperation("start end steps dtype requires_grad") {
      try .linspace(
        $0.double("start"), $0.double("end"), steps: $0.int("steps"), dtype: $0.dtype("dtype"),
        requiresGrad: $0.bool("requires_grad", false))
    },
    "bernoulli": .unary { $0.bernoulli() },
    "randn": SampleOperation("*size dtype requires_grad") {
      try .randn(
        $0.ints("size"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "randn_like": SampleOperation("input dtype requires_grad") {
      try .randnLike(
        $0.tensor("input"), dtype: $0.dtype("dtype"), requiresGrad: $0.bool("requires_grad", false))
    },
    "randint": SampleOperation("low high size dtype", randomIntegers),
    "normal": SampleOperation("mean std") { a in
      if case .tensor? = a.value("std") { return try .normal(a.tensor("mean"), a.tensor("std")) }
      return try .normal(a.tensor("mean"), a.double("std", 1))
    },
    "normal-number_mean": SampleOperation("std mean size dtype") { a in
      let std = try a.double("std")
      if a.isTensor("mean") { return try .normal(a.tensor("mean"), std) }
      return try .normal(a.double("mean"), std, a.ints("size"), dtype: a.dtype("dtype"))
    },
    "normal-in_place": SampleOperation("input mean std") {
      try $0.tensor("input").normal($0.double("mean", 0), $0.double("std", 1))
    },
    "uniform": SampleOperation("input from to") {
      try $0.tensor("input").uniform($0.double("from", 0), $0.double("to", 1))
    },
  ]

  @Sendable private static func ranged(_ a: SampleArguments) throws -> Tensor {
    if try a.bool("requires_grad", false) { throw NotInInterface() }
    let dtype = try a.dtype("dtype")
    let isWhole = ["start", "end", "step"].allSatisfy { name in
      if case .double? = a.value(name) { return false }
      if case .bool? = a.value(name) { return false }
      return true
    }
    let hasStart = a.has("end")
    if isWhole {
      let last = try a.int(hasStart ? "end" : "start")
      return .arange(try hasStart ? a.int("start") : 0, last, try a.int("step", 1), dtype: dtype)
    }
    let last = try a.double(hasStart ? "end" : "start")
    return .arange(
      try hasStart ? a.double("start") : 0, last, try a.double("step", 1), dtype: dtype)
  }

  @Sendable private static func randomIntegers(_ a: SampleArguments) throws -> Tensor {
    let dtype = try a.dtype("dtype") ?? .int64
    if case .list? = a.value("high") {
      return try .randint(0, a.int("low"), a.ints("high"), dtype: dtype)
    }
    return try .randint(a.int("low"), a.int("high"), a.ints("size"), dtype: dtype)
  }

  /// The changes in place, by the names of the functions' files.
  static let inPlace: [String: SampleOperation] = [
    "add": scalable(
      .binary(
        {
          $0 += $1; return $0
        },
        number: {
          $0 += $1; return $0
        }), scaled: { x, y, alpha in x.addInPlace(y, alpha: alpha) }),
    "sub": scalable(
      .binary(
        {
          $0 -= $1; return $0
        },
        number: {
          $0 -= $1; return $0
        }), scaled: { x, y, alpha in x.subInPlace(y, alpha: alpha) }),
    "mul": .binary(
      {
        $0 *= $1; return $0
      },
      number: {
        $0 *= $1; return $0
      }),
    "div-no_rounding_mode": .binary(
      {
        $0 /= $1; return $0
      },
      number: {
        $0 /= $1; return $0
      }),
    "zero_": .unary { $0.zero() }, "nn.functional.relu": .unary { $0.reluInPlace() },
    "clamp": SampleOperation("input min max") {
      try $0.tensor("input").clampInPlace(
        min: $0.optionalTensor("min"), max: $0.optionalTensor("max"))
    },
    "fill": SampleOperation("input value") { a in
      let number = try a.number("value")
      return try a.tensor("input").fill(number)
    },
    "scatter": SampleOperation("input dim index src reduce", scatteredInPlace),
  ]
}
