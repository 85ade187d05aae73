import Foundation
import Neural

/// A random program, and what PyTorch makes of it: what `Tests/RandomPrograms/generate.py` writes.
struct Program: Decodable {
  /// An operation, the number of the variable that it assigns or changes, and its arguments.
  let program: [[Argument]]
  /// What the variables are at the end, by their numbers.
  let then: [String: [Argument]]?
  /// What the last statement is refused with.
  let error: String?

  /// The programs of the file that RANDOM_PROGRAMS names, or else of the one in the repository.
  static func lines() throws -> [Substring] {
    let path = ProcessInfo.processInfo.environment["RANDOM_PROGRAMS"]
    let file =
      path.map { URL(fileURLWithPath: $0) }
      ?? GoldenFolder.programs.deletingLastPathComponent()
      .appending(path: "RandomPrograms/programs.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
  }
}

/// A value of JSON, as statements and results consist of.
enum Argument: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([Argument])
  case object([String: Argument])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([Argument].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: Argument].self))
    }
  }
}

extension Argument: CustomStringConvertible {
  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .list(let values): "\(values)"
    case .object(let fields): "\(fields)"
    }
  }
}

/// An argument isn't of the kind that an operation takes: the two interpreters don't agree.
struct UnexpectedArgument: Error {
  let expected: String
  let found: Argument
}

extension Argument {
  func double() throws -> Double {
    if case .number(let value) = self { return value }
    throw UnexpectedArgument(expected: "number", found: self)
  }

  /// A whole number as an `Int`, as Python tells the two apart.
  func number() throws -> any Element {
    let value = try double()
    return value == value.rounded() ? Int(value) : value
  }

  func int() throws -> Int { Int(try double()) }

  func text() throws -> String {
    if case .text(let value) = self { return value }
    throw UnexpectedArgument(expected: "text", found: self)
  }

  func bool() throws -> Bool {
    if case .bool(let value) = self { return value }
    throw UnexpectedArgument(expected: "truth value", found: self)
  }

  func list() throws -> [Argument] {
    if case .list(let value) = self { return value }
    throw UnexpectedArgument(expected: "list", found: self)
  }

  func ints() throws -> [Int] { try list().map { try $0.int() } }

  func optionalInt() throws -> Int? { self == .null ? nil : try int() }
}
