// The cell runtime: what a chapter's program calls between its cells. It travels as source, is
// built together with the package's library, and says on standard output where each cell begins,
// behind a word that only this run knows.

#if canImport(Display)
  @_exported import Display
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

nonisolated(unsafe) private var mark: [UInt8] = []
/// Where marks are written: the output as it is at the start, whatever a cell does to it.
nonisolated(unsafe) private var output: Int32 = 1
nonisolated(unsafe) private var position: UnsafeMutablePointer<Int>?
/// The cell that the program was started for, if it isn't part of it.
nonisolated(unsafe) private var attempted: String?

/// Prepares the process: output unbuffered, so that what was printed survives a trap and keeps its
/// order with standard error.
public func __chaptersStart() {
  // Before anything that belongs to the process's old place.
  if taken(RuntimeVariable.offline)?.isEmpty == false { System.leaveNetwork() }
  dieWithParent()
  dieOfSignals()
  attempted = taken(RuntimeVariable.attempt)
  __chaptersBegin(
    mark: taken(RuntimeVariable.mark), output: fcntl(1, F_DUPFD_CLOEXEC, 100),
    position: taken(RuntimeVariable.position), displays: taken(RuntimeVariable.displays))
  makeStates(
    in: taken(RuntimeVariable.states), atMost: taken(RuntimeVariable.stateLimit).flatMap { Int($0) }
  )
}

/// Prepares for cells: what marks begin with and where they go, where the place of the statement that
/// runs is noted, and where shown values go.
func __chaptersBegin(
  mark word: String?, output stream: Int32, position file: String?, displays folder: String?
) {
  setvbuf(stdout, nil, _IONBF, 0)
  output = stream
  if let word { mark = [0x1E] + word.utf8 }
  if let file { position = shared(file) }
  if let folder { showValues(in: folder) }
  Controls.choose = chooseApart
}

/// The value of an environment variable, which cells don't see.
private func taken(_ variable: String) -> String? {
  defer { unsetenv(variable) }
  return getenv(variable).map { String(cString: $0) }
}

/// A file of a number as memory.
private func shared(_ path: String) -> UnsafeMutablePointer<Int>? {
  let file = open(path, O_RDWR)
  defer { close(file) }
  let page = mmap(nil, MemoryLayout<Int>.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
  return page == MAP_FAILED ? nil : page?.assumingMemoryBound(to: Int.self)
}

/// The cell that runs.
nonisolated(unsafe) private var currentCell = 0

/// A cell begins, and its first statement, on this line of the Markdown.
public func __chaptersCell(_ number: Int, _ line: Int) {
  currentCell = number
  write(.cell, "\(number)")
  __chaptersAt(line)
}

/// All cells have run.
public func __chaptersEnd() { write(.end) }

/// Whether the program was started for a cell that isn't part of it.
public func __chaptersAttempts(_ cell: Int) -> Bool { attempted == String(cell) }

/// That cell has run.
public func __chaptersEndAttempt() -> Never {
  __chaptersEnd()
  exit(0)
}

/// The cells of one piece of the chapter have run; whether the process can be a snapshot.
func __chaptersEnd(soundly: Bool) {
  write(.end, soundly ? Mark.soundEnd : "")
  close(output)
}

/// The statement on this line of the Markdown runs next.
public func __chaptersAt(_ line: Int) { position?.pointee = line }

/// Where comments say what statements print: what comes now is this one's.
public func __chaptersStatement(_ line: Int) { write(.statement, "\(line)") }

func write(_ word: Mark, _ rest: String = "") {
  guard !mark.isEmpty else { return }
  fflush(stdout)
  let line = " \(word.rawValue)\(rest.isEmpty ? "" : " ")\(rest)\n"
  _ = writeAll(mark + Array(line.utf8), to: output)
}

/// Sends what the process puts out to a file from now on, beginning with the cell that runs, and numbers its
/// shown values from another number, since it shares their folder with other processes.
func continueApart(output file: Int32, displaysFrom first: Int) {
  for stream in [1, 2, output] { dup2(file, stream) }
  _ = fcntl(output, F_SETFD, FD_CLOEXEC)
  numberShownValues(from: first)
  write(.cell, "\(currentCell)")
}

/// The line of the statement that runs.
func currentLine() -> Int { position?.pointee ?? 0 }

func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { System.write($0, to: file) }
    guard count > 0 || errno == EINTR else { return false }
    rest.removeFirst(max(count, 0))
  }
  return true
}

/// A text as one word.
func hexadecimal(_ text: String) -> String {
  "="
    + text.utf8.prefix(4000).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    .joined()
}

/// The text that ``hexadecimal(_:)`` has written.
func text(_ word: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = word.dropFirst()
  while rest.count >= 2 {
    bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
    rest = rest.dropFirst(2)
  }
  return String(decoding: bytes, as: UTF8.self)
}
