// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let swiftSyntax = Target.Dependency.product(name: "SwiftSyntax", package: "swift-syntax")
let swiftParser = Target.Dependency.product(name: "SwiftParser", package: "swift-syntax")
let swiftIDEUtils = Target.Dependency.product(name: "SwiftIDEUtils", package: "swift-syntax")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

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
    // The runner. A target imports only what stands before it.
    .target(name: "SourceModel", swiftSettings: strict),
    .target(name: "TeXMath", dependencies: ["SourceModel"], swiftSettings: strict),
    .target(
      name: "CommonMark", dependencies: ["SourceModel", "TeXMath", "CCmark"], swiftSettings: strict),
    .target(
      name: "ChapterModel",
      dependencies: ["SourceModel", "CommonMark", yams, swiftSyntax, swiftParser],
      swiftSettings: strict),
    .target(
      name: "CellProgram",
      dependencies: ["SourceModel", "ChapterModel", swiftSyntax, swiftParser],
      swiftSettings: strict),
    // What runs inside a cell's process. It also travels as source, through the links in
    // CellExecution/EmbeddedRuntime, to be built beside the library that cells import.
    .target(
      name: "CellRuntime", dependencies: ["Display"],
      swiftSettings: strict + [.swiftLanguageMode(.v5)]),
    .target(
      name: "CellExecution",
      dependencies: [
        "SourceModel", "CommonMark", "ChapterModel", "CellProgram", "Display", "CellRuntime",
        "PNGImage", "CCrypto", subprocess, systemPackage,
      ],
      resources: [
        .embedInCode("EmbeddedRuntime/CellRuntime.swift"),
        .embedInCode("EmbeddedRuntime/Conditions.swift"),
        .embedInCode("EmbeddedRuntime/Control.swift"),
        .embedInCode("EmbeddedRuntime/Display.swift"),
        .embedInCode("EmbeddedRuntime/Drawing.swift"),
        .embedInCode("EmbeddedRuntime/Frames.swift"),
        .embedInCode("EmbeddedRuntime/FunctionJSON.swift"),
        .embedInCode("EmbeddedRuntime/NotedValues.swift"),
        .embedInCode("EmbeddedRuntime/PageFunction.swift"),
        .embedInCode("EmbeddedRuntime/PageFunctionFigure.swift"),
        .embedInCode("EmbeddedRuntime/Plottable.swift"),
        .embedInCode("EmbeddedRuntime/ProcessSetup.swift"),
        .embedInCode("EmbeddedRuntime/RuntimeProtocol.swift"),
        .embedInCode("EmbeddedRuntime/ShownValues.swift"),
        .embedInCode("EmbeddedRuntime/Snapshots.swift"),
        .embedInCode("EmbeddedRuntime/States.swift"),
        .embedInCode("EmbeddedRuntime/System.swift"),
        .embedInCode("PageModules/Page/PageCalls.swift"),
        .embedInCode("PageModules/Page/PageMathematics.swift"),
        .embedInCode("PageModules/Page/check.c"),
        .embedInCode("PageModules/Page/support.c"),
        .embedInCode("SourceKit/sourcekit-host.c"),
      ],
      swiftSettings: strict),
    .target(
      name: "CellSnapshots",
      dependencies: [
        "SourceModel", "ChapterModel", "CellProgram", "CellRuntime", "CellExecution", subprocess,
        systemPackage,
      ],
      swiftSettings: strict),
    .target(
      name: "RecordCheck",
      dependencies: [
        "SourceModel", "CommonMark", "ChapterModel", "CellProgram", "CellExecution", "PNGImage",
        subprocess, systemPackage,
      ],
      resources: [.embedInCode("Twins/twins.py")],
      swiftSettings: strict),
    .target(
      name: "BookRendering",
      dependencies: [
        "SourceModel", "CommonMark", "ChapterModel", "CellProgram", "Display", "CellExecution",
        "RecordCheck", swiftSyntax, swiftParser, swiftIDEUtils, mustache,
      ],
      resources: [
        .embedInCode("Theme/book.js"),
        .embedInCode("Theme/calls.js"),
        .embedInCode("Theme/changes.js"),
        .embedInCode("Theme/contents.mustache"),
        .embedInCode("Theme/controls.js"),
        .embedInCode("Theme/editor-brackets.js"),
        .embedInCode("Theme/editor-completions.js"),
        .embedInCode("Theme/editor-lines.js"),
        .embedInCode("Theme/editor-problems.js"),
        .embedInCode("Theme/editor.js"),
        .embedInCode("Theme/frames.js"),
        .embedInCode("Theme/functions.js"),
        .embedInCode("Theme/index.mustache"),
        .embedInCode("Theme/live.js"),
        .embedInCode("Theme/modules.mustache"),
        .embedInCode("Theme/names.js"),
        .embedInCode("Theme/page.mustache"),
        .embedInCode("Theme/predict.js"),
        .embedInCode("Theme/reference.mustache"),
        .embedInCode("Theme/style.css"),
        .embedInCode("Theme/theme.js"),
      ],
      swiftSettings: strict),
    // What stands before the server of a book: it knows HTTP and nothing of books.
    .target(name: "HTTPLimits", dependencies: [flyingSocks], swiftSettings: strict),
    .target(
      name: "BookServing",
      dependencies: [
        "SourceModel", "ChapterModel", "CellExecution", "CellSnapshots", "RecordCheck",
        "BookRendering", "HTTPLimits", flyingFox, flyingSocks,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "ChaptersCLI",
      dependencies: [
        "SourceModel", "ChapterModel", "CellExecution", "RecordCheck", "BookRendering",
        "BookServing", argumentParser,
      ],
      swiftSettings: strict),
    // 'swift package chapters check' in a package that depends on this one. It asks for no
    // permission: only 'update' writes, and is given it where it is called.
    .plugin(
      name: "ChaptersCommand",
      capability: .command(
        intent: .custom(verb: "chapters", description: "Run and check the Swift in Markdown.")),
      dependencies: ["ChaptersCLI"]),
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // How values show themselves in chapters.
    .target(name: "Display", swiftSettings: strict),

    // What both sides read and write PNG files with.
    .target(name: "PNGImage", dependencies: ["CPng"], swiftSettings: strict),

    // Figures as SVG.
    .target(name: "Plot", dependencies: ["Display", "PNGImage"], swiftSettings: strict),

    // The neural library: Raw → Autograd → NN → Optim → Data.
    .target(
      name: "Neural",
      dependencies: ["Display", "COpenBLAS", "CVectorMath", "CCrypto", "CZlib", "PNGImage"],
      swiftSettings: strict),
    .target(name: "CVectorMath", dependencies: ["CSleef"]),
    .systemLibrary(name: "CSleef", pkgConfig: "sleef", providers: [.apt(["libsleef-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPng", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    // Tests of single targets, which compile no cells; what compiles and runs cells is in EndToEndTests.
    .testTarget(
      name: "SourceModelTests",
      dependencies: ["SourceModel"],
      swiftSettings: strict),
    .testTarget(
      name: "TeXMathTests",
      dependencies: ["SourceModel", "TeXMath"],
      swiftSettings: strict),
    .testTarget(
      name: "ChapterModelTests",
      dependencies: ["TestSupport", "SourceModel", "TeXMath", "CommonMark", "ChapterModel"],
      swiftSettings: strict),
    .testTarget(
      name: "CellProgramTests",
      dependencies: ["SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram"],
      swiftSettings: strict),
    .testTarget(
      name: "CellExecutionTests",
      dependencies: [
        "TestSupport", "SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram",
        "CellRuntime", "CellExecution", flyingFox,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RecordCheckTests",
      dependencies: [
        "SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram", "CellExecution",
        "CellSnapshots", "RecordCheck", "PNGImage",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "BookRenderingTests",
      dependencies: [
        "TestSupport", "SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram",
        "Display", "CellExecution", "CellSnapshots", "RecordCheck", "BookRendering",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HTTPLimitsTests", dependencies: ["TestSupport", "HTTPLimits", flyingSocks],
      swiftSettings: strict),
    .testTarget(
      name: "BookServingTests",
      dependencies: [
        "SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram", "CellExecution",
        "CellSnapshots", "RecordCheck", "BookRendering", "BookServing",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "TestSupport", "SourceModel", "TeXMath", "CommonMark", "ChapterModel", "CellProgram",
        "Display", "CellExecution", "CellSnapshots", "RecordCheck", "BookRendering", "BookServing",
      ],
      exclude: ["Cases", "Catalog", "Documents"],
      swiftSettings: strict),
    .testTarget(name: "ChaptersCLITests", dependencies: ["ChaptersCLI"], swiftSettings: strict),
    .testTarget(name: "PNGImageTests", dependencies: ["PNGImage"], swiftSettings: strict),
    .testTarget(
      name: "PlotTests", dependencies: ["Plot", "PNGImage"], swiftSettings: strict),
    .testTarget(
      name: "NeuralTests", dependencies: ["TestSupport", "Neural", "Display", "CVectorMath"],
      swiftSettings: strict),
  ]
)
