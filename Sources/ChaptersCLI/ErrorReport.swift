import ArgumentParser
import BookRendering
import BookServing
import CellExecution
import ChapterModel
import Foundation
import RecordCheck
import SourceModel

/// Runs a command with a line at the terminal that says how far it is. An error that keeps it from doing
/// anything is printed as a sentence.
///
/// - Throws: `ExitCode(2)` after such an error, and exit codes that the command itself throws.
func reportingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    WorkProgress.observe(StatusLine.shared.observer)
    return try await body()
  } catch let code as ExitCode {
    throw code
  } catch {
    Console.complain(ErrorReport.sentence(for: error))
    throw ExitCode(2)
  }
}

private enum ErrorReport {
  static func sentence(for error: any Error) -> String {
    switch error {
    case let error as ExecutionError: error.description
    case let error as BookError: error.description
    case let error as ChapterError: error.description
    case let error as FileError: error.description
    case let error as SpliceError: error.description
    case let error as UpdateError: error.description
    case let error as ThemeError: error.description
    case let error as TwinError: error.description
    case let error as ReferenceError: error.description
    case let error as ServeError: error.description
    default: systemSentence(for: error as NSError)
    }
  }

  /// The system's own words, and the file they are about.
  private static func systemSentence(for error: NSError) -> String {
    let url = error.userInfo[NSURLErrorKey] as? URL
    let path = error.userInfo[NSFilePathErrorKey] as? String ?? url?.path
    return "error: \(path.map { "\($0): " } ?? "")\(error.localizedDescription)"
  }
}
