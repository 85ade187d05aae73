// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

// A package with a target of each kind that cells may meet: a macro, C, resources.
let package = Package(
  name: "Everything",
  platforms: [.macOS(.v13)],
  products: [.library(name: "Everything", targets: ["Everything"])],
  dependencies: [.package(name: "chapters", path: "../chapters")],
  targets: [
    .macro(name: "EverythingMacros"),
    .target(name: "CSquare"),
    .target(
      name: "Everything", dependencies: ["EverythingMacros", "CSquare"],
      resources: [.process("motto.txt")]),
  ]
)
