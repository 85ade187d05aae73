// swift-tools-version: 6.0
import PackageDescription

// A package as the runner may meet it: a library, with C behind it.
let package = Package(
  name: "greeting",
  products: [.library(name: "Greeting", targets: ["Greeting"])],
  targets: [
    .target(name: "CAnswer"),
    .target(name: "Greeting", dependencies: ["CAnswer"]),
  ]
)
