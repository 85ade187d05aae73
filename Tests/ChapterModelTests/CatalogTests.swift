import Foundation
import Testing

@testable import ChapterModel

@Suite struct CatalogTests {
  @Test(arguments: [
    ("/p/Sources/Shapes/Shapes.docc/Point.md", true),
    ("/p/Sources/Shapes/Documentation/Shapes.docc/Point.md", true),
    ("/p/Sources/shapes-io/IO.docc/Reading.md", true),
    ("/p/Sources/Tool/Tool.docc/Tool.md", false),
    ("/p/Book.docc/Chapter.md", true),
  ])
  func `a catalog is about the module in whose folder it lies`(_ path: String, _ isAbout: Bool)
    throws
  {
    let catalog = try #require(Catalog(around: URL(filePath: path)))
    #expect(catalog.isAbout(["Shapes", "shapes_io"]) == isAbout)
  }

  @Test func `places are found in the order of the text, with their marks`() {
    let text = "`a` and ``a``\n\n``b\n``c`` `b`"
    var places = ParsedPlaces(in: text)
    let found = [("a", 1), ("a", 1), ("c", 3), ("b", 3), ("d", 3)].map {
      places.next($0.0, from: $0.1, between: "`")
    }
    #expect(found.map { $0?.marks } == [1, 2, 2, 1, nil])
    #expect(found.map { $0?.start.line } == [1, 1, 4, 4, nil])
    #expect(found.map { $0?.start.column } == [1, 9, 1, 7, nil])
  }
}
