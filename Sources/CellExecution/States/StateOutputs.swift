import Foundation

/// Reads what the processes put out that ran a program's cells with other choices of its controls. Each
/// wrote into a file of its own from the control on where it left the process that it comes from; the file is
/// named by the choices up to there.
struct StateOutputs {
  let folder: URL
  /// The word behind which marks stand.
  let word: String
  /// What the first process put out, whose controls were all at their start.
  let root: [MarkedOutput.Cell]

  /// A run with other choices.
  struct State {
    /// The choices of all controls that it met.
    var choices: [Int]
    var result: ProcessResult
    /// The labels of those controls.
    var labels: [String]
    /// Whether the whole run was stopped in this one.
    var wasStopped = false
  }

  /// Whether one of the runs that go on prints more than a cell may.
  func printTooMuch(limit: Int) -> Bool {
    let keys: [URLResourceKey] = [.fileSizeKey]
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: keys)
    return (files ?? []).contains { file in
      // What is smaller needn't be read.
      let size = try? file.resourceValues(forKeys: Set(keys)).fileSize
      guard file.pathExtension == "output", size ?? 0 > limit,
        let data = try? Data(contentsOf: file, options: .mappedIfSafe)
      else { return false }
      var output = MarkedOutput(word: word)
      output.append(Array(data))
      return output.cells.contains { $0.byteCount > limit }
    }
  }

  /// All runs but the first.
  ///
  /// - Parameter reason: What has stopped the run, if it was: in that of its last process.
  func states(stoppedBy reason: ProcessResult.Ending? = nil) throws -> [State] {
    var cells: [[Int]: [MarkedOutput.Cell]] = [[]: root]
    let starts = root.flatMap(\.controls).map(\.control.start)
    let paths = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".output") }
      .map { $0.dropLast(".output".count).split(separator: "-").compactMap { Int($0) } }
    // A process begins after that from which it comes, whose name is no longer than its own.
    var states: [State] = []
    for path in paths.sorted(by: { ($0.count, $0.last ?? 0) < ($1.count, $1.last ?? 0) }) {
      let name = path.map(String.init).joined(separator: "-")
      var output = MarkedOutput(word: word)
      output.append(Array(try Data(contentsOf: folder.appending(path: name + ".output"))))
      output.finish()
      let parent = cells[origin(of: path, starts)] ?? []
      let all = Self.joined(parent, upToControl: path.count - 1, with: output.cells)
      cells[path] = all
      let text = try? String(contentsOf: folder.appending(path: name + ".status"), encoding: .utf8)
      let status = (text ?? "").split(separator: " ").compactMap { Int($0) }
      let controls = all.flatMap(\.controls).map(\.control)
      states.append(
        State(
          choices: path + controls.dropFirst(path.count).map(\.start),
          result: ProcessResult(
            cells: all,
            ending: output.reachedEnd
              ? .finished : status.first.map(Self.ending) ?? reason ?? .exited(0),
            line: status.last.flatMap { $0 > 0 ? $0 : nil }),
          labels: controls.map(\.label), wasStopped: text == nil))
    }
    // Those that waited for it have no end either.
    let last = states.lastIndex(where: \.wasStopped)
    return states.enumerated().filter { !$0.element.wasStopped || $0.offset == last }.map(\.element)
  }

  /// The choices in the name of the process from which one comes: later controls were at their start there.
  private func origin(of path: [Int], _ starts: [Int]) -> [Int] {
    var origin = path.dropLast()
    while let last = origin.last, origin.count <= starts.count, starts[origin.count - 1] == last {
      origin.removeLast()
    }
    return Array(origin)
  }

  /// What a process put out before a control, and then another that began there.
  private static func joined(
    _ cells: [MarkedOutput.Cell], upToControl number: Int, with rest: [MarkedOutput.Cell]
  ) -> [MarkedOutput.Cell] {
    var left = number
    for (index, cell) in cells.enumerated() {
      guard left >= cell.controls.count else {
        var begun = cell.upToControl(left)
        if let first = rest.first { begun.append(first) }
        return cells[..<index] + [begun] + rest.dropFirst()
      }
      left -= cell.controls.count
    }
    return cells + rest
  }

  /// What a status of `waitpid` says.
  private static func ending(_ status: Int) -> ProcessResult.Ending {
    let signal = Int32(status & 0x7F)
    return signal == 0 ? .exited(Int32(status >> 8 & 0xFF)) : .signalled(signal)
  }
}
