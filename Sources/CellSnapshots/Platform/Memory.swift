import Foundation

#if os(Linux)
  /// The machine's memory.
  enum Memory {
    /// Whether less than an eighth of it is available, as the system's own estimate says.
    static var isScarce: Bool {
      let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
      return isScarce(text)
    }

    static func isScarce(_ meminfo: String) -> Bool {
      func amount(_ name: String) -> Int? {
        let line = meminfo.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      }
      guard let total = amount("MemTotal"), let available = amount("MemAvailable") else {
        return false
      }
      return available < total / 8
    }
  }
#else
  #error(
    "The memory that is left is asked for on Linux alone; Documentation/macOS.md says what a port needs"
  )
#endif
