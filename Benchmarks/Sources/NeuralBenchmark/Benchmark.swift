import Foundation

// Neural against PyTorch, in alternating rounds, both on two threads:
//
//     Benchmarks/run [--short] [--avx2] [--only ROW]
//
// Ends with exit code 1 if a row misses its ratio. With --avx2 all sides do without AVX-512. PyTorch is
// looked for in Benchmarks/.build-pytorch, where `Benchmarks/install-pytorch` puts it, and JAX, which does
// what the guide's network does, in Benchmarks/.build-jax.

@main
struct Benchmark {
  let rounds: Int
  let budget: Double
  let rows: [Row]
  let only: String
  /// Holds all sides to AVX2.
  let usesAVX2: Bool

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let only = arguments.firstIndex(of: "--only").map { arguments[$0 + 1] } ?? ""
    let chosen = Rows.all.filter { only.isEmpty || $0.name.contains(only) }
    if arguments.first == "--rows" {
      let watch = Stopwatch(budget: Double(CommandLine.arguments[2]) ?? 0.2)
      for row in chosen { print("\(row.name)\t\(watch.median(row.prepare()))") }
      return
    }
    let isShort = arguments.contains("--short")
    let benchmark = Benchmark(
      rounds: isShort ? 1 : 5, budget: isShort ? 0.001 : 0.2, rows: chosen, only: only,
      usesAVX2: arguments.contains("--avx2"))
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
    let jax = folder.appending(path: ".build-jax/bin/python")
    let hasJAX = FileManager.default.isExecutableFile(atPath: jax.path)
    if !hasJAX { print("JAX isn't installed here: its column is left out.\n") }
    var ours: [String: [Double]] = [:]
    var theirs: [String: [Double]] = [:]
    var compiled: [String: [Double]] = [:]
    var processor = Processor(usesAVX2: usesAVX2)
    let program = folder.appending(path: "pytorch_rows.py").path
    let jaxProgram = folder.appending(path: "jax_rows.py").path
    let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let programs = Programs(products: products, folder: folder)
    guard programs.areBuilt || !only.isEmpty else {
      print("GuideProgram isn't built:")
      print("run 'swift build -c release --package-path Benchmarks' first.")
      exit(2)
    }
    for _ in 0..<rounds {
      try collect(
        CommandLine.arguments[0], ["--rows", "\(budget)", "--only", only], into: &ours)
      processor?.measureClock()
      processor?.measureProducts()
      if hasPyTorch { try collect(python.path, [program, "\(budget)", only], into: &theirs) }
      if hasJAX { try collect(jax.path, [jaxProgram, "\(budget)", only], into: &compiled) }
      guard only.isEmpty else { continue }
      let (seconds, bytes) = try programs.ours()
      ours[Programs.startName, default: []].append(seconds)
      ours[Programs.memoryName, default: []].append(bytes)
      guard hasPyTorch else { continue }
      let (theirSeconds, theirBytes) = try programs.theirs(python)
      theirs[Programs.startName, default: []].append(theirSeconds)
      theirs[Programs.memoryName, default: []].append(theirBytes)
    }
    let lines =
      rows.map {
        Table.Line(
          name: $0.name, ratio: usesAVX2 ? min($0.ratio, 0.9) : $0.ratio,
          compiledRatio: Rows.compiledRatios[$0.name] ?? 0)
      } + [
        Table.Line(name: Programs.startName, ratio: 50),
        Table.Line(name: Programs.memoryName, ratio: 5, unit: .bytes),
      ]
    let table = Table(lines: lines, ours: ours, theirs: theirs, compiled: compiled)
    let growth = only.isEmpty ? try programs.growth() : 0
    var isGood = table.print() && growth <= 1 << 20
    if let mean = table.geometricMean(of: Rows.operations.map(\.name)) {
      let least = usesAVX2 ? 0 : 2.0
      isGood = isGood && mean >= least
      print(
        "\nThe geometric mean of the operations' ratios is \(mean.formatted(.number.precision(.fractionLength(2)))) (at least \(least.formatted()))."
      )
    }
    print("\nMemory grows by \(growth / 1000) kB from step 1,000 to 10,000 (at most 1 MB).")
    isGood = table.printPeak(Rows.largeProduct, of: processor) && isGood
    return table.printPhysicalLimit("SGD step, batch 64", Rows.productsName) && isGood
  }

  private static let avx2 = [
    "NEURAL_CPU_CAPABILITY": "avx2", "OPENBLAS_CORETYPE": "Haswell", "ATEN_CPU_CAPABILITY": "avx2",
    "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "XLA_FLAGS": "--xla_cpu_max_isa=AVX2",
  ]

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
      .merging(usesAVX2 ? Self.avx2 : [:]) { $1 }
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
}
