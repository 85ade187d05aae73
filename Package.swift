// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "chapters",
  products: [
    .library(name: "Neural", targets: ["Neural"])
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .target(name: "CVectorMath"),
    .target(name: "Neural", dependencies: ["COpenBLAS", "CVectorMath"], swiftSettings: strict),
    .testTarget(name: "NeuralTests", dependencies: ["Neural"], swiftSettings: strict),
  ]
)
