import Foundation

#if os(Linux)
  /// What the system tells of the processes of this machine.
  enum ProcessTable {
    /// The ids of all processes.
    static var processes: [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }
    }

    /// The file of this process's program.
    static var ownProgram: URL { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath() }

    /// The variables that a process was started with, each as `NAME=VALUE`; none for processes of other users,
    /// which can't be read.
    static func environment(of process: pid_t) -> [[UInt8]] {
      file("environ", of: process).split(separator: 0).map { Array($0) }
    }

    /// How long a process could have run and another had the processor.
    static func timeInQueue(of process: pid_t) -> Duration {
      .nanoseconds(numbers("schedstat", of: process).dropFirst().first ?? 0)
    }

    /// The bytes that a process has resident, 0 if it is gone.
    static func residentMemory(of process: pid_t) -> Int {
      let pages = numbers("statm", of: process).dropFirst().first ?? 0
      return pages * Int(getpagesize())
    }

    /// The same, where each page counts by the number of processes that share it.
    static func proportionalMemory(of process: pid_t) -> Int {
      let lines = String(decoding: file("smaps_rollup", of: process), as: UTF8.self)
        .split(separator: "\n")
      let line = lines.first { $0.hasPrefix("Pss:") }
      let amount = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      return amount.map { $0 * 1024 } ?? residentMemory(of: process)
    }

    /// A file in which the system tells about a process; empty if that is gone.
    private static func file(_ name: String, of process: pid_t) -> [UInt8] {
      guard let file = fopen("/proc/\(process)/\(name)", "r") else { return [] }
      defer { fclose(file) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 12)
      while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
        bytes += chunk.prefix(count)
      }
      return bytes
    }

    /// The numbers of such a file that holds nothing else.
    private static func numbers(_ name: String, of process: pid_t) -> [Int] {
      String(decoding: file(name, of: process), as: UTF8.self)
        .split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
    }
  }
#else
  #error(
    "The table of processes is read on Linux alone; Documentation/macOS.md says what a port needs")
#endif
