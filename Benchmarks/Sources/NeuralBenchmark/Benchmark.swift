import Foundation
import Neural

// Neural against PyTorch, in alternating rounds, both on two threads:
//
//     swift run -c release --package-path Benchmarks NeuralBenchmark [--short]
//
// Ends with exit code 1 if a row misses its ratio. PyTorch is looked for in
// Benchmarks/.build-pytorch; `Benchmarks/install-pytorch` puts it there.

@main
struct Benchmark {
  let rounds: Int
  let budget: Double

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--shape" {
      print(Tensor.rand(3, 10).shape)
      return
    }
    if arguments.first == "--rows" {
      let watch = Stopwatch(budget: arguments.last.flatMap { Double($0) } ?? 0.2)
      for row in Rows.all { print("\(row.name)\t\(watch.median(row.prepare()))") }
      return
    }
    let isShort = arguments.contains("--short")
    let benchmark = Benchmark(rounds: isShort ? 1 : 5, budget: isShort ? 0.01 : 0.2)
    let isGood = try benchmark.run()
    exit(isGood || isShort ? 0 : 1)
  }

  private func run() throws -> Bool {
    let python = folder.appending(path: ".build-pytorch/bin/python")
    let hasPyTorch = FileManager.default.isExecutableFile(atPath: python.path)
    if !hasPyTorch {
      print("PyTorch isn't installed here, so there is nothing to compare with:")
      print("run Benchmarks/install-pytorch first.\n")
    }
    var ours: [String: [Double]] = [:]
    var theirs: [String: [Double]] = [:]
    let rows = folder.appending(path: "pytorch_rows.py").path
    for _ in 0..<rounds {
      try collect(CommandLine.arguments[0], ["--rows", "\(budget)"], into: &ours)
      if hasPyTorch { try collect(python.path, [rows, "\(budget)"], into: &theirs) }
    }
    return table(ours, theirs)
  }

  private var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  private func collect(
    _ tool: String, _ arguments: [String], into times: inout [String: [Double]]
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2, let time = Double(parts[1]) else { continue }
      times[String(parts[0]), default: []].append(time)
    }
  }

  private func table(_ ours: [String: [Double]], _ theirs: [String: [Double]]) -> Bool {
    print("| work | Neural, median (best) | PyTorch, median (best) | ratio | at least |")
    print("|---|---|---|---|---|")
    var isGood = true
    for row in Rows.all {
      let mine = ours[row.name] ?? []
      guard let other = theirs[row.name], !other.isEmpty, !mine.isEmpty else {
        print("| \(row.name) | \(text(mine)) | – | – | \(row.ratio.formatted()) |")
        continue
      }
      let ratio = median(other) / median(mine)
      let mark = ratio < row.ratio ? " **missed**" : ""
      isGood = isGood && ratio >= row.ratio
      let number = String(format: "%.2f", ratio)
      print(
        "| \(row.name) | \(text(mine)) | \(text(other)) | \(number)\(mark) | \(row.ratio.formatted()) |"
      )
    }
    return isGood
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private func text(_ times: [Double]) -> String {
    guard let best = times.min() else { return "–" }
    return "\(microseconds(median(times))) (\(microseconds(best)))"
  }

  private func microseconds(_ seconds: Double) -> String {
    seconds < 0.001
      ? String(format: "%.2f µs", seconds * 1e6) : String(format: "%.2f ms", seconds * 1e3)
  }
}
