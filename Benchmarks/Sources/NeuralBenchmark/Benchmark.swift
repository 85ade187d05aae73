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
  /// Rows that are close to what is asked, or below it, are measured in so many rounds more, all of which
  /// count.
  let furtherRounds: Int
  let budget: Double
  let rows: [Row]
  let only: String
  /// Holds all sides to AVX2.
  let usesAVX2: Bool

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--rows" {
      return Side.serve(Rows.all, budget: CommandLine.arguments.last.flatMap(Double.init) ?? 0.2)
    }
    let only = arguments.firstIndex(of: "--only").map { arguments.dropFirst($0).first ?? "" } ?? ""
    let isShort = arguments.contains("--short")
    let benchmark = Benchmark(
      rounds: isShort ? 1 : 5, furtherRounds: isShort ? 0 : 10, budget: isShort ? 0.001 : 0.2,
      rows: Rows.all.filter { only.isEmpty || $0.name.contains(only) }, only: only,
      usesAVX2: arguments.contains("--avx2"))
    if benchmark.rows.isEmpty {
      print("No row has '\(only)' in its name.")
      exit(2)
    }
    signal(SIGPIPE, SIG_IGN)
    do {
      let isGood = try benchmark.run()
      exit(isGood || isShort ? 0 : 1)
    } catch {
      print("error: \(error)")
      exit(2)
    }
  }

  private func run() throws -> Bool {
    let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let programs = Programs(products: products, folder: folder)
    guard programs.areBuilt || !only.isEmpty else {
      print("GuideProgram isn't built:")
      print("run 'swift build -c release --package-path Benchmarks' first.")
      exit(2)
    }
    let ours = side([CommandLine.arguments[0], "--rows"])
    let python = tool(".build-pytorch/bin/python")
    if python == nil {
      print("PyTorch isn't installed here, so there is nothing to compare with:")
      print("run Benchmarks/install-pytorch first.\n")
    }
    let theirs = python.map { side([$0.path, file("pytorch_rows.py").path]) }
    let jax = tool(".build-jax/bin/python")
    if jax == nil { print("JAX isn't installed here: its column is left out.\n") }
    let compiled = jax.map { side([$0.path, file("jax_rows.py").path]) }
    var processor = Processor(usesAVX2: usesAVX2)
    let sides = [ours, theirs, compiled].compactMap(\.self)
    for _ in 0..<rounds {
      try measure(rows.map(\.name), sides)
      processor?.measureClock()
      processor?.measureProducts()
      guard only.isEmpty else { continue }
      try measure(programs, ours, theirs, python)
    }
    let soFar = table(ours, theirs, compiled)
    let uncertain = lines.filter(soFar.isUncertain).map(\.name)
    for _ in 0..<furtherRounds where !uncertain.isEmpty { try measure(uncertain, sides) }
    return report(
      table(ours, theirs, compiled), growth: only.isEmpty ? try programs.growth() : 0, processor)
  }

  /// A round of some rows.
  private func measure(_ rows: [String], _ sides: [Side]) throws {
    for side in sides { try side.restart() }
    for row in rows {
      for side in sides { try side.measure(row) }
    }
  }

  private func measure(
    _ programs: Programs, _ ours: Side, _ theirs: Side?, _ python: URL?
  ) throws {
    // So short that what the machine does beside it is a large part of one measurement.
    for _ in 0..<5 { ours.note(try programs.ours().seconds, Programs.startName) }
    ours.note(try programs.ours().bytes, Programs.memoryName)
    guard let theirs, let python else { return }
    let (theirSeconds, theirBytes) = try programs.theirs(python)
    theirs.note(theirSeconds, Programs.startName)
    theirs.note(theirBytes, Programs.memoryName)
  }

  /// What is measured row by row.
  private var lines: [Table.Line] {
    rows.map {
      Table.Line(
        name: $0.name, ratio: usesAVX2 ? min($0.ratio, 0.9) : $0.ratio,
        compiledRatio: Rows.compiledRatios[$0.name] ?? 0)
    }
  }

  private func table(_ ours: Side, _ theirs: Side?, _ compiled: Side?) -> Table {
    let wholePrograms = [
      Table.Line(name: Programs.startName, ratio: 50),
      Table.Line(name: Programs.memoryName, ratio: 5, unit: .bytes),
    ]
    return Table(
      lines: lines + wholePrograms, ours: ours.times, theirs: theirs?.times ?? [:],
      compiled: compiled?.times ?? [:])
  }

  /// Prints everything; false if something is missed.
  private func report(_ table: Table, growth: Int, _ processor: Processor?) -> Bool {
    var isGood = table.print() && growth <= 1 << 20
    if let mean = table.geometricMean(of: Rows.operations.map(\.name)) {
      let least = usesAVX2 || !only.isEmpty ? 0 : 2.0
      isGood = isGood && mean >= least
      print(
        "\nThe geometric mean of the operations' ratios is \(mean.formatted(.number.precision(.fractionLength(2)))) (at least \(least.formatted()))."
      )
    }
    if only.isEmpty {
      print("\nMemory grows by \(growth / 1000) kB from step 1,000 to 10,000 (at most 1 MB).")
    }
    isGood = table.printPeak(Rows.largeProduct, of: processor) && isGood
    return table.printPhysicalLimit("SGD step, batch 64", Rows.productsName) && isGood
  }

  private static let avx2 = [
    "NEURAL_CPU_CAPABILITY": "avx2", "OPENBLAS_CORETYPE": "Haswell", "ATEN_CPU_CAPABILITY": "avx2",
    "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "XLA_FLAGS": "--xla_cpu_max_isa=AVX2",
  ]

  private func side(_ words: [String]) -> Side {
    Side(words, budget: budget, environment: usesAVX2 ? Self.avx2 : [:])
  }

  private var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  private func file(_ name: String) -> URL { folder.appending(path: name) }

  /// A tool in this folder, or nil where it isn't installed.
  private func tool(_ name: String) -> URL? {
    FileManager.default.isExecutableFile(atPath: file(name).path) ? file(name) : nil
  }
}
