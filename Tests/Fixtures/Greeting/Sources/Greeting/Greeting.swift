import CAnswer

/// A greeting.
public func greeting(for name: String) -> String { "Hello, \(name)." }

/// What C says.
public func answer() -> Int { Int(c_answer()) }
