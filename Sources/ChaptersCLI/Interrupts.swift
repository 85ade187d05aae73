import CellExecution
import Dispatch
import Foundation

/// Ctrl-C and its like: cells run in process groups of their own, so they have to be told.
enum Interrupts {
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Ends the cells that run and removes their files when a signal ends us.
  static func endCellsWithUs() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        StatusLine.shared.interrupt()
        RunningProcesses.shared.end(exitingWith: 128 + number)
      }
      source.resume()
      sources.append(source)
    }
  }
}
