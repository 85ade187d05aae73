// swift-tools-version: 6.2
import PackageDescription

// Measurements, apart from the package they measure: no one who uses it builds them.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "chapters", path: "..")],
  targets: [
    .executableTarget(name: "RunnerBenchmark"),
    .executableTarget(
      name: "GuideProgram", dependencies: [.product(name: "Neural", package: "chapters")]),
    .executableTarget(
      name: "NeuralBenchmark",
      dependencies: ["CProcessor", .product(name: "Neural", package: "chapters")]),
    .target(name: "CProcessor"),
  ]
)
