import Testing

@testable import CellProgram

@Suite struct ManifestExampleTests {
  @Test(arguments: [
    (#".package(url: "https://example.org/Shapes.git", from: "1.2.3"),"#, "Shapes 1.2.3 at 55"),
    (#".package(url: "https://example.org/shapes", exact: "0.1.0")"#, "shapes 0.1.0 at 52"),
    (#".package(url: "https://e.org/s", .upToNextMajor(from: "1.0.0"))"#, "s 1.0.0 at 55"),
    (
      #"Package.Dependency.package(name: "S", url: "https://e.org/s/", .exact("4.0.0"))"#,
      "s 4.0.0 at 71"
    ),
    ("dependencies: [\n.package(url: \"https://e.org/s\", from: \"2.0.0\"),\n],", "s 2.0.0 at 40"),
    (#".package(url: "https://e.org/s", "1.0.0"..<"3.0.0")"#, nil),
    (#".package(url: "https://e.org/s", branch: "main")"#, nil),
    (#".package(url: "https://e.org/s", from: "<#version#>")"#, nil),
    (#".package(path: "../shapes")"#, nil),
  ])
  func `a package is taken up to a major version`(_ code: String, _ text: String?) {
    let found = ManifestExample(code).dependencies.first
    #expect(found.map { "\($0.package) \($0.version) at \($0.place.column)" } == text)
  }

  @Test(arguments: ["", "targets: [\n", "// 1\n"])
  func `places are those of the code`(_ opening: String) {
    let lines = opening.split(separator: "\n").count
    let code =
      opening + ".product(name: \"P\", package: \"p\"),\n" + (opening.hasPrefix("t") ? "]," : "")
    #expect(ManifestExample(code).products.first?.place.line == lines + 1)
  }
}
