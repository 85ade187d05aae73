// Where a chapter runs cell by cell: a process that has run some cells waits, and is the snapshot
// after them. Asked for the next cell, it forks; the child loads the cell's code, runs it, and is
// the next snapshot.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Waits for cells from the beginning, before any has run; the program's only argument is the pipe
/// on which it is asked.
public func __chaptersWaitForCells() -> Never {
  dieWithParent()
  dieOfSignals()
  guard CommandLine.arguments.count > 1 else { exit(2) }
  waitForCells(on: requests(at: CommandLine.arguments[1]))
}

/// A pipe on which to be asked. Open for writing too, so that there is always somebody who could.
private func requests(at path: String) -> Int32 {
  let pipe = open(path, O_RDWR | O_CLOEXEC)
  defer { close(pipe) }
  return fcntl(pipe, F_DUPFD_CLOEXEC, 100)
}

/// What a snapshot is asked to do, as it stands in a file: lines of KEY=VALUE, ended by zeros.
private struct Request {
  private var values: [String: String] = [:]

  init?(contentsOf path: String) {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getdelim(&line, &capacity, 0, file) > 0, let line {
      let pair = String(cString: line).split(separator: "=", maxSplits: 1)
      if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
    }
  }

  subscript(key: RequestKey) -> String { values[key.rawValue] ?? "" }
}

/// The children that run, by their ids, and where to say how each has ended.
nonisolated(unsafe) private var children: [pid_t: Int32] = [:]

/// The pipe that is written to when a child ends.
nonisolated(unsafe) private var bell: (reading: Int32, writing: Int32) = (-1, -1)

private func waitForCells(on requests: Int32) -> Never {
  guard requests >= 0 else { _exit(2) }
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { _exit(2) }
  for end in ends {
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
  }
  bell = (ends[0], ends[1])
  // Who asked for a child may be gone when its end is told.
  let handlers = Handlers(
    child: signal(SIGCHLD) { _ in _ = write(bell.writing, "!", 1) },
    pipe: signal(SIGPIPE, SIG_IGN))
  var pending: [UInt8] = []
  while true {
    sayWhoEnded()
    var waiting = [requests, bell.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&waiting, 2, -1) > 0 else { continue }
    // Cells may have closed what isn't theirs.
    if waiting.contains(where: { $0.revents & Int16(POLLNVAL) != 0 }) { _exit(2) }
    var buffer = [UInt8](repeating: 0, count: 1 << 13)
    if waiting[1].revents != 0 { _ = read(bell.reading, &buffer, buffer.count) }
    guard waiting[0].revents != 0 else { continue }
    let count = read(requests, &buffer, buffer.count)
    pending += buffer.prefix(max(count, 0))
    while let end = pending.firstIndex(of: 0) {
      let path = String(decoding: pending[..<end], as: UTF8.self)
      pending.removeFirst(end + 1)
      if let request = Request(contentsOf: path) { start(request, handlers, on: requests) }
    }
  }
}

/// What the cells want done at these signals.
private struct Handlers {
  let child: System.SignalHandler?
  let pipe: System.SignalHandler?
}

private func start(_ request: Request, _ handlers: Handlers, on requests: Int32) {
  let status = open(pipe: request[.status])
  guard status >= 0 else { return }
  let child = System.fork()
  guard child != 0 else {
    // Ends with the snapshot it comes from, which ends with the runner.
    System.dieWithParent()
    setpgid(0, 0)
    for other in children.values { close(other) }
    close(status)
    // Once the snapshot is gone, nobody should seem to read there.
    close(requests)
    children = [:]
    close(bell.reading)
    close(bell.writing)
    signal(SIGCHLD, handlers.child)
    signal(SIGPIPE, handlers.pipe)
    run(request)
  }
  setpgid(child, child)
  children[child] = status
  // Where nobody hears of it, the run was cancelled, and nobody would end it.
  if !say(.started, child, on: status) { kill(-child, SIGKILL) }
}

