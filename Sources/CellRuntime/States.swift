// Where a page is made, a control is asked for each of its choices: the process forks, and the child runs
// what is below with another choice, to its end, before the parent goes on. So a choice costs what the
// cells below it cost.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the outputs of other choices go; nil where none are made.
nonisolated(unsafe) private var states: States?
/// The labels of the controls so far.
nonisolated(unsafe) private var labels: Set<String> = []
/// The values that a reader has chosen, as texts, by the controls' labels.
nonisolated(unsafe) private var chosen: [String: String] = [:]

/// Takes what a reader has chosen: labels and values in turn, as ``hexadecimal(_:)`` writes them.
func takeChoices(_ words: String) {
  let texts = words.split(separator: " ").map(text)
  chosen = [:]
  for place in stride(from: 0, to: texts.count - 1, by: 2) {
    chosen[texts[place]] = texts[place + 1]
  }
}

private struct States {
  let folder: String
  let limit: Int
  /// How many have been begun, by whichever process.
  let count: UnsafeMutablePointer<Int>
  /// The choices that this process has made.
  var path: [Int] = []

  var name: String { path.map(String.init).joined(separator: "-") }
}

/// Prepares for the making of states.
func makeStates(in folder: String?, atMost limit: Int?) {
  guard let folder, let limit, !folder.isEmpty else { return }
  let page = mmap(
    nil, MemoryLayout<Int>.size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
  guard page != MAP_FAILED, let page else { return }
  states = States(
    folder: folder, limit: limit, count: page.bindMemory(to: Int.self, capacity: 1))
}

/// The place of a control's value.
func chooseApart(_ control: Controls.Control) -> Int {
  guard labels.insert(control.label).inserted else {
    fatalError("there are two controls '\(control.label)'; each has a label of its own")
  }
  let words = [control.form.rawValue, "\(control.start)"]
  let texts = ([control.label] + control.choices).map(hexadecimal)
  write(.control, (words + texts).joined(separator: " "))
  guard states != nil else {
    return chosen[control.label].flatMap { control.choices.firstIndex(of: $0) } ?? control.start
  }
  guard survivesFork() else {
    write(.stateless)
    return control.start
  }
  for choice in control.choices.indices where choice != control.start {
    if isInState(of: choice) { return choice }
  }
  states?.path.append(control.start)
  return control.start
}

/// Runs what is below in a child that makes this choice.
///
/// - Returns: Whether this process is the child. In the parent, it has ended.
private func isInState(of choice: Int) -> Bool {
  guard var state = states, state.count.pointee < state.limit else { return false }
  state.count.pointee += 1
  let number = state.count.pointee
  let line = currentLine()
  state.path.append(choice)
  fflush(nil)
  let child = System.fork()
  guard child >= 0 else { return false }
  guard child > 0 else {
    System.dieWithParent()
    let file = open("\(state.folder)/\(state.name).output", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard file >= 0 else { _exit(2) }
    continueApart(output: file, displaysFrom: number * 1_000_000)
    close(file)
    // What it writes for the while is its own.
    let temporary = "\(state.folder)/\(state.name).files"
    if mkdir(temporary, 0o700) == 0 { setenv("TMPDIR", temporary, 1) }
    states = state
    return true
  }
  var how: Int32 = 0
  while waitpid(child, &how, 0) < 0, errno == EINTR {}
  let ending = open("\(state.folder)/\(state.name).status", O_WRONLY | O_CREAT, 0o600)
  let text = Array("\(how) \(currentLine())".utf8)
  _ = text.withUnsafeBytes { System.write($0, to: ending) }
  close(ending)
  __chaptersAt(line)
  return false
}
