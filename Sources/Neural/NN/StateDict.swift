/// An ordered dictionary of tensors: the state of a module, to be saved and loaded.
public struct StateDict {
  private var order: [String] = []
  private var tensors: [String: Tensor] = [:]

  /// An empty dictionary.
  public init() {}

  /// The keys in order.
  public var keys: [String] { order }

  /// The number of tensors.
  public var count: Int { order.count }

  /// The tensor of a key. Setting a new key appends it, setting nil removes the key.
  public subscript(name: String) -> Tensor? {
    get { tensors[name] }
    set {
      if newValue == nil {
        order.removeAll { $0 == name }
      } else if tensors[name] == nil {
        order.append(name)
      }
      tensors[name] = newValue
    }
  }

  /// The same tensors with the keys that `rename` returns.
  public func renamed(_ rename: (String) -> String) -> StateDict {
    var result = StateDict()
    for (name, tensor) in self { result[rename(name)] = tensor }
    return result
  }
}

extension StateDict: Sequence {
  /// An iterator over keys and tensors in order.
  public func makeIterator() -> some IteratorProtocol<(name: String, tensor: Tensor)> {
    order.lazy.compactMap { name in tensors[name].map { (name: name, tensor: $0) } }.makeIterator()
  }
}

extension StateDict: ExpressibleByDictionaryLiteral {
  /// A dictionary of these tensors in this order.
  public init(dictionaryLiteral elements: (String, Tensor)...) {
    for (name, tensor) in elements { self[name] = tensor }
  }
}

/// The error of loading a state that doesn't fit a module.
public struct StateDictError: Error, CustomStringConvertible {
  /// The class of the module.
  public let module: String
  /// Keys that the module has and the state lacks.
  public let missing: [String]
  /// Keys of the state that the module doesn't have.
  public let unexpected: [String]
  /// Keys whose tensors differ in shape from the module's, with both shapes.
  public let mismatched: [(name: String, found: [Int], expected: [Int])]

  /// All problems, in the words of PyTorch.
  public var description: String {
    var lines: [String] = []
    if !unexpected.isEmpty {
      lines.append("Unexpected key(s) in state_dict: \(Self.quoted(unexpected)). ")
    }
    if !missing.isEmpty {
      lines.insert("Missing key(s) in state_dict: \(Self.quoted(missing)). ", at: 0)
    }
    for (name, found, expected) in mismatched {
      lines.append(
        "size mismatch for \(name): copying a param with shape torch.Size(\(found)) from "
          + "checkpoint, the shape in current model is torch.Size(\(expected)).")
    }
    return "Error(s) in loading state_dict for \(module):\n\t" + lines.joined(separator: "\n\t")
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension Module {
  /// All parameters and persistent buffers by their paths. The tensors share storage with the
  /// module, and have no history.
  public final func stateDict() -> StateDict {
    var result = StateDict()
    collect(into: &result, path: "")
    return result
  }

  private final func collect(into result: inout StateDict, path: String) {
    for (name, parameter) in own(Parameter.self) { result[path + name] = parameter.detach() }
    for (name, buffer) in own(Buffer.self) where buffer.isPersistent {
      result[path + name] = buffer.detach()
    }
    for (name, child) in children() { child.collect(into: &result, path: path + name + ".") }
  }

  /// Copies tensors into the parameters and buffers of the same names.
  ///
  /// A batch normalisation keeps its count of batches where that is missing: older states have none.
  /// For a scalar, a vector of one element is taken too, as older states have it.
  ///
  /// - Parameter strict: whether it is an error if names are missing or unknown. Other shapes always
  ///   are.
  /// - Returns: the names that are missing and unknown, where that is no error.
  /// - Throws: ``StateDictError``, and then nothing has been changed.
  @discardableResult
  public final func load(_ state: StateDict, strict: Bool = true) throws -> IncompatibleKeys {
    let own = stateDict()
    let optional = optionalKeys
    let missing = own.keys.filter { state[$0] == nil && !optional.contains($0) }
    let unexpected = state.keys.filter { own[$0] == nil }
    var pairs: [(target: Tensor, source: Tensor)] = []
    var mismatched: [(name: String, found: [Int], expected: [Int])] = []
    for (name, target) in own {
      guard let source = state[name] else { continue }
      if source.shape == target.shape || source.shape == [1] && target.dim == 0 {
        pairs.append((target, source))
      } else {
        mismatched.append((name, source.shape, target.shape))
      }
    }
    if !mismatched.isEmpty || strict && !(missing.isEmpty && unexpected.isEmpty) {
      throw StateDictError(
        module: typeName, missing: strict ? missing : [], unexpected: strict ? unexpected : [],
        mismatched: mismatched)
    }
    noGrad {
      for (target, source) in pairs { target.copy(from: source.reshape(target.shape)) }
    }
    return IncompatibleKeys(missing: missing, unexpected: unexpected)
  }

  /// Keys that a state may lack: those that older states don't have.
  private final var optionalKeys: Set<String> {
    var names = Set<String>()
    for (path, module) in namedModules() where module is BatchNorm {
      names.insert(path.isEmpty ? "numBatchesTracked" : "\(path).numBatchesTracked")
    }
    return names
  }
}

/// The keys in which a state and the module that loaded it differed.
public struct IncompatibleKeys: Equatable, CustomStringConvertible {
  /// Keys that the module has and the state lacks.
  public let missing: [String]
  /// Keys of the state that the module doesn't have.
  public let unexpected: [String]

  /// What PyTorch prints: the keys, or that all of them matched.
  public var description: String {
    if missing.isEmpty && unexpected.isEmpty { return "<All keys matched successfully>" }
    return "_IncompatibleKeys(missing_keys=\(Self.list(missing)), "
      + "unexpected_keys=\(Self.list(unexpected)))"
  }

  /// Strings in the notation of a Python list.
  private static func list(_ names: [String]) -> String {
    let quoted = names.map { name in
      let quote = name.contains("'") && !name.contains("\"") ? "\"" : "'"
      let escaped = name.map { character in
        character == "\\" || String(character) == quote ? "\\\(character)" : String(character)
      }
      return quote + escaped.joined() + quote
    }
    return "[" + quoted.joined(separator: ", ") + "]"
  }
}
