import Foundation
import Neural
import Testing

/// A call with one of a few numbers, or two, on a tensor of whatever shape.
private typealias Call = @Sendable (_ x: Tensor, _ a: Int, _ b: Int) -> Void

/// What is called with numbers far beyond what has a meaning.
private let calls: [String: Call] = [
  "zeros": { _, a, b in _ = Tensor.zeros(a, b) },
  "empty": { _, a, b in _ = Tensor.empty([b, a, 3]) },
  "full": { _, a, b in _ = Tensor.full([a, b], 1) },
  "eye": { _, a, b in _ = Tensor.eye(a, b) },
  "shape of numbers": { _, a, b in _ = Tensor([1.0, 2.0, 3.0], shape: [a, b]) },
  "size": { x, a, _ in _ = x.size(a) },
  "select": { x, a, b in _ = x.select(dim: a, b) },
  "narrow": { x, a, b in _ = x.narrow(dim: -1, start: a, length: b) },
  "narrow dim": { x, a, b in _ = x.narrow(dim: a, start: 0, length: b) },
  "place": { x, a, b in _ = x[a, b] },
  "slice": { x, a, b in _ = x[Slice(from: a, to: b, step: 2)] },
  "slice step": { x, a, b in _ = x[Slice(from: a, step: b)].array(of: Float.self) },
  "range": { x, a, b in _ = x[min(a, b)...max(a, b)] },
  "stride": { x, a, b in _ = x[stride(from: a, to: b, by: 3)] },
  "stride through": { x, a, b in _ = x[stride(from: a, through: 2, by: max(b, 1))] },
  "assignment": { x, a, b in x[a, Slice(from: b)] = 1 },
  "gathered": { x, a, b in _ = x[[a, b]] },
  "put": { x, a, b in x[[a, b]] = 1 },
  "sum at places": { x, a, b in x[[a], [b]] += 1 },
  "gather": { x, a, b in _ = x.gather(dim: a, Tensor([b])) },
  "scatter": { x, a, b in _ = x.scatter(dim: a, Tensor([b]), value: 1) },
  "scatterAdd": { x, a, b in _ = x.scatterAdd(dim: 0, Tensor([a, b]), Tensor([1.0])) },
  "scatterInPlace": { x, a, b in x.scatterInPlace(dim: 0, Tensor([a, b]), value: 1) },
  "indexSelect": { x, a, b in _ = x.indexSelect(dim: a, Tensor([b])) },
  "embedding": { x, a, b in _ = embedding(Tensor([a]), x, paddingIndex: b) },
  "view": { x, a, b in _ = x.view(a, b) },
  "reshape": { x, a, b in _ = x.t().reshape([a, b, 1]) },
  "unflatten": { x, a, b in _ = x.unflatten(dim: -1, [a, b]) },
  "unflatten dim": { x, a, b in _ = x.unflatten(dim: a, [b]) },
  "flatten": { x, a, b in _ = x.flatten(startDim: a, endDim: b) },
  "expand": { x, a, b in _ = x.expand(a, b) },
  "expanded sum": { x, a, b in _ = Tensor.ones(1, 1).expand(a, b).unsqueeze(0).view(-1).dim },
  "transpose": { x, a, b in _ = x.transpose(a, b) },
  "permute": { x, a, b in _ = x.permute(a, b) },
  "squeeze": { x, a, b in _ = x.squeeze(a).unsqueeze(b) },
  "split": { x, a, b in _ = x.split(a, dim: b) },
  "split lengths": { x, a, b in _ = x.split([a, b, 3]) },
  "chunk": { x, a, b in _ = x.chunk(a, dim: b) },
  "unbind": { x, a, b in _ = x.unbind(dim: a) },
  "flip": { x, a, b in _ = x.flip([a, b]) },
  "roll": { x, a, b in _ = x.roll(a, dim: b) },
  "repeat": { x, a, b in _ = x.repeat(a, b) },
  "tril": { x, a, b in _ = x.tril(diagonal: a).triu(diagonal: b) },
  "diagonal": { x, a, b in _ = x.diagonal(offset: a, dim1: 0, dim2: b) },
  "diag": { x, a, b in _ = x.diag(a) },
  "cat": { x, a, b in _ = Tensor.cat([x, x], dim: a) },
  "stack": { x, a, b in _ = Tensor.stack([x, x], dim: a) },
  "sum": { x, a, b in _ = x.sum(dim: [a, b]) },
  "cumsum": { x, a, b in _ = x.cumsum(dim: a) },
]

private let numbers = [
  Int.min, .min + 1, -1 << 40, -3, -2, -1, 0, 1, 2, 3, 1 << 40, 1 << 62, .max - 1, .max,
]

private let shapes = [[], [0], [3], [2, 3], [2, 0, 3]]

/// Every call is refused in words of ours, if it is refused: never by a trap of Swift's, and nothing is
/// read or written where there is no memory.
@Test(arguments: calls.keys.sorted())
func `numbers beyond all bounds are computed with or refused in words`(name: String) async throws {
  let result = await #expect(
    processExitsWith: .failure, observing: [\.standardOutputContent]
  ) { [name = name as String] in
    // A tensor that would take all memory is refused for this. The address sanitizer itself takes more
    // addresses, and has a limit of its own.
    #if !SANITIZED
      var limit = rlimit(rlim_cur: 8 << 30, rlim_max: 8 << 30)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #endif
    var problems: [String] = []
    for (number, a) in numbers.enumerated() {
      for (place, b) in numbers.enumerated() {
        // All pairs with one of the shapes, in turn.
        let shape = shapes[(number * 3 + place) % shapes.count]
        let message = try Refusal.message {
          calls[name]?(Tensor.ones(shape, dtype: .float32), a, b)
        }
        if let message, !message.isWorded { problems.append("\(shape), \(a), \(b): \(message)") }
      }
    }
    print("problems: \(problems.joined(separator: "; "))")
    exit(EXIT_FAILURE)
  }
  let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
  #expect(output.contains("problems: \n"), "\(name): \(output)")
}

extension String {
  /// Whether the message is one of Neural's, and not one of the Swift runtime.
  fileprivate var isWorded: Bool {
    let runtime = [
      "no message", "Index out of range", "overflow", "Not enough bits", "unexpectedly found nil",
      "Range requires", "Negative", "Division by zero", "Can't", "UnsafeMutable", "UnsafeBuffer",
      "can't form", "less than zero", "no larger than", "Double value cannot", "Array",
    ]
    let ours = [
      "Storage size", "integer multiplication overflow", "Expected index", "expected index",
    ]
    return ours.contains { contains($0) } || !runtime.contains { contains($0) }
  }
}
