import Foundation
import TestSupport
import Testing

@testable import BookRendering
@testable import ChapterModel

@Suite struct ReferenceSymbolTests {
  private func module(_ source: String) -> SymbolModule {
    let reader = SymbolReader(module: "M")
    reader.read(source, path: "a.swift")
    return reader.module
  }

  private static let source = """
    /// A point.
    public struct Point<Number>: Sendable where Number: Numeric {
      /// Across.
      public var x: Number = 0
      var hidden = 1
      /// Both.
      public init(_ x: Number, y: Number) { self.x = x }
      /// Nested.
      public enum Side: String { /// One.
        case left, right
      }
      struct Inner { public var z = 1 }
    }
    struct Kept { public func f() {} }
    extension Kept { public func g() {} }

    // Not documentation.
    extension Point {
      /// Moves it.
      ///
      /// - Parameter x: how far; see ``Point/x``.
      /// - Returns: another ``Point``.
      @discardableResult
      public func moved(by x: Number) -> Point { let public = 1; return self }
      public static func + (a: Point, b: Point) -> Point { a }
      func kept() {}
    }
    public extension Int { var double: Int { 2 * self } }
    public protocol Shape { var area: Double { get } }
    /// A function.
    public func area(of shape: some Shape, _ unit: String = "m") -> Double { shape.area }
    """

  @Test func `what is public is found, with its declaration`() throws {
    let module = module(Self.source)
    #expect(module.types.keys.sorted() == ["Int", "Point", "Point.Side", "Shape"])
    let point = try #require(module.types["Point"])
    #expect(point.members.map(\.name) == ["x", "init(_:y:)", "moved(by:)", "+"])
    #expect(
      point.members.map(\.declaration) == [
        "var x: Number", "init(_ x: Number, y: Number)",
        "func moved(by x: Number) -> Point", "static func + (a: Point, b: Point) -> Point",
      ])
    #expect(
      point.own?.declaration == "struct Point<Number>: Sendable where Number: Numeric")
    #expect(point.own?.documentation == "A point.")
    #expect(point.members[2].location.line == 23)
    #expect(module.types["Point.Side"]?.members.map(\.name) == ["left", "right"])
    #expect(module.types["Int"]?.members.map(\.declaration) == ["var double: Int"])
    #expect(module.types["Shape"]?.members.map(\.declaration) == ["var area: Double"])
    #expect(module.functions.map(\.name) == ["area(of:_:)"])
  }

  @Test func `doc comments become Markdown with links`() throws {
    let module = module(Self.source)
    let addresses = ReferenceAddresses(Reference(modules: [module]))
    let text = try #require(module.types["Point"]?.members[2].documentation)
    let markdown = DocMarkup.markdown(text) { addresses.address(of: $0, from: module, in: nil) }
    #expect(
      markdown == """
        Moves it.

        - `x`: how far; see [`Point/x`](M.Point.html#x).
        - **Returns**: another [`Point`](M.Point.html).
        """)
  }

  @Test func `a member without its type is the page's own, or else the first type's`() {
    let module = module(
      "public struct A { public func f() {} }; public struct B { public func f() {} }")
    let addresses = ReferenceAddresses(Reference(modules: [module]))
    #expect(addresses.address(of: "f()", from: module, in: "B") == "M.B.html#f--")
    #expect(addresses.address(of: "f()", from: module, in: "A") == "M.A.html#f--")
    #expect(addresses.address(of: "f()", from: module, in: nil) == "M.A.html#f--")
  }

  @Test func `addresses differ, by more than case`() {
    let module = module(
      """
      public struct A {
        public func f(_ a: Int) {}
        public func f(_ a: String) {}
        public func F(_ a: Int) {}
        public static func == (a: A, b: A) -> Bool { true }
      }
      public struct a {}
      """)
    let addresses = ReferenceAddresses(Reference(modules: [module]))
    #expect(addresses.page("A", in: module) == "M.A.html")
    #expect(addresses.page("a", in: module) == "M.a-2.html")
    var anchors = ReferenceAddresses.Anchors()
    let names = ["f(_:)", "f(_:)", "F(_:)", "==", "=="].map { anchors.next($0) }
    #expect(Set(names.map { $0.lowercased() }).count == 5)
  }

  @Test(arguments: [
    "", "}{ struct", "public struct", "public func", "///", "/** a\n * b */ public",
  ])
  func `broken sources give what can be read of them`(source: String) {
    #expect(module(source).symbols.count <= 1)
  }

  @Test(arguments: ["Neural", "Display", "Plot"])
  func `every public symbol has a doc comment`(name: String) throws {
    let root = try PackageRoot(around: TestFiles.cases)
    let module = try Reference.module(
      name, in: root.url.appending(path: "Sources/\(name)"), root: root)
    // What a protocol or a superclass demands is documented there.
    let missing = module.symbols.filter {
      $0.documentation.isEmpty && !["description", "typeName"].contains($0.name)
    }
    #expect(module.symbols.count > 3)
    #expect(missing.map { "\($0.location.file):\($0.location.line) \($0.name)" } == [])
  }
}
