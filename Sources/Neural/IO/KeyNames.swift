extension StateDict {
  /// The same tensors with keys in snake case, as PyTorch models have them:
  /// `linearReLUStack.0.weight` becomes `linear_relu_stack.0.weight`.
  public var withPyTorchNames: StateDict { renamed(snakeCase) }

  /// The same tensors with the keys of a module's own state, where those differ only in case and
  /// underscores. Other keys stay as they are.
  public func matchingNames(of module: Module) -> StateDict {
    let own = module.stateDict().keys
    let byLetters = Dictionary(
      own.map { (letters($0), $0) }, uniquingKeysWith: { first, _ in first })
    return renamed { byLetters[letters($0)] ?? $0 }
  }
}

/// A key without underscores, in lower case.
private func letters(_ name: String) -> String { name.filter { $0 != "_" }.lowercased() }

/// Words in mixed case that count as one word each.
private let mixedWords = [("ReLU", "Relu"), ("SiLU", "Silu")]

/// A name in snake case. A run of capitals is one word; its last letter starts the next word where
/// a lower-case letter follows it.
func snakeCase(_ name: String) -> String {
  var characters: [Character] = []
  var rest = Substring(name)
  while let first = rest.first {
    let word = mixedWords.first { rest.hasPrefix($0.0) }
    characters += word.map { Array($0.1) } ?? [first]
    rest = rest.dropFirst(word?.0.count ?? 1)
  }
  var result = ""
  for (place, character) in characters.enumerated() {
    if startsWord(characters, place) { result += "_" }
    result += character.lowercased()
  }
  return result
}

private func startsWord(_ characters: [Character], _ place: Int) -> Bool {
  guard place > 0, characters[place].isUppercase else { return false }
  let before = characters[place - 1]
  if before.isLowercase || before.isNumber { return true }
  return before.isUppercase && place + 1 < characters.count && characters[place + 1].isLowercase
}
