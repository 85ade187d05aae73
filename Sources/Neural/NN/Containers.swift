/// A module that runs other modules one after the other.
public final class Sequential: Module {
  private let parts: [(name: String, module: Module)]

  /// A sequence of modules with the names `0`, `1`, ….
  public convenience init(_ modules: Module...) { self.init(modules) }

  /// A sequence of modules with the names `0`, `1`, ….
  public init(_ modules: [Module]) {
    parts = modules.enumerated().map { ("\($0)", $1) }
  }

  /// A sequence of modules with names of their own, in this order.
  public init(_ modules: KeyValuePairs<String, Module>) { parts = modules.map { ($0, $1) } }

  /// The modules in order, with their names.
  public override var listedModules: [(name: String, module: Module)] { parts }

  /// The number of modules.
  public var count: Int { parts.count }

  /// The module at an index; negative numbers count from the last. Stops the program if there is
  /// none.
  public subscript(_ index: Int) -> Module {
    if index < -count || index >= count { fail("index \(index) is out of range") }
    return parts[index < 0 ? index + count : index].module
  }

  /// The last module's output; each module gets the output of the one before.
  public override func forward(_ input: Tensor) -> Tensor {
    var result = input
    for (_, module) in parts { result = module(result) }
    return result
  }
}

/// A list of modules, which become children of the module that has the list as a property.
public final class ModuleList: Module {
  private var modulesInOrder: [Module]

  /// A list of these modules.
  public init(_ modules: [Module] = []) { modulesInOrder = modules }

  /// The modules, with their numbers as names.
  public override var listedModules: [(name: String, module: Module)] {
    modulesInOrder.enumerated().map { ("\($0)", $1) }
  }

  /// Appends a module.
  public func append(_ module: Module) { modulesInOrder.append(module) }

  /// The number of modules.
  public var count: Int { modulesInOrder.count }

  /// The module at an index; negative numbers count from the last. Stops the program if there is
  /// none.
  public subscript(_ index: Int) -> Module {
    if index < -count || index >= count { fail("index \(index) is out of range") }
    return modulesInOrder[index < 0 ? index + count : index]
  }
}

extension ModuleList: Sequence {
  /// An iterator over the modules in order.
  public func makeIterator() -> IndexingIterator<[Module]> { modulesInOrder.makeIterator() }
}
