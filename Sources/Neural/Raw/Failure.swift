/// Stops the program with a message on standard error. Unlike `precondition`, `fatalError` keeps
/// its message in release builds.
@inline(never)
func fail(_ message: @autoclosure () -> String) -> Never {
  fatalError(message())
}

/// Stops the program with `message` unless `condition` holds.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fail(message()) }
}
