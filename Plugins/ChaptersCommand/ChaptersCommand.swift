import Foundation
import PackagePlugin

/// `swift package chapters …`: the tool, in a package that depends on this one.
@main struct ChaptersCommand: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "ChaptersCLI").url
    process.arguments = arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    // SwiftPM itself ends with 1, whatever we end with.
    guard process.terminationReason == .exit else { Foundation.exit(2) }
    Foundation.exit(process.terminationStatus)
  }
}
