@testable import Neural

/// The call can't be written with Neural's interface: an option that it hasn't, or an argument of
/// another kind.
struct NotInInterface: Error {}

/// How the elements of a sample's tensors lie in memory.
enum SampleLayout: String, Codable {
  /// As in PyTorch.
  case recorded
  /// Apart from each other. Values and gradients have to be the same; views, names and texts need not.
  case spread

  func tensor(_ sample: SampleTensor) -> Tensor {
    self == .recorded ? sample.tensor : sample.spreadTensor
  }
}

/// The arguments of a sample by PyTorch's names of the parameters.
///
/// What asks for an argument of another kind throws ``NotInInterface``.
struct SampleArguments {
  private var values: [String: SampleValue] = [:]
  /// The tensors among the arguments, in the order in which the file has their gradients.
  private(set) var tensors: [Tensor] = []
  private var named: [String: Tensor] = [:]
  private var listed: [String: [Tensor?]] = [:]
  private let layout: SampleLayout

  /// Binds a sample's arguments to the names of `parameters`; the last name takes all that are left
  /// where it begins with an asterisk.
  init(_ sample: Sample, _ parameters: [String], _ layout: SampleLayout) throws {
    self.layout = layout
    var order: [(String, SampleValue)] = []
    var positional = sample.args[...]
    for parameter in parameters where !positional.isEmpty {
      if parameter.first == "*" {
        order.append((String(parameter.dropFirst()), Self.joined(Array(positional))))
        positional = []
      } else {
        order.append((parameter, positional.removeFirst()))
      }
    }
    if !positional.isEmpty { throw NotInInterface() }
    for (name, value) in sample.kwargs.sorted(by: { $0.key < $1.key }) {
      if name == "device", case .string = value { continue }
      guard parameters.contains(name) || parameters.contains("*" + name) else {
        if case .none = value { continue }
        throw NotInInterface()
      }
      order.append((name, value))
    }
    for (name, value) in order { bind(name, value) }
  }

  /// Sizes given one by one, or as a list.
  private static func joined(_ values: [SampleValue]) -> SampleValue {
    if values.count == 1, case .list = values[0] { return values[0] }
    return .list(values)
  }

  private mutating func bind(_ name: String, _ value: SampleValue) {
    values[name] = value
    if case .tensor(let sample) = value {
      let tensor = layout.tensor(sample)
      named[name] = tensor
      tensors.append(tensor)
    }
    guard case .list(let items) = value else { return }
    listed[name] = items.map { item in
      guard case .tensor(let sample) = item else { return nil }
      let tensor = layout.tensor(sample)
      tensors.append(tensor)
      return tensor
    }
  }

  /// Replaces a tensor by what `body` makes of it; its gradient is still that of the original.
  mutating func replace(_ name: String, _ body: (Tensor) -> Tensor) throws {
    named[name] = body(try tensor(name))
  }

  /// Whether the argument was given, and isn't Python's `None`.
  func has(_ name: String) -> Bool {
    if case .none? = values[name] { return false }
    return values[name] != nil
  }

  func value(_ name: String) -> SampleValue? { values[name] }

  func tensor(_ name: String) throws -> Tensor {
    guard let tensor = named[name] else { throw NotInInterface() }
    return tensor
  }

  func optionalTensor(_ name: String) throws -> Tensor? { has(name) ? try tensor(name) : nil }

  func isTensor(_ name: String) -> Bool { named[name] != nil }

  func tensorList(_ name: String) throws -> [Tensor] {
    guard let list = listed[name] else { throw NotInInterface() }
    return try list.map { tensor in
      guard let tensor else { throw NotInInterface() }
      return tensor
    }
  }

  /// The tensors of a list in which other things stand too, in order.
  func tensorsAmong(_ name: String) -> [Tensor?] { listed[name] ?? [named[name]] }

  func int(_ name: String, _ standard: Int? = nil) throws -> Int {
    if !has(name), let standard { return standard }
    guard case .int(let value)? = values[name] else { throw NotInInterface() }
    return value
  }

  func bool(_ name: String, _ standard: Bool? = nil) throws -> Bool {
    if !has(name), let standard { return standard }
    guard case .bool(let value)? = values[name] else { throw NotInInterface() }
    return value
  }

  func double(_ name: String, _ standard: Double? = nil) throws -> Double {
    if !has(name), let standard { return standard }
    switch values[name] {
    case .double(let value)?: return value
    case .int(let value)?: return Double(value)
    default: throw NotInInterface()
    }
  }

  func optionalDouble(_ name: String) throws -> Double? { has(name) ? try double(name) : nil }

  func string(_ name: String, _ standard: String? = nil) throws -> String {
    if !has(name), let standard { return standard }
    guard case .string(let value)? = values[name] else { throw NotInInterface() }
    return value
  }

  /// A number of whichever type.
  func number(_ name: String) throws -> any Element {
    switch values[name] {
    case .double(let value)?: return value
    case .int(let value)?: return value
    case .bool(let value)?: return value
    default: throw NotInInterface()
    }
  }

  func dtype(_ name: String) throws -> DType? {
    guard has(name) else { return nil }
    guard case .dtype(let value)? = values[name] else { throw NotInInterface() }
    return value
  }

  /// Whole numbers; a single one is a list of one.
  func ints(_ name: String, _ standard: [Int]? = nil) throws -> [Int] {
    if !has(name), let standard { return standard }
    switch values[name] {
    case .int(let value)?: return [value]
    case .list(let items)?:
      return try items.map { item in
        guard case .int(let value) = item else { throw NotInInterface() }
        return value
      }
    default: throw NotInInterface()
    }
  }

  /// One dimension; a list of one is the same.
  func dim(_ name: String = "dim") throws -> Int {
    let dims = try ints(name)
    if dims.count != 1 { throw NotInInterface() }
    return dims[0]
  }

  /// One number for height and width, or one each.
  func pair(_ name: String, _ standard: Pair? = nil) throws -> Pair {
    if !has(name), let standard { return standard }
    let numbers = try ints(name)
    switch numbers.count {
    case 1: return Pair(numbers[0])
    case 2: return Pair(numbers[0], numbers[1])
    default: throw NotInInterface()
    }
  }

  /// The same, where PyTorch has none by an empty list too.
  func optionalPair(_ name: String) throws -> Pair? {
    guard has(name) else { return nil }
    return try ints(name).isEmpty ? nil : pair(name)
  }

  func reduction() throws -> Reduction {
    switch try string("reduction", "mean") {
    case "mean": return .mean
    case "sum": return .sum
    case "none": return .none
    default: throw NotInInterface()
    }
  }
}
