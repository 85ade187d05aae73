#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The kind of input that is tried: what FUZZ_READER says.
let chosenKind = getenv("FUZZ_READER").map { String(cString: $0) } ?? ""

/// What reads that kind.
func chosen<Reader>(of readers: [String: Reader]) -> Reader {
  guard let reader = readers[chosenKind] else {
    print("FUZZ_READER should be one of \(readers.keys.sorted().joined(separator: ", ")).")
    exit(2)
  }
  return reader
}
