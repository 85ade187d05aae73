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
/// Where shown values lie as files, for the runner to fetch, and how many there are.
nonisolated(unsafe) private var displays: String?
nonisolated(unsafe) private var displayCount = 0

/// Prepares the process: output unbuffered, so that what was printed survives a trap and keeps its
/// order with standard error.
public func __chaptersStart() {
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
  if let folder {
    displays = folder
    displayCount = 0
    Displays.show = showApart
  }
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

/// What a document leaves to its readers: nothing, where that fits.
public func __chaptersLeftOut<Value>() -> Value {
  if let nothing = () as? Value { return nothing }
  fatalError("the document leaves this to the reader")
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
  if !condition { fatalError(unmetCondition + demand, file: file, line: line) }
}

/// Where comments say what statements print: what comes now is this one's.
public func __chaptersStatement(_ line: Int) { write(.statement, "\(line)") }

/// Shows the value of a cell's trailing expression.
public func __chaptersShow<Value>(_ value: Value) {
  if let value = value as? any Displayable { return display(value) }
  write(.value)
  print(value)
}

/// What can't be copied can't be printed either.
@_disfavoredOverload
public func __chaptersShow<Value: ~Copyable>(_ value: consuming Value) {}

/// A trailing expression without a value shows nothing.
public func __chaptersShow(_ value: Void) {}

/// An optional call without a value neither.
public func __chaptersShow(_ value: Void?) {}

/// A value of which a comment speaks.
public func __chaptersNote<Value>(_ line: Int, _ value: Value) {
  if Value.self == Void.self { return }
  let texts = [ValueText.literal(of: value) ?? "", String(describing: value)]
  let words = texts.map(hexadecimal)
  write(.noted, "\(line) \(words[0]) \(words[1])")
}

/// A text as one word.
func hexadecimal(_ text: String) -> String {
  "="
    + text.utf8.prefix(4000).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    .joined()
}

/// The same of an expression, which goes on.
@discardableResult
public func __chaptersNoted<Value>(_ line: Int, _ value: Value) -> Value {
  __chaptersNote(line, value)
  return value
}

/// What a name stands for, for the end of the line that introduced it; and the line of the statement
/// that runs next.
public func __chaptersHint<Value>(_ line: Int, _ name: String, _ value: Value, _ next: Int) {
  let hint = (value as? any Hinted)?.hint
  let type = hint == nil ? String(describing: Value.self) : ""
  let words = (hint ?? type).map { $0.isNewline ? " " : $0 }
  write(hint == nil ? .type : .hint, "\(line) \(name) \(String(words.prefix(200)))")
  __chaptersAt(next)
}

/// What can't be copied can't be asked.
@_disfavoredOverload
public func __chaptersHint<Value: ~Copyable>(
  _ line: Int, _ name: String, _ value: borrowing Value, _ next: Int
) { __chaptersAt(next) }

/// A shown value goes into files, because others may print while it is written; the mark says where
/// it belongs.
private func showApart(_ value: Representation) {
  switch value {
  case .text(let text):
    write(.value)
    print(text)
  case .markdown(let text): showApart(.markdown, Array(text.utf8), "")
  case .html(let text): showApart(.html, Array(text.utf8), "")
  case .svg(let text, let description): showApart(.svg, Array(text.utf8), description)
  case .png(let bytes, let description): showApart(.png, bytes, description)
  }
}

private func showApart(_ kind: ShownKind, _ bytes: [UInt8], _ description: String) {
  guard let displays else { return }
  displayCount += 1
  for (ending, content) in [("data", bytes), ("description", Array(description.utf8))] {
    let file = open("\(displays)/\(displayCount).\(ending)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0, writeAll(content, to: file), close(file) == 0 else {
      return print("a value can't be shown: \(String(cString: strerror(errno)))")
    }
  }
  write(.display, "\(displayCount) \(kind.rawValue)")
}

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
  displayCount = first
  write(.cell, "\(currentCell)")
}

/// The line of the statement that runs.
func currentLine() -> Int { position?.pointee ?? 0 }

private func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { System.write($0, to: file) }
    guard count > 0 || errno == EINTR else { return false }
    rest.removeFirst(max(count, 0))
  }
  return true
}

/// Swift's own handler of a crash lets the program go on after a signal that was sent rather than met, as
/// `raise` does; it is of use only where a report is asked for.
func dieOfSignals() {
  System.writeNoCoreFiles()
  if let report = getenv("SWIFT_BACKTRACE"), strstr(report, "output-to=") != nil { return }
  for crash in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
    signal(crash, SIG_DFL)
  }
}

/// Standard input is a pipe that the parent holds open and never writes to: when the parent is
/// gone, however it went, the kernel sends the signal asked for here. Cells read nothing.
func dieWithParent() {
  let lifeline = fcntl(0, F_DUPFD_CLOEXEC, 100)
  guard getenv(RuntimeVariable.run) != nil, lifeline >= 0 else { return }
  System.dieWhenClosed(lifeline)
  let nothing = open("/dev/null", O_RDONLY)
  dup2(nothing, 0)
  close(nothing)
}

/// A value as Swift would write it.
private enum ValueText {
  private static let longest = 200

  /// The text of a value; nil for one that has no literal.
  static func literal(of value: Any) -> String? {
    switch value {
    case let text as String: return text.debugDescription
    case let text as Substring: return String(text).debugDescription
    case let character as Character: return String(character).debugDescription
    case let number as any BinaryInteger: return String(describing: number)
    case let number as any BinaryFloatingPoint: return String(describing: number)
    case let truth as Bool: return truth ? "true" : "false"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { literal(of: $0.value) } ?? "nil"
    case .tuple:
      let parts = mirror.children.map { child in
        literal(of: child.value).map { text in
          let label = child.label.map { $0.hasPrefix(".") ? "" : "\($0): " } ?? ""
          return label + text
        }
      }
      return list(parts, "(", ")")
    case .dictionary:
      let pairs = mirror.children.map { child -> String? in
        let pair = Array(Mirror(reflecting: child.value).children)
        guard pair.count == 2, let key = literal(of: pair[0].value),
          let value = literal(of: pair[1].value)
        else { return nil }
        return "\(key): \(value)"
      }
      return pairs.isEmpty ? "[:]" : list(pairs.map { $0 }, "[", "]")
    default:
      guard let elements = value as? any Collection, !isRange(value) else { return nil }
      return list(self.elements(of: elements), "[", "]")
    }
  }

  private static func isRange(_ value: Any) -> Bool {
    String(describing: type(of: value)).contains("Range<")
  }

  private static func elements<Elements: Collection>(of elements: Elements) -> [String?] {
    elements.count > longest ? [nil] : elements.map { literal(of: $0) }
  }

  private static func list(_ parts: [String?], _ opening: String, _ closing: String) -> String? {
    var text = opening
    for (number, part) in parts.enumerated() {
      guard let part else { return nil }
      text += (number == 0 ? "" : ", ") + part
    }
    return text + closing
  }
}
