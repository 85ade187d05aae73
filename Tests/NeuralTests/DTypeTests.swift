import Neural
import Testing

@Test func `the default type is float32`() {
  #expect(DType.float32 == .float32)
}
