import Foundation
import Neural

private func loaded(strict: Bool = false, _ change: (inout StateDict) -> Void) -> String {
  let module = Sequential(Linear(2, 1), BatchNorm1d(1))
  var state = module.stateDict().withPyTorchNames
  change(&state)
  do {
    let keys = try module.load(state.matchingNames(of: module), strict: strict)
    return pyTorchNames(described(keys))
  } catch {
    return pyTorchNames("\(error)")
  }
}

/// The names of a batch normalisation's buffers, as PyTorch writes them.
private func pyTorchNames(_ text: String) -> String {
  let names = ["runningMean": "running_mean", "runningVar": "running_var"]
  return names.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    .replacingOccurrences(of: "numBatchesTracked", with: "num_batches_tracked")
}

extension KnownCases {
  static let states: [String: KnownProgram] = [
    "all": { described(loaded { _ = $0 }) },
    "a missing name": { described(loaded { $0["0.weight"] = nil }) },
    "no count of batches": { described(loaded { $0["1.num_batches_tracked"] = nil }) },
    "no count of batches, strictly": {
      described(loaded(strict: true) { $0["1.num_batches_tracked"] = nil })
    },
    "unknown names": { described(loaded { ($0["x"], $0["y"]) = (.ones(1), .ones(1)) }) },
    "names with quotes": { described(loaded { ($0["it's"], $0["a\"b"]) = (.ones(1), .ones(1)) }) },
    "both": {
      described(loaded { ($0["0.weight"], $0["0.bias"], $0["x"]) = (nil, nil, .ones(1)) })
    },
    "nothing": { described(loaded { $0 = StateDict() }) },
    "nothing, strictly": { described(loaded(strict: true) { $0 = StateDict() }) },
    "a count of batches in a vector": {
      described(loaded { $0["1.num_batches_tracked"] = Tensor([3]) })
    },
    "a count of batches in a longer vector": {
      described(loaded { $0["1.num_batches_tracked"] = Tensor([3, 4]) })
    },
    "all that can be wrong, strictly": {
      described(
        loaded(strict: true) { ($0["0.weight"], $0["x"], $0["0.bias"]) = (nil, .ones(1), .ones(3)) }
      )
    },
    "another shape": { described(loaded { $0["0.bias"] = .ones(3) }) },
  ]
}
