import Glibc

@testable import HTTPLimits

/// What the bytes are read as.
private let kind = getenv("FUZZ_READER").map { String(cString: $0) } ?? ""

private let check = {
  guard let check = clientInputs[kind] else {
    print("FUZZ_READER should be one of \(clientInputs.keys.sorted().joined(separator: ", ")).")
    exit(2)
  }
  return check
}()

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
