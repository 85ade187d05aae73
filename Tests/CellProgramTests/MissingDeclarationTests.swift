import Testing

@testable import CellProgram

@Suite struct MissingDeclarationTests {
  @Test(arguments: [
    ("config", "print(config.name)", "let config = …"),
    ("load", "let data = try load(\"a\", from: place)", "func load(_: …, from: …) { … }"),
    ("each", "each(points) { print($0) }", "func each(_: …, _: …) { … }"),
    ("User", "let user = User(name: \"Blob\")", "struct User { … }"),
    ("User", "func greet(_ user: User) {}", "struct User { … }"),
    ("Shape", "struct Square: Shape {}", "protocol Shape { … }"),
    ("View", "class Label: View {}", "class View { … }"),
    ("Clamped", "struct S { @Clamped var x: Int }", "@propertyWrapper struct Clamped { … }"),
    ("handler", "register(handler)", "let handler = …"),
  ])
  func `what is missing is declared as it is used`(_ name: String, _ code: String, _ text: String) {
    #expect(MissingDeclaration(of: name, in: code).text == text)
  }
}
