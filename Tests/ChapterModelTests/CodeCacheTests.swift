import Synchronization
import Testing

@testable import ChapterModel

@Suite struct CodeCacheTests {
  @Test func `code is read once, and what wasn't asked for lately is forgotten`() {
    let cache = CodeCache<Int>(limit: 20)
    let reads = Mutex(0)
    func read(_ code: String) -> Int {
      cache.value(for: code) { code in
        reads.withLock { $0 += 1 }
        return code.utf8.count
      }
    }
    #expect(read("abc") == 3 && read("abc") == 3)
    #expect(reads.withLock(\.self) == 1)
    for code in ["12345678", "abc", "23456789", "abc"] { _ = read(code) }
    #expect(reads.withLock(\.self) == 3)
    for number in 0..<10 { _ = read("others \(number)") }
    _ = read("abc")
    #expect(reads.withLock(\.self) == 14)
  }

  @Test func `letters that are equal and written otherwise are other code`() {
    let cache = CodeCache<Int>()
    let codes = ["let \u{E9} = 1", "let e\u{301} = 1"]
    #expect(codes[0] == codes[1])
    #expect(codes.map { cache.value(for: $0) { $0.utf8.count } } == [10, 11])
  }
}
