@testable import HTTPLimits

private let check = chosen(of: clientInputs)

/// Gives one input of libFuzzer's to what reads a client's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try check(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}
