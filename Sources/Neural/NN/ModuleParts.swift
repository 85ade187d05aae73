extension Module {
  /// The stored properties of all levels of the class, the most general first.
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

  /// The module's own parts: those among its properties, in the order in which they are declared.
  public final func children() -> [(name: String, module: Module)] {
    let fields = properties.compactMap { property in
      (property.value as? Module).map { (property.name, $0) }
    }
    return fields + listedModules
  }

  /// This module and all parts of parts, with their paths of names. A module that is used twice is
  /// listed once.
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

  /// This module and all parts of parts.
  public final func modules() -> [Module] { namedModules().map(\.module) }

  /// All parameters with their paths of names, in the order in which they are declared. A parameter
  /// that is used twice is listed once.
  public final func namedParameters() -> [(name: String, parameter: Parameter)] {
    named(Parameter.self).map { ($0, $1) }
  }

  /// All parameters, in the order in which they are declared.
  public final func parameters() -> [Parameter] { namedParameters().map(\.parameter) }

  /// All buffers with their paths of names.
  public final func namedBuffers() -> [(name: String, buffer: Buffer)] {
    named(Buffer.self).map { ($0, $1) }
  }

  /// All buffers.
  public final func buffers() -> [Buffer] { namedBuffers().map(\.buffer) }

  /// The properties of one kind in this module alone.
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
