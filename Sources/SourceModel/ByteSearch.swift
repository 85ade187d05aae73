import Foundation

// The standard library looks for a piece of a collection by generic code, which takes as long as parsing the whole
// document.

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where the bytes of a word stand first; nil where they don't, or where the word has none.
  package func firstRange(ofBytes word: some Collection<UInt8>) -> Range<Int>? {
    let word = ContiguousArray(word)
    let find = { (bytes: UnsafeBufferPointer<UInt8>) in bytes.place(of: word) }
    let place =
      withContiguousStorageIfAvailable(find) ?? ContiguousArray(self).withUnsafeBufferPointer(find)
    return place.map { startIndex + $0..<startIndex + $0 + word.count }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func place(of word: ContiguousArray<UInt8>) -> Int? {
    guard let base = baseAddress, let first = word.first, count >= word.count else { return nil }
    let last = count - word.count
    var start = 0
    while start <= last, let found = memchr(base + start, Int32(first), last - start + 1) {
      let place = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      if UnsafeRawBufferPointer(start: found, count: word.count).elementsEqual(word) {
        return place
      }
      start = place + 1
    }
    return nil
  }
}

extension StringProtocol {
  /// Whether a word's bytes stand in the text.
  package func containsBytes(of word: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { $0.firstRange(ofBytes: word.utf8) != nil }
    return found ?? (Array(utf8).firstRange(ofBytes: word.utf8) != nil)
  }
}
