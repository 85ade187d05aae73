import Glibc

/// Whether operations are recorded, for each thread.
enum GradMode {
  /// Holds a non-null pointer on threads that don't record.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  @inline(__always)
  static var isEnabled: Bool {
    get { pthread_getspecific(key) == nil }
    set { pthread_setspecific(key, newValue ? nil : UnsafeRawPointer(bitPattern: 1)) }
  }

  /// Runs `body` with recording on or off.
  @inline(__always)
  static func run<Result>(_ enabled: Bool, _ body: () throws -> Result) rethrows -> Result {
    let before = isEnabled
    isEnabled = enabled
    defer { isEnabled = before }
    return try body()
  }
}

/// Whether operations on this thread are recorded for a backward pass.
public var isGradEnabled: Bool { GradMode.isEnabled }

/// Runs `body` without recording its operations.
public func noGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  try GradMode.run(false, body)
}

/// Runs `body` with recording on, inside of ``noGrad(_:)`` too.
public func enableGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  try GradMode.run(true, body)
}
