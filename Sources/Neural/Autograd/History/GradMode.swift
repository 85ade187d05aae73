#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether operations are recorded for gradients, for each thread.
enum GradMode {
  /// Its value isn't null on threads that don't record.
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

  /// Runs `body` with the mode set, and restores it.
  @inline(__always)
  static func run<Result>(_ enabled: Bool, _ body: () throws -> Result) rethrows -> Result {
    let before = isEnabled
    isEnabled = enabled
    defer { isEnabled = before }
    return try body()
  }
}

/// Whether operations on this thread are recorded for gradients.
public var isGradEnabled: Bool { GradMode.isEnabled }

/// Runs `body` without recording operations on this thread, PyTorch's `no_grad`: results require no
/// gradient.
public func noGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  try GradMode.run(false, body)
}

/// Runs `body` with recording on, PyTorch's `enable_grad`, also within ``noGrad(_:)``.
public func enableGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
  try GradMode.run(true, body)
}
