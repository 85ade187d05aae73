extension Module {
  /// The stored properties of the class and its superclasses, the most general class first.
  private final var properties: [(name: String, value: Any)] {
    var levels: [Mirror] = []
    var next: Mirror? = Mirror(reflecting: self)
    while let mirror = next, mirror.subjectType != Module.self {
      levels.append(mirror)
      next = mirror.superclassMirror
    }
    return levels.reversed().flatMap { level in
      level.children.compactMap { child in
        child.label.map { (Self.plainName($0), Self.unwrapped(child.value)) }
      }
    }
  }

  /// A lazy property is reflected under the name of its storage.
  private static func plainName(_ label: String) -> String {
    let prefix = "$__lazy_storage_$_"
    return label.hasPrefix(prefix) ? String(label.dropFirst(prefix.count)) : label
  }

  private static func unwrapped(_ value: Any) -> Any {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return value }
    return mirror.children.first?.value ?? ()
  }

  /// The child modules with their names, in the order of declaration, PyTorch's `named_children`.
  public final func children() -> [(name: String, module: Module)] {
    let fields = properties.compactMap { property in
      (property.value as? Module).map { (property.name, $0) }
    }
    return fields + listedModules
  }

  /// This module and all descendants with their paths, such as `encoder.0`; this module's is empty.
  /// A module that occurs twice is listed once.
  public final func namedModules() -> [(name: String, module: Module)] {
    var seen = Set<ObjectIdentifier>()
    var found: [(String, Module)] = []
    visit("", &seen) { found.append(($0, $1)) }
    return found
  }

  private final func visit(
    _ path: String, _ seen: inout Set<ObjectIdentifier>, _ body: (String, Module) -> Void
  ) {
    guard seen.insert(ObjectIdentifier(self)).inserted else { return }
    body(path, self)
    for (name, child) in children() {
      child.visit(path.isEmpty ? name : "\(path).\(name)", &seen, body)
    }
  }

  /// This module and all descendants, each once.
  public final func modules() -> [Module] { namedModules().map(\.module) }

  /// All parameters with their paths, such as `encoder.0.weight`, in the order of declaration. A
  /// parameter that occurs twice is listed once.
  public final func namedParameters() -> [(name: String, parameter: Parameter)] {
    named(Parameter.self).map { ($0, $1) }
  }

  /// All parameters, each once, in the order of declaration.
  public final func parameters() -> [Parameter] { namedParameters().map(\.parameter) }

  /// All buffers with their paths, in the order of declaration; one that occurs twice is listed
  /// once.
  public final func namedBuffers() -> [(name: String, buffer: Buffer)] {
    named(Buffer.self).map { ($0, $1) }
  }

  /// All buffers, each once, in the order of declaration.
  public final func buffers() -> [Buffer] { namedBuffers().map(\.buffer) }

  /// The parameters or buffers of this module without its descendants.
  final func own<Kind: Tensor>(_ kind: Kind.Type) -> [(name: String, tensor: Kind)] {
    properties.compactMap { property in
      (property.value as? Kind).map { (property.name, $0) }
    }
  }

  private final func named<Kind: Tensor>(_ kind: Kind.Type) -> [(String, Kind)] {
    var seen = Set<ObjectIdentifier>()
    return namedModules().flatMap { path, module in
      module.own(kind).filter { seen.insert(ObjectIdentifier($0.tensor)).inserted }
        .map { (path.isEmpty ? $0.name : "\(path).\($0.name)", $0.tensor) }
    }
  }
}
