// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "chapters",
  products: [
    .executable(name: "chapters", targets: ["ChaptersCLI"]),
    .plugin(name: "ChaptersCommand", targets: ["ChaptersCommand"]),
    .library(name: "Neural", targets: ["Neural"]),
    .library(name: "Plot", targets: ["Plot"]),
    .library(name: "Display", targets: ["Display"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // The runner: Markdown → Program → Execution → Check and Render.
    .executableTarget(
      name: "ChaptersCLI",
      dependencies: [
        "Literate",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // 'swift package chapters check' in a package that depends on this one. It asks for no
    // permission: only 'update' writes, and is given it where it is called.
    .plugin(
      name: "ChaptersCommand",
      capability: .command(
        intent: .custom(verb: "chapters", description: "Run and check the Swift in Markdown.")),
      dependencies: ["ChaptersCLI"]),
    .target(
      name: "Literate",
      dependencies: [
        "CCmark", "CCrypto", "CPng",
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      resources: [
        .embedInCode("Check/Twins/twins.py"),
        .embedInCode("Execution/CellRuntime/CellRuntime.swift"),
        .embedInCode("Execution/CellRuntime/Display.swift"),
        .embedInCode("Execution/CellRuntime/Snapshots.swift"),
        .embedInCode("Render/Theme/book.js"),
        .embedInCode("Render/Theme/contents.mustache"),
        .embedInCode("Render/Theme/index.mustache"),
        .embedInCode("Render/Theme/live.js"),
        .embedInCode("Render/Theme/modules.mustache"),
        .embedInCode("Render/Theme/page.mustache"),
        .embedInCode("Render/Theme/reference.mustache"),
        .embedInCode("Render/Theme/style.css"),
        .embedInCode("Render/Theme/theme.js"),
      ],
      swiftSettings: strict),
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // How values show themselves in chapters.
    .target(name: "Display", swiftSettings: strict),

    // Figures as SVG.
    .target(name: "Plot", dependencies: ["Display", "CPng"], swiftSettings: strict),

    // The neural library: Tensor → Autograd → NN → Optim → Data.
    .target(
      name: "Neural",
      dependencies: ["Display", "COpenBLAS", "CVectorMath", "CCrypto", "CZlib", "CPng"],
      swiftSettings: strict),
    .target(name: "CVectorMath"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPng", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    .testTarget(
      name: "LiterateTests", dependencies: ["Literate"], exclude: ["Cases"], swiftSettings: strict),
    .testTarget(name: "ChaptersCLITests", dependencies: ["ChaptersCLI"], swiftSettings: strict),
    .testTarget(name: "PlotTests", dependencies: ["Plot"], swiftSettings: strict),
    .testTarget(
      name: "NeuralTests", dependencies: ["Neural", "Display", "CVectorMath"], swiftSettings: strict
    ),
  ]
)
