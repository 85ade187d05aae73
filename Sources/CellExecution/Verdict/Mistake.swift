/// What the compiler says of code that doesn't fit the library.
enum Mistake {
  /// A type doesn't have a member.
  case member(type: String, String)
  /// Arguments or labels are missing, too many or others.
  case arguments(areLabels: Bool)
  /// A closure takes more arguments than the function gives it whose argument it is, or fewer.
  case closure
  /// `try` or `await` is missing, or can't stand there.
  case mark
  /// Something isn't public.
  case access(String)
  /// A type doesn't have what a protocol asks for.
  case conformance(type: String, String)
  /// A function has other labels than the protocol has, for which it is meant.
  case labels(String)
  /// A function of the library asks for a type's conformance.
  case requirement(function: String, type: String, String)
  /// An optional value is used as if it were none.
  case unwrapping
  /// Something has another name now.
  case renamed(String)
  /// `let all = []` has no type, whatever stands around it, nor has `[1, "one"]`.
  case typeOfNothing
  /// A constant is changed.
  case constant(String)
  /// Anything else that is a mistake whatever code stands around it.
  case other

  init?(_ message: String) {
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    func says(_ texts: String...) -> Bool { texts.contains { message.contains($0) } }
    if says("' has different argument labels from those required by protocol '"), quoted.count >= 2
    {
      self = .labels(Self.baseName(quoted[1]))
    } else if says(" has no member '"), quoted.count >= 2 {
      self = .member(type: Self.baseName(quoted[0]), Self.baseName(quoted[1]))
    } else if says(
      "incorrect argument label", "missing argument", "extraneous argument label",
      "extra argument", "cannot call value of non-function type",
      "argument passed to call that takes no arguments",
      " must precede argument ",
      "cannot convert value of type", "extra trailing closure", "unable to infer closure type"),
      !says("return")
    {
      self = .arguments(areLabels: says("argument label"))
    } else if says("contextual closure type '"), !says("return") {
      self = .closure
    } else if says(
      "can throw but is not marked with 'try'", "but is not marked with 'await'",
      "'async' call in a function that does not support concurrency",
      "parameter expecting synchronous function type")
    {
      self = .mark
    } else if says("is inaccessible due to '"), let name = quoted.first {
      self = .access(Self.baseName(name))
    } else if message.hasPrefix("type '"), says(" does not conform to protocol '"),
      quoted.count >= 2
    {
      self = .conformance(type: Self.baseName(quoted[0]), Self.baseName(quoted[1]))
    } else if says(" requires that '"), says("' conform to '"), quoted.count >= 3 {
      self = .requirement(
        function: Self.baseName(quoted[0]), type: Self.baseName(quoted[1]),
        Self.baseName(quoted[2]))
    } else if says("must be unwrapped to refer to member") {
      self = .unwrapping
    } else if says("' is a 'let' constant"), quoted.count >= 2 {
      self = .constant(Self.baseName(quoted[quoted.count - 2]))
    } else if says(
      "empty collection literal requires an explicit type",
      "heterogeneous collection literal could only be inferred to")
    {
      self = .typeOfNothing
    } else if says("has been renamed to"), let name = quoted.first {
      self = .renamed(Self.baseName(name))
    } else if Self.surroundings.contains(where: message.contains) {
      return nil
    } else {
      self = .other
    }
  }

  /// Words for what depends on where code stands, on the language's mode and on the system.
  private static let surroundings = [
    "redeclaration", "redundant", "duplicate", "consecutive statements", "extraneous",
    "concurren", "solated", "endable", "sending", "data race", "main actor",
    "vailab", "deprecated", "xperimental", "-enable-", "Objective-C", "@objc", "C++", "plugin",
    "@main", "top level", "top-level", "file scope", "scope", "no such module",
    "return invalid", "only valid", "only allowed", "not allowed", "only be ", "missing return",
    "overrid", "super", "self", "Self'", "before being", "before its declaration",
    "unknown attribute", "acro ", "ambiguous for type lookup", "type-check this expression",
    "failed to produce diagnostic", "unowned", "borrow", "consum", "noncopyable",
  ]

  /// `any A.B<C>?` is about B, `f(x:)` about f.
  private static func baseName(_ text: String) -> String {
    let bare = text.replacing(#/^(any|some|inout) /#, with: "").prefix { !"<(?!&[ ".contains($0) }
    return bare.split(separator: ".").last.map(String.init) ?? text
  }
}
