extension StateDict {
  /// The same tensors under the names that PyTorch's users would give: `linearReLUStack.0.weight`
  /// becomes `linear_relu_stack.0.weight`.
  public var withPyTorchNames: StateDict { renamed(snakeCase) }

  /// The same tensors under the names of a module's own parts, where those differ only in the way
  /// words are joined.
  public func matchingNames(of module: Module) -> StateDict {
    let own = module.stateDict().keys
    let byLetters = Dictionary(
      own.map { (letters($0), $0) }, uniquingKeysWith: { first, _ in first })
    return renamed { byLetters[letters($0)] ?? $0 }
  }
}

/// A name without its underscores and in small letters.
private func letters(_ name: String) -> String { name.filter { $0 != "_" }.lowercased() }

/// Words whose capitals don't start words of their own.
private let mixedWords = [("ReLU", "Relu"), ("SiLU", "Silu")]

/// A name with its words in small letters, joined by underscores. A run of capitals is one word, of
/// which the last letter starts the next where a small one follows.
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
