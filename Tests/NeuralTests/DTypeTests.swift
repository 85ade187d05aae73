import Testing

@testable import Neural

@Test func `the default type is float32`() {
  #expect(DType.default == .float32)
}
