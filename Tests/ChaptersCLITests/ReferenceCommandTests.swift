import Foundation
import Testing

extension WritingCommandTests {
  @Test func `a reference has the public symbols of the library`() throws {
    let package = try ScratchPackage(.writing)
    let run = try package.run("reference")
    #expect(run.code == 0)
    #expect(run.output.contains("pages on"))
    let front = try package.read("_site/reference/index.html")
    #expect(front.contains("Functions") && front.contains("<h2 id=\"Greeting\">"))
    #expect(try package.read("_site/reference/Greeting.functions.html").contains("greeting(for:)"))
    let unknown = try package.run("reference", "Greting")
    #expect(unknown.code == 2)
    #expect(
      unknown.errors == "error: no library product has a module 'Greting'; there are Greeting\n")
  }
}
