import Neural

private let x = Tensor.ones(3, 2)
private let z = Tensor.zeros(2)
private let o = Tensor.ones(2)

private func counted(_ shape: Int..., type: DType = .float32) -> Tensor {
  Tensor.arange(shape.reduce(1, *)).view(shape).to(type)
}

private func normGradients(_ norm: (Tensor, Tensor, Tensor) -> Tensor) -> String {
  let x = counted(3, 2).sin().requiresGrad()
  let w = Tensor([0.5, 2.0], requiresGrad: true)
  let b = Tensor([1.0, -1.0], requiresGrad: true)
  (norm(x, w, b) * counted(3, 2)).sum().backward()
  return "\(x.grad ?? x) \(w.grad ?? w) \(b.grad ?? b)"
}

extension KnownCases {
  static let normalization: [String: KnownProgram] = [
    "batch of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          batchNorm(counted(3, 2, type: d), runningMean: nil, runningVar: nil, training: true))
      }.joined(separator: "\n")
    },
    "batch of all types with weight and bias": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          batchNorm(
            counted(3, 2, type: d), runningMean: nil, runningVar: nil,
            weight: Tensor([1, 2], dtype: d), bias: Tensor([3, -1], dtype: d), training: true))
      }.joined(separator: "\n")
    },
    "batch with running values of float32": {
      let types: [DType] = [.float16, .bfloat16, .float32]
      return types.map { d in
        described(
          batchNorm(counted(3, 2, type: d), runningMean: z, runningVar: o, weight: o, bias: z))
      }.joined(separator: "\n")
    },
    "batch by running values": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          batchNorm(
            counted(3, 2, type: d), runningMean: Tensor([1, 2], dtype: d),
            runningVar: Tensor([4, 9], dtype: d)))
      }.joined(separator: "\n")
    },
    "batch of many places": {
      described(
        batchNorm(
          counted(3, 2, 2), runningMean: nil, runningVar: nil, weight: Tensor([1.0, 2.0]),
          bias: Tensor([0.5, 0.25]), training: true))
    },
    "batch of another layout": {
      described(batchNorm(counted(3, 4).t(), runningMean: nil, runningVar: nil, training: true))
    },
    "batch far from 0": {
      described(
        batchNorm(
          Tensor([[1e7, 1e7 + 1], [1e7 + 2, 1e7 + 5]]), runningMean: nil, runningVar: nil,
          training: true))
    },
    "batch of large halves": {
      described(
        batchNorm(
          Tensor([[6e4, 1e4], [2e4, 3]]).half(), runningMean: nil, runningVar: nil, training: true))
    },
    "batch with a nan": {
      described(
        batchNorm(
          Tensor([[1.0, .nan], [2.0, 3.0]]), runningMean: nil, runningVar: nil, training: true))
    },
    "batch of enormous numbers": {
      described(
        batchNorm(
          Tensor([[1e30, 1e20], [2e30, 3]]), runningMean: nil, runningVar: nil, training: true))
    },
    "batch without samples": {
      described(batchNorm(.ones(0, 2), runningMean: z, runningVar: o, training: true))
    },
    "batch without samples, wrong running values": {
      described(batchNorm(.ones(0, 2), runningMean: .zeros(3), runningVar: o))
    },
    "batch without samples has history": {
      described(
        batchNorm(
          .ones(0, 2, requiresGrad: true), runningMean: z, runningVar: o, weight: o, bias: z))
    },
    "batch without channels": {
      described(
        batchNorm(.ones(3, 0), runningMean: .zeros(0), runningVar: .ones(0), training: true))
    },
    "batch with a weight of 2 dimensions": {
      described(batchNorm(counted(3, 2), runningMean: z, runningVar: o, weight: .ones(2, 1)))
    },
    "batch with a bias alone": {
      described(batchNorm(counted(3, 2), runningMean: z, runningVar: o, bias: o))
    },
    "batch with an eps of nan": {
      described(batchNorm(counted(3, 2), runningMean: z, runningVar: o, eps: .nan))
    },
    "running values after a batch of float": {
      let (mean, variance) = (Tensor.zeros(2), Tensor.ones(2))
      let x = Tensor([[1.0, 2.0], [3.0, 5.0]]).float()
      let y = batchNorm(x, runningMean: mean, runningVar: variance, training: true)
      return "\(y) \(mean) \(variance)"
    },
    "running values after a batch of half": {
      let (mean, variance) = (Tensor.zeros(2), Tensor.ones(2))
      let x = Tensor([[1.0, 2.0], [3.0, 5.0]]).half()
      let y = batchNorm(x, runningMean: mean, runningVar: variance, training: true)
      return "\(y) \(mean) \(variance)"
    },
    "gradients in training": {
      described(
        normGradients {
          batchNorm($0, runningMean: nil, runningVar: nil, weight: $1, bias: $2, training: true)
        })
    },
    "gradients in evaluation": {
      described(
        normGradients { batchNorm($0, runningMean: z, runningVar: o, weight: $1, bias: $2) })
    },
    "batch of bool": {
      described(batchNorm(.ones(3, 2, dtype: .bool), runningMean: z, runningVar: o))
    },
    "layer of bool": { described(layerNorm(.ones(3, 2, dtype: .bool), [2])) },
    "batch of uint8": {
      described(batchNorm(.ones(3, 2, dtype: .uint8), runningMean: z, runningVar: o))
    },
    "layer of uint8": { described(layerNorm(.ones(3, 2, dtype: .uint8), [2])) },
    "batch of int64": {
      described(batchNorm(.ones(3, 2, dtype: .int64), runningMean: z, runningVar: o))
    },
    "layer of int64": { described(layerNorm(.ones(3, 2, dtype: .int64), [2])) },
    "one value for each channel": {
      described(batchNorm(.ones(1, 3, 1), runningMean: nil, runningVar: nil, training: true))
    },
    "one value for each channel, 1 dimension": {
      described(batchNorm(.ones(1), runningMean: nil, runningVar: nil, training: true))
    },
    "1 dimension in training": {
      described(batchNorm(.ones(3), runningMean: .zeros(3), runningVar: .ones(3), training: true))
    },
    "1 dimension": { described(batchNorm(.ones(3), runningMean: .zeros(3), runningVar: .ones(3))) },
    "1 dimension without running values": {
      described(batchNorm(.ones(3), runningMean: nil, runningVar: nil, training: true))
    },
    "no dimensions": {
      described(batchNorm(Tensor(1.0), runningMean: .zeros(1), runningVar: .ones(1)))
    },
    "no dimensions in training": {
      described(batchNorm(Tensor(1.0), runningMean: nil, runningVar: nil, training: true))
    },
    "no running values in evaluation": {
      described(batchNorm(x, runningMean: nil, runningVar: nil))
    },
    "no running variance in evaluation": {
      described(batchNorm(x, runningMean: z, runningVar: nil))
    },
    "no running mean in training": {
      described(batchNorm(x, runningMean: nil, runningVar: o, training: true))
    },
    "no samples and an empty weight": {
      described(batchNorm(.ones(0, 2), runningMean: z, runningVar: o, weight: .ones(0)))
    },
    "size of the running mean": { described(batchNorm(x, runningMean: .zeros(3), runningVar: o)) },
    "size of the running variance": {
      described(batchNorm(x, runningMean: z, runningVar: .ones(3)))
    },
    "size of the weight": {
      described(batchNorm(x, runningMean: z, runningVar: o, weight: .ones(3)))
    },
    "size of the bias": {
      described(batchNorm(x, runningMean: z, runningVar: o, weight: o, bias: .ones(3)))
    },
    "running mean of 2 dimensions": {
      described(batchNorm(x, runningMean: .zeros(1, 2), runningVar: o))
    },
    "type of the weight": {
      described(batchNorm(x, runningMean: z, runningVar: o, weight: o.double()))
    },
    "type of the bias": {
      described(batchNorm(x, runningMean: z, runningVar: o, weight: o, bias: o.double()))
    },
    "type of the running mean": {
      described(batchNorm(x, runningMean: z.long(), runningVar: o.long()))
    },
    "type of the running mean beside a weight": {
      described(batchNorm(x, runningMean: z.double(), runningVar: o, weight: o))
    },
    "type of the input": { described(batchNorm(x.double(), runningMean: z, runningVar: o)) },
    "types beside half": {
      described(batchNorm(x.half(), runningMean: z, runningVar: o, weight: o.half(), bias: z))
    },
    "eps 0 in training": {
      described(batchNorm(x, runningMean: z, runningVar: o, training: true, eps: 0))
    },
    "negative eps": { described(batchNorm(x, runningMean: z, runningVar: o, eps: -2)) },
    "module of 1 dimension": { described(BatchNorm1d(3)(.ones(3))) },
    "module of another number of channels": { described(BatchNorm2d(3)(.ones(2, 2, 2, 2))) },
    "module without running values, of another number of channels": {
      described(BatchNorm2d(3, trackRunningStats: false)(.ones(2, 2, 2, 2)))
    },
    "module of a negative number of channels": { described(BatchNorm2d(-1)) },
    "module of integers": { described(BatchNorm1d(2)(x.long())) },
    "module of doubles": { described(BatchNorm1d(2)(x.double())) },
    "module without parameters takes any number of channels": {
      described(BatchNorm2d(3, affine: false, trackRunningStats: false)(.ones(2, 2, 1, 1)))
    },
    "module of one sample in evaluation": { described(BatchNorm1d(2).eval()(.ones(1, 2))) },
    "module in half": {
      let module = BatchNorm1d(2).to(.float16)
      let y = module(Tensor.randn(4, 2).half())
      return "\(y.dtype) \(module.runningMean.map { "\($0.dtype)" } ?? "")"
    },
    "layer of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          layerNorm(
            counted(3, 2, type: d), [2], weight: Tensor([1, 2], dtype: d),
            bias: Tensor([3, -1], dtype: d)))
      }.joined(separator: "\n")
    },
    "layer with parameters of float32": {
      let types: [DType] = [.float16, .bfloat16, .float32]
      return types.map { d in described(layerNorm(counted(3, 2, type: d), [2], weight: o, bias: z))
      }.joined(separator: "\n")
    },
    "layer of all dimensions": { described(layerNorm(counted(3, 2), [3, 2])) },
    "layer of large halves": {
      described(layerNorm(Tensor([[6e4, 1e4], [2e4, 3]]).half(), [2]))
    },
    "layer with an infinity": {
      described(layerNorm(Tensor([[1.0, .infinity], [2.0, 3.0]]), [2]))
    },
    "layer of nothing": { described(layerNorm(.ones(3, 0), [0])) },
    "layer without samples": {
      described(layerNorm(.ones(0, 2, requiresGrad: true), [2], weight: o, bias: o))
    },
    "layer of single elements": { described(layerNorm(Tensor.ones(3, 1) * 5, [1])) },
    "gradients of a layer": {
      described(normGradients { layerNorm($0, [2], weight: $1, bias: $2) })
    },
    "layer of no dimension": { described(layerNorm(x, [])) },
    "layer, size of the weight": { described(layerNorm(x, [2], weight: .ones(1, 2))) },
    "layer, size of the bias": { described(layerNorm(x, [2], weight: o, bias: .ones(3))) },
    "layer, type of the weight": { described(layerNorm(x, [2], weight: o.double())) },
    "layer, type of the bias": { described(layerNorm(x, [2], weight: o, bias: o.double())) },
    "layer of integers with a weight": { described(layerNorm(x.long(), [2], weight: o)) },
    "layer of an input without dimensions": { described(layerNorm(Tensor(1.0), [1])) },
    "layer, type before size of the weight": {
      described(layerNorm(x, [2], weight: Tensor.ones(3).half()))
    },
    "layer of a negative size": { described(layerNorm(x, [-1])) },
    "layer of more dimensions": { described(layerNorm(x, [4, 3, 2])) },
  ]
}
