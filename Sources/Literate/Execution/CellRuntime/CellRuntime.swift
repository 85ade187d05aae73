// The cell runtime: what a chapter's program calls between its cells. It travels as source, is
// built together with the package's library, and says on standard output where each cell begins,
// behind a word that only this run knows.

import Glibc

nonisolated(unsafe) private var mark: [UInt8] = []
/// Where marks are written: the output as it is at the start, whatever a cell does to it.
nonisolated(unsafe) private var output: Int32 = 1
nonisolated(unsafe) private var position: UnsafeMutablePointer<Int>?

/// Prepares the process: output unbuffered, so that what was printed survives a trap and keeps its
/// order with standard error.
public func __chaptersStart() {
  setvbuf(stdout, nil, _IONBF, 0)
  output = fcntl(1, F_DUPFD_CLOEXEC, 100)
  dieWithParent()
  if let word = getenv("CHAPTERS_MARK") {
    mark = [0x1E] + String(cString: word).utf8
    unsetenv("CHAPTERS_MARK")
  }
  if let path = getenv("CHAPTERS_POSITION") {
    let file = open(path, O_RDWR)
    let size = 2 * MemoryLayout<Int>.size
    let page = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    if page != MAP_FAILED { position = page?.assumingMemoryBound(to: Int.self) }
    close(file)
    unsetenv("CHAPTERS_POSITION")
  }
}

/// A cell begins.
public func __chaptersCell(_ number: Int) { write("cell \(number)") }

/// All cells have run.
public func __chaptersEnd() { write("end") }

/// The statement at this line and column of the Markdown runs next.
public func __chaptersAt(_ line: Int, _ column: Int) {
  position?[0] = line
  position?[1] = column
}

/// Shows the value of a cell's trailing expression.
public func __chaptersShow<Value>(_ value: Value) {
  write("value")
  print(value)
}

/// What can't be copied can't be printed either.
@_disfavoredOverload
public func __chaptersShow<Value: ~Copyable>(_ value: consuming Value) {}

/// A trailing expression without a value shows nothing.
public func __chaptersShow(_ value: Void) {}

/// An optional call without a value neither.
public func __chaptersShow(_ value: Void?) {}

private func write(_ word: String) {
  guard !mark.isEmpty else { return }
  fflush(stdout)
  let line = mark + Array(" \(word)\n".utf8)
  var rest = line[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
    guard count > 0 || errno == EINTR else { return }
    rest.removeFirst(max(count, 0))
  }
}

/// Standard input is a pipe that the parent holds open and never writes to: when the parent is
/// gone, however it went, the kernel sends the signal asked for here. Cells read nothing.
private func dieWithParent() {
  let lifeline = fcntl(0, F_DUPFD_CLOEXEC, 100)
  guard getenv("CHAPTERS_MARK") != nil, lifeline >= 0 else { return }
  let setSignal: Int32 = 10
  _ = fcntl(lifeline, F_SETOWN, getpid())
  _ = fcntl(lifeline, setSignal, SIGKILL)
  _ = fcntl(lifeline, F_SETFL, fcntl(lifeline, F_GETFL) | O_ASYNC)
  let nothing = open("/dev/null", O_RDONLY)
  dup2(nothing, 0)
  close(nothing)
}
