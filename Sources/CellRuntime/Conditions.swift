// What has to hold while cells run, and what stops the program where it doesn't.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The variables that have their values, of those that functions above their declarations use, and a
/// lock for them: cells may start threads.
nonisolated(unsafe) private var declared: Set<String> = []
nonisolated(unsafe) private var declaredLock = pthread_mutex_t()

/// A variable has its value now.
public func __chaptersDeclare(_ name: String) {
  pthread_mutex_lock(&declaredLock)
  declared.insert(name)
  pthread_mutex_unlock(&declaredLock)
}

/// A function or closure uses a variable that is declared below; stops if the program hasn't come there.
public func __chaptersUse(_ name: String, _ message: String, _ file: StaticString, _ line: UInt) {
  pthread_mutex_lock(&declaredLock)
  let isDeclared = declared.contains(name)
  pthread_mutex_unlock(&declaredLock)
  if !isDeclared { fatalError(message, file: file, line: line) }
}

/// Something that must be true; stops if it isn't.
public func __chaptersExpect(
  _ condition: Bool, _ demand: String, _ file: StaticString, _ line: UInt
) {
  if condition { return }
  write(.unmet)
  fatalError(demand, file: file, line: line)
}

/// What a document leaves to its readers: nothing, where that fits.
public func __chaptersLeftOut<Value>() -> Value {
  if let nothing = () as? Value { return nothing }
  fatalError("the document leaves this to the reader")
}
