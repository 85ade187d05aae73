/// Stops the program with a message on the standard error output.
///
/// `fatalError` and not `precondition`: the message has to survive in a release build.
@inline(never)
func fail(_ message: @autoclosure () -> String) -> Never {
  fatalError(message())
}

/// Stops the program with `message` unless `condition` holds.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fail(message()) }
}
