import Neural

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// A whole program, for what starting and running it takes: with the argument `start` the smallest
// that uses a tensor, with `steps` a training of 10,000 steps that says by how many bytes memory has
// grown in its later part, without either the guide's. `guide_program.py` is the same in PyTorch.

final class NeuralNetwork: Module {
  let flatten = Flatten()
  let linearReLUStack = Sequential(
    Linear(28 * 28, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10), ReLU())

  override func forward(_ x: Tensor) -> Tensor { linearReLUStack(flatten(x)) }
}

func runGuide() {
  manualSeed(0)
  let model = NeuralNetwork()
  print(model)
  let predicted = Softmax(dim: 1)(model(Tensor.rand(1, 28, 28))).argmax(dim: 1)
  print("Predicted class: \(predicted)")
  let images = Tensor.rand(3, 28, 28)
  let layer = Linear(28 * 28, 20)
  let layers = Sequential(Flatten(), layer, ReLU(), Linear(20, 10))
  print(Softmax(dim: 1)(layers(images)))
  for (name, parameter) in model.namedParameters() {
    print("Layer: \(name) | Size: \(parameter.shape) | Values: \(parameter[..<2])")
  }
}

func residentBytes() -> Int {
  var bytes = [UInt8](repeating: 0, count: 128)
  let file = open("/proc/self/statm", O_RDONLY)
  defer { close(file) }
  let count = read(file, &bytes, bytes.count)
  let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(getpagesize())
}

func train() {
  manualSeed(0)
  let model = Sequential(Linear(64, 32), ReLU(), Linear(32, 10))
  let optimizer = Adam(model.parameters())
  let (x, y) = (Tensor.rand(16, 64), Tensor.randint(0, 10, [16]))
  var before = 0
  for step in 0..<10_000 {
    if step == 1000 { before = residentBytes() }
    optimizer.zeroGrad()
    crossEntropy(model(x), y).backward()
    optimizer.step()
  }
  print(residentBytes() - before)
}

switch CommandLine.arguments.last {
case "start": print(Tensor.rand(3, 4).shape)
case "steps": train()
default: runGuide()
}
