// swift-tools-version: 6.0
import PackageDescription

// A package with documentation to check: two modules, and something of everything that examples get wrong.
let package = Package(
  name: "shapes",
  products: [.library(name: "Shapes", targets: ["Shapes", "ShapeFiles"])],
  targets: [.target(name: "Shapes"), .target(name: "ShapeFiles")]
)
