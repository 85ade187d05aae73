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
    // The exit code says what was found: 1 a difference, 2 that nothing could run.
    guard process.terminationReason == .exit else { Foundation.exit(2) }
    Foundation.exit(process.terminationStatus)
  }
}
