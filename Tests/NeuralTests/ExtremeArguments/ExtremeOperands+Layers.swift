import Foundation

@testable import Neural

extension ExtremeOperands {
  /// Products, layers, losses and files.
  static let layers: [String: OperandCall] = [
    "matmul": { use($0 • $1) },
    "mm": { use($0.mm($1)) },
    "bmm": { use($0.bmm($1)) },
    "mv": { use($0.mv($1)) },
    "dot": { use($0.dot($1)) },
    "outer": { use($0.outer($1)) },
    "linear": { use(linear($0, $1)) },
    "linear with a bias": { use(linear($0, $1, $1)) },
    "addmm": { use(addmm($0, $1, $0)) },
    "addmm of a transpose": { use(addmm($0, $1.t(), $1)) },
    "crossEntropy": { use(crossEntropy($0, $1)) },
    "crossEntropy with weights": { use(crossEntropy($0, $1.long(), weight: $1)) },
    "crossEntropy of probabilities": { use(crossEntropy($0, $0, weight: $1, labelSmoothing: 0.1)) },
    "crossEntropy of the largest": {
      use(crossEntropy($0, ($0.argmax(dim: $0.dim > 1 ? 1 : 0)), weight: $1, reduction: .none))
    },
    "nllLoss": { use(nllLoss($0, $1.long(), weight: $0)) },
    "nllLoss of any target": { use(nllLoss($0, $1)) },
    "nllLoss with weights": {
      use(nllLoss($0, $0.argmax(dim: $0.dim > 1 ? 1 : 0), weight: $1, reduction: .sum))
    },
    "batchNorm": { use(batchNorm($0, runningMean: $1, runningVar: $1, weight: $1, bias: $1)) },
    "batchNorm in training": {
      use(batchNorm($0, runningMean: $1, runningVar: $1, training: true))
    },
    "batchNorm with weights": {
      use(batchNorm($0, runningMean: nil, runningVar: nil, weight: $1, bias: nil, training: true))
    },
    "batchNorm without means": { use(batchNorm($0, runningMean: nil, runningVar: $1)) },
    "layerNorm": { use(layerNorm($0, $1.shape)) },
    "layerNorm with a bias": {
      use(layerNorm($0, $0.shape.suffix(1).map { $0 }, weight: $1, bias: $1))
    },
    "layerNorm with weights": { use(layerNorm($0, $1.shape, weight: $1)) },
    "conv2d": { use(conv2d($0, $1)) },
    "bias of conv2d": {
      use(
        conv2d(
          Tensor.ones([1, 3, 4, 4], dtype: $0.dtype), Tensor.ones([3, 3, 2, 2], dtype: $0.dtype), $1
        ))
    },
    "conv2d of the same size": { use(conv2d($0, $1, padding: .same)) },
    "backward": {
      let y = $0.detach().to(.float32).requiresGrad(); (y * 2).backward($1)
    },
    "gradient for SGD": {
      let y = $0.detach().to(.float32).requiresGrad(); y.grad = $1;
      SGD([y], lr: 0.1, momentum: 0.5).step()
    },
    "gradient for Adam": {
      let y = $0.detach().to(.float32).requiresGrad(); y.grad = $1; Adam([y]).step();
      y.sum().backward()
    },
    "RMSprop": {
      let p = $0.detach().to(.float32).requiresGrad(); p.grad = p.detach();
      let o = RMSprop([p, $1]); o.step()
    },
    "ToTensor": {
      use(ToTensor()($0)); _ = $1
    },
    "load": {
      let l = Linear(3, 2);
      do { _ = try l.load(["weight": $0, "bias": $1], strict: false) } catch {};
      use(l(Tensor.ones(3)))
    },
    "neurons": {
      _ = Linear(3, 2).neurons(for: $0, outputs: ["a"]); _ = $1
    },
    "save": {
      let p = FileManager.default.temporaryDirectory.path + "/extreme-\(getpid())";
      do {
        try Safetensors.save(["a": $0, "b": $1], to: p); _ = try Safetensors.load(p);
        try NumPyFile.save($0, to: p); _ = try NumPyFile.load(p)
      } catch {}; unlink(p)
    },
  ]
}
