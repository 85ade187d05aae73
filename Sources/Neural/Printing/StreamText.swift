#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A number as C++ streams write it in PyTorch's messages: with at most six digits, `%g`.
func streamText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
    _ = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%g", $0) }
    return buffer.baseAddress.map { String(cString: $0) } ?? ""
  }
}
