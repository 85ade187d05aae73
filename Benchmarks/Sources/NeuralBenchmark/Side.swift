import Foundation

/// A library in a process of its own, which measures one row after the other as it is asked to. So all
/// sides of a row are measured within a second or two, whatever else the machine does in the minutes that
/// a round takes. Each round has a new process: where the system puts its pages makes some rows slow.
///
/// The process reads a row's name from a line, and answers with the name, a tab, and the seconds that a
/// call takes, or `-` if it has no such row.
final class Side {
  /// The process ended before it answered, or answered something else.
  struct NoAnswer: Error, CustomStringConvertible {
    let tool: String
    let row: String
    var description: String {
      "\(tool) gave no time for the row '\(row)'; run it by itself with --only '\(row)' to see why"
    }
  }

  /// The seconds of all rounds so far, by row.
  private(set) var times: [String: [Double]] = [:]
  private let words: [String]
  private let environment: [String: String]
  private var process = Process()
  private var requests = Pipe()
  private var answers: UnsafeMutablePointer<FILE>?

  init(_ words: [String], budget: Double, environment: [String: String]) {
    self.words = words + ["\(budget)"]
    self.environment = ProcessInfo.processInfo.environment
      .merging(["OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"]) { $1 }
      .merging(environment) { $1 }
  }

  /// Ends the process, if there is one, starts another, and waits until it can measure: what still starts would
  /// take another side's time.
  func restart() throws {
    end()
    process = Process()
    requests = Pipe()
    let output = Pipe()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = environment
    process.standardInput = requests
    process.standardOutput = output
    try process.run()
    answers = fdopen(dup(output.fileHandleForReading.fileDescriptor), "r")
    try measure("a row that there isn't")
  }

  private func end() {
    guard let answers else { return }
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
    fclose(answers)
    self.answers = nil
  }

  deinit { end() }

  /// Measures a row once more.
  func measure(_ row: String) throws {
    try requests.fileHandleForWriting.write(contentsOf: Data("\(row)\n".utf8))
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    guard let answers, getline(&line, &capacity, answers) > 0, let line else {
      throw NoAnswer(tool: words[0], row: row)
    }
    let parts = String(cString: line).dropLast().split(separator: "\t")
    guard parts.count == 2, parts[0] == row else { throw NoAnswer(tool: words[0], row: row) }
    if parts[1] == "-" { return }
    guard let time = Double(parts[1]) else { throw NoAnswer(tool: words[0], row: row) }
    times[row, default: []].append(time)
  }

  /// Notes what was measured otherwise.
  func note(_ value: Double, _ row: String) { times[row, default: []].append(value) }

  /// The other end: measures the rows whose names come in.
  static func serve(_ rows: [Row], budget: Double) {
    let watch = Stopwatch(budget: budget)
    let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })
    while let name = readLine() {
      let answer = byName[name].map { "\(watch.median($0.prepare()))" } ?? "-"
      FileHandle.standardOutput.write(Data("\(name)\t\(answer)\n".utf8))
    }
  }
}
