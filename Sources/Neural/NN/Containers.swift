/// Modules that are run one after the other.
public final class Sequential: Module {
  private let parts: [(name: String, module: Module)]

  /// Modules named `0`, `1` and so on.
  public convenience init(_ modules: Module...) { self.init(modules) }

  /// Modules named `0`, `1` and so on.
  public init(_ modules: [Module]) {
    parts = modules.enumerated().map { ("\($0)", $1) }
  }

  /// Modules with names of their own.
  public init(_ modules: KeyValuePairs<String, Module>) { parts = modules.map { ($0, $1) } }

  /// The modules in order, with their names.
  public override var listedModules: [(name: String, module: Module)] { parts }

  /// How many modules there are.
  public var count: Int { parts.count }

  /// One of the modules; negative numbers count from the last.
  public subscript(_ index: Int) -> Module {
    if index < -count || index >= count { fail("index \(index) is out of range") }
    return parts[index < 0 ? index + count : index].module
  }

  /// Runs the modules one after the other.
  public override func forward(_ input: Tensor) -> Tensor {
    var result = input
    for (_, module) in parts { result = module(result) }
    return result
  }
}

/// A list of modules, each a part of the module that holds the list.
public final class ModuleList: Module {
  private var modulesInOrder: [Module]

  /// A list of these modules.
  public init(_ modules: [Module] = []) { modulesInOrder = modules }

  /// The modules, with their numbers as names.
  public override var listedModules: [(name: String, module: Module)] {
    modulesInOrder.enumerated().map { ("\($0)", $1) }
  }

  /// Adds a module at the end.
  public func append(_ module: Module) { modulesInOrder.append(module) }

  /// How many modules there are.
  public var count: Int { modulesInOrder.count }

  /// One of the modules; negative numbers count from the last.
  public subscript(_ index: Int) -> Module {
    if index < -count || index >= count { fail("index \(index) is out of range") }
    return modulesInOrder[index < 0 ? index + count : index]
  }
}

extension ModuleList: Sequence {
  /// Goes through the modules in order.
  public func makeIterator() -> IndexingIterator<[Module]> { modulesInOrder.makeIterator() }
}
