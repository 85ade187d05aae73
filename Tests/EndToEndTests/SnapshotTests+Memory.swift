import Foundation
import Testing

@testable import CellExecution
@testable import CellSnapshots

/// How many processes and files are kept.
extension SnapshotTests {
  @Test(.timeLimit(.minutes(20)))
  func `where memory is scarce a process stays from which a cell goes on`() async throws {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: true)
    let log = LiveLog()
    let gate = folder.appending(path: "gate").path
    let first = "import Glibc\nprint(getpid())"
    let waiting = """
      print("begun")
      while access("\(gate)", F_OK) != 0 { usleep(10_000) }
      print(getppid())
      """
    async let run = run(cells([first, waiting]), log: log, on: tree)
    while log.value.results[1]?.output.text != "begun\n" {
      try await Task.sleep(for: .milliseconds(10))
    }
    let snapshot = log.value.results[0]?.output.text
    _ = try await self.run(cells(["let a = 1", "let b = a", "print(b)"]), name: "other", on: tree)
    try Data().write(to: URL(filePath: gate))
    #expect(try await run.results[1]?.output.text == "begun\n" + (snapshot ?? "nothing"))
    await tree.close()
  }

  @Test func `where memory is scarce few processes wait, and what is asked for runs again`()
    async throws
  {
    let (tree, _) = try await makeTree(whereMemoryIsScarce: true)
    for number in 1...4 {
      let codes = ["let a = 1", "let b = 2", "a + b + \(number)"]
      let value = try await run(cells(codes), name: "scarce", on: tree)
      #expect(value.results[2]?.output.text == "\(3 + number)\n")
    }
    // The first two cells' processes have others that went on from them; of those one or two stay.
    #expect(await tree.livingCount <= 4)
    await tree.close()
  }

  @Test(.timeLimit(.minutes(20)))
  func `who edits for long has no more processes and files than who edits for a while`()
    async throws
  {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    var files: [Int] = []
    for number in 1...18 {
      let found = try await run(cells(["let a = \(number)", "print(a)"]), name: "edited", on: tree)
      #expect(found.results[1]?.output.text == "\(number)\n")
      files.append(try FileManager.default.contentsOfDirectory(atPath: folder.path).count)
    }
    // 16 versions of the first cell, each with what comes after it.
    #expect(await tree.livingCount == 32)
    #expect(files[17] == files[15])
    await tree.close()
  }

  @Test func `memory is scarce below an eighth`() {
    func meminfo(_ available: Int) -> String {
      "MemTotal:       24000 kB\nMemFree:  100 kB\nMemAvailable:   \(available) kB\n"
    }
    #expect(Memory.isScarce(meminfo(2900)))
    #expect(!Memory.isScarce(meminfo(3100)))
    #expect(!Memory.isScarce(""))
  }
}