private func sayWhoEnded() {
  while true {
    var how: Int32 = 0
    let child = waitpid(-1, &how, WNOHANG)
    guard child > 0 else { return }
    // Others are processes that cells have started.
    guard let status = children.removeValue(forKey: child) else { continue }
    _ = say(.ended, how, on: status)
    close(status)
  }
}

/// - Returns: Whether there is a reader.
private func say(_ event: ProcessEvent, _ number: Int32, on file: Int32) -> Bool {
  let line = Array("\(event.rawValue) \(number)\n".utf8)
  return line.withUnsafeBytes { System.write($0, to: file) } == line.count
}

/// The streams whose output is the runner's: not those that a cell has closed or led elsewhere.
nonisolated(unsafe) private var ownStreams: [Int32] = [1, 2]

/// Runs the next cell, in the process that becomes the snapshot after it.
private func run(_ request: Request) -> Never {
  setenv(RuntimeVariable.run, request[.run], 1)
  let output = file(at: request[.output])
  guard output >= 0 else { _exit(2) }
  for stream in ownStreams { dup2(output, stream) }
  __chaptersBegin(
    mark: request[.mark], output: output, position: request[.position],
    displays: request[.displays])
  takeChoices(request[.choices])
  guard let library = dlopen(request[.library], RTLD_NOW | RTLD_GLOBAL),
    let entry = dlsym(library, request[.entry])
  else {
    print(dlerror().map { String(cString: $0) } ?? "the cell can't be loaded")
    _exit(2)
  }
  typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  let cells = unsafeBitCast(entry, to: (@convention(c) (Int32, Arguments) -> Int32).self)
  // As a program begins. `readLine` at the end of its input tries anew for as long as this says that a
  // signal came, which may be left from the wait for this request.
  errno = 0
  _ = cells(CommandLine.argc, CommandLine.unsafeArgv)
  fflush(nil)
  guard survivesFork() else {
    __chaptersEnd(soundly: false)
    exit(0)
  }
  ownStreams = ownStreams.filter { isSame($0, output) }
  // Before the runner hears of it, and asks.
  let requests = requests(at: request[.next])
  __chaptersEnd(soundly: true)
  let nothing = open("/dev/null", O_WRONLY)
  for stream in ownStreams { dup2(nothing, stream) }
  close(nothing)
  waitForCells(on: requests)
}

/// A file to write to, by a number that no cell expects to be free.
private func file(at path: String) -> Int32 {
  let file = open(pipe: path)
  defer { close(file) }
  return fcntl(file, F_DUPFD_CLOEXEC, 100)
}

/// Opens a pipe to write to. Where its reader is gone, the run was cancelled: to wait for one, as this
/// would by itself, would be for ever.
private func open(pipe path: String) -> Int32 {
  let pipe = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
  if pipe >= 0 { _ = fcntl(pipe, F_SETFL, fcntl(pipe, F_GETFL) & ~O_NONBLOCK) }
  return pipe
}

private func isSame(_ one: Int32, _ other: Int32) -> Bool {
  var (first, second) = (stat(), stat())
  guard fstat(one, &first) == 0, fstat(other, &second) == 0 else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Whether a fork keeps all of the process: of its threads it keeps only the one that calls it.
///
/// Tried, rather than asked for: libraries that are ready for it end their threads before a fork and
/// start them anew after it. Threads named "forkable" are known to do so later.
func survivesFork() -> Bool {
  let child = System.fork()
  if child == 0 { _exit(0) }
  var how: Int32 = 0
  while waitpid(child, &how, 0) < 0, errno == EINTR {}
  guard child > 0 else { return false }
  // A thread that nobody joins may be about to end.
  for _ in 0..<10 {
    guard let others = System.otherThreads else { return false }
    if others.allSatisfy({ $0 == "forkable" }) { return true }
    usleep(5_000)
  }
  return false
}
