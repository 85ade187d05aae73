import Neural

private let x = Tensor.ones(1, 2, 4, 4)
private let w = Tensor.ones(2, 2, 2, 2)

private func strided(_ stride: Pair) -> String {
  let x = Tensor.ones([1, 2, 4, 4], requiresGrad: true)
  conv2d(x, w, stride: stride).sum().backward()
  return x.grad.map { "\($0)" } ?? ""
}

private func counted(_ shape: Int..., type: DType = .float32) -> Tensor {
  Tensor.arange(shape.reduce(1, *)).view(shape).to(type)
}

extension KnownCases {
  static let convolution: [String: KnownProgram] = [
    "all types": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          conv2d(counted(1, 2, 3, 3, type: d), counted(2, 2, 2, 2, type: d), counted(2, type: d)))
      }.joined(separator: "\n")
    },
    "all types in groups": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(conv2d(counted(1, 2, 3, 3, type: d), counted(2, 1, 2, 2, type: d), groups: 2))
      }.joined(separator: "\n")
    },
    "padding and stride": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          conv2d(counted(1, 1, 3, 3, type: d), counted(1, 1, 2, 2, type: d), stride: 2, padding: 1))
      }.joined(separator: "\n")
    },
    "dilation": {
      let types: [DType] = [.int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(conv2d(counted(1, 1, 3, 3, type: d), counted(1, 1, 2, 2, type: d), dilation: 2))
      }.joined(separator: "\n")
    },
    "other layouts": {
      described(conv2d(counted(1, 2, 3, 3).transpose(2, 3), counted(2, 2, 2, 2).transpose(2, 3)))
    },
    "repeated elements": {
      described(
        conv2d(
          Tensor.ones(1, 1, 1, 1).expand(1, 2, 3, 3), Tensor.ones(1, 1, 1, 1).expand(2, 2, 2, 2)))
    },
    "infinite images": {
      described(conv2d(.full([1, 1, 2, 2], Double.infinity), .zeros(1, 1, 1, 1)))
    },
    "huge stride": { described(conv2d(x, w, stride: Pair(1 << 62))) },
    "gradient of the largest stride": { strided(Pair(.max)) },
    "gradient of the largest stride of rows": { strided([.max, 1]) },
    "no samples": { described(conv2d(.ones(0, 2, 4, 4), w)) },
    "no samples of int64": { described(conv2d(Tensor.ones(0, 2, 4, 4).long(), w.long())) },
    "no samples and no height": { described(conv2d(.ones(0, 2, 0, 4), w, padding: 1)) },
    "no channels": { described(conv2d(.ones(1, 0, 4, 4), .ones(2, 0, 2, 2))) },
    "no channels, one image": { described(conv2d(.ones(0, 4, 4), .ones(2, 0, 2, 2))) },
    "gradients of no samples": {
      let (x, w) = (
        Tensor.ones(0, 2, 4, 4, requiresGrad: true), Tensor.ones(2, 2, 2, 2, requiresGrad: true)
      )
      let y = conv2d(x, w)
      y.sum().backward()
      return "\(y) \(x.grad ?? y) \(w.grad ?? y)"
    },
    "gradients of no channels": {
      let (x, w) = (
        Tensor.ones(1, 0, 4, 4, requiresGrad: true), Tensor.ones(2, 0, 2, 2, requiresGrad: true)
      )
      let y = conv2d(x, w)
      y.sum().backward()
      return "\(y) \(x.grad ?? y) \(w.grad ?? y)"
    },
    "bool images": { described(conv2d(x.bool(), w.bool())) },
    "bool images, dilated": { described(conv2d(x.bool(), w.bool(), dilation: 2)) },
    "uint8 images, dilated": { described(conv2d(x.to(.uint8), w.to(.uint8), dilation: 2)) },
    "int32 images, dilated": { described(conv2d(x.to(.int32), w.to(.int32), dilation: [1, 2])) },
    "stride 0": { described(conv2d(x, w, stride: 0)) },
    "stride 0 for the width": { described(conv2d(x, w, stride: [1, 0])) },
    "negative stride": { described(conv2d(x, w, stride: -1)) },
    "negative padding": { described(conv2d(x, w, padding: -1)) },
    "negative padding and stride 0": { described(conv2d(x, w, stride: 0, padding: -1)) },
    "dilation 0": { described(conv2d(x, w, dilation: 0)) },
    "dilation 0 of int64": { described(conv2d(x.long(), w.long(), dilation: [1, 0])) },
    "negative dilation": { described(conv2d(x, w, dilation: -1)) },
    "no groups": { described(conv2d(x, w, groups: 0)) },
    "negative groups": { described(conv2d(x, w, padding: -1, groups: -1)) },
    "groups that don't divide the outputs": {
      described(conv2d(.ones(1, 4, 4, 4), .ones(3, 2, 2, 2), groups: 2))
    },
    "more groups than outputs": {
      described(conv2d(.ones(1, 4, 4, 4), .ones(1, 2, 2, 2), groups: 2))
    },
    "channels of groups": { described(conv2d(.ones(1, 4, 4, 4), .ones(4, 4, 2, 2), groups: 2)) },
    "channels of one image": { described(conv2d(.ones(3, 4, 4), w)) },
    "empty window": { described(conv2d(x, .ones(2, 2, 0, 1))) },
    "empty window, dilated": { described(conv2d(x, .ones(2, 2, 0, 0), dilation: 2)) },
    "weight of 2 dimensions": { described(conv2d(x, .ones(2, 2))) },
    "weight of 3 dimensions": { described(conv2d(x, .ones(2, 2, 2))) },
    "weight of 5 dimensions": { described(conv2d(x, .ones(2, 2, 2, 2, 2))) },
    "weight without dimensions": { described(conv2d(x, Tensor(1.0))) },
    "images of 2 dimensions": { described(conv2d(.ones(4, 4), w)) },
    "images without dimensions": { described(conv2d(Tensor(1.0), w)) },
    "size of the bias": { described(conv2d(x, w, .ones(3))) },
    "bias without dimensions": { described(conv2d(x, w, Tensor(1.0))) },
    "bias of 2 dimensions": { described(conv2d(x, w, .ones(1, 2))) },
    "type of the bias": { described(conv2d(x, w, Tensor.ones(2).long())) },
    "type of the images": { described(conv2d(x.long(), w)) },
    "type of the weight": { described(conv2d(x, w.double())) },
    "type of the weight for several images": { described(conv2d(.ones(2, 2, 4, 4), w.double())) },
    "type of the weight for halves": { described(conv2d(x.half(), w)) },
    "no samples and an empty window": { described(conv2d(.ones(0, 2, 4, 4), .ones(2, 2, 0, 0))) },
    "no height": { described(conv2d(.ones(1, 2, 0, 4), w, padding: 1)) },
    "images smaller than the window": { described(conv2d(.ones(1, 2, 1, 4), w)) },
    "images smaller than the dilated window": { described(conv2d(x, w, dilation: 4)) },
    "huge dilation": { described(conv2d(x, w, dilation: Pair(1 << 62))) },
    "huge padding": { described(conv2d(x, w, padding: Pair(1 << 62))) },
    "module without groups": { described(Conv2d(2, 2, kernelSize: 3, groups: 0)) },
    "module whose groups don't divide": { described(Conv2d(2, 3, kernelSize: 3, groups: 2)) },
    "module of a negative window": { described(Conv2d(2, 3, kernelSize: -1)) },
    "changed before the backward pass": {
      let x = Tensor.ones(1, 1, 2, 2, requiresGrad: true) * 1
      let w = Tensor.ones(1, 1, 1, 1, requiresGrad: true)
      let y = conv2d(x, w).sum()
      w.detach().zero()
      y.backward()
      return ""
    },
  ]
}
