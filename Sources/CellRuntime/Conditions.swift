// What has to hold while cells run, and what stops the program where it doesn't.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The variables that have their values, of those that functions above their declarations use, and a
/// lock for them: cells may start threads.
nonisolated(unsafe) private var declared: Set<String> = []
/// The uses that were told as suspect.
nonisolated(unsafe) private var suspected: Set<Int> = []
nonisolated(unsafe) private var declaredLock = pthread_mutex_t()

/// A variable has its value now.
public func __chaptersDeclare(_ name: String) {
  pthread_mutex_lock(&declaredLock)
  declared.insert(name)
  pthread_mutex_unlock(&declaredLock)
}

/// A function or closure uses a variable that is declared below; stops if the program hasn't come there.
public func __chaptersUse(_ name: String, _ message: String, _ file: StaticString, _ line: UInt) {
  if !isDeclared(name) { fatalError(message, file: file, line: line) }
}

/// The same where the name may be that of a member: the runner finds out when the program has ended.
public func __chaptersSuspect(_ name: String, _ use: Int) {
  guard !isDeclared(name) else { return }
  pthread_mutex_lock(&declaredLock)
  let isFirst = suspected.insert(use).inserted
  pthread_mutex_unlock(&declaredLock)
  if isFirst { write(.suspect, "\(use)") }
}

private func isDeclared(_ name: String) -> Bool {
  pthread_mutex_lock(&declaredLock)
  defer { pthread_mutex_unlock(&declaredLock) }
  return declared.contains(name)
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
