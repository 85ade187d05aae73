import SourceModel

/// The addresses in a piece of HTML: what its elements lead to and show.
package struct HTMLAddresses {
  /// An address, as the element means it.
  package struct Found: Hashable {
    package var address: String
    /// Whether the element shows what lies there, instead of leading to it.
    package var isShown: Bool
    /// How many lines above it the HTML has.
    package var line: Int
  }

  private let html: [UInt8]
  private var place = 0
  /// Up to where the result has been written.
  private var written = 0
  private var result: [UInt8] = []
  private let map: (Found) -> String

  /// The HTML with other addresses. Comments, and what stands in scripts and styles, stay as they are.
  package static func mapped(_ html: String, _ map: (String) -> String) -> String {
    withoutActuallyEscaping(map) { map in
      var addresses = HTMLAddresses(html) { map($0.address) }
      addresses.read()
      return String(decoding: addresses.result, as: UTF8.self)
    }
  }

  /// All of them, in their order.
  package static func all(in html: String) -> [Found] {
    var found: [Found] = []
    withoutActuallyEscaping({ (one: Found) -> String in
      found.append(one)
      return one.address
    }) { note in
      var addresses = HTMLAddresses(html, note)
      addresses.read()
    }
    return found
  }

  private init(_ html: String, _ map: @escaping (Found) -> String) {
    self.html = Array(html.utf8)
    self.map = map
  }

  private mutating func read() {
    while let start = html[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = start + 1
      guard let first = html[safe: place] else { break }
      if html[start...].starts(with: Array("<!--".utf8)) {
        skip(past: "-->")
      } else if Self.isLetter(first) {
        readTag()
      }
    }
    result += html[written...]
  }

  private mutating func skip(past end: String) {
    place = html[place...].firstRange(ofBytes: end.utf8)?.upperBound ?? html.count
  }

  private mutating func readTag() {
    let name = word { Self.isSpace($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") }
    while let byte = html[safe: place], byte != UInt8(ascii: ">") {
      if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
        place += 1
      } else {
        readAttribute(of: name)
      }
    }
    // What stands within is text, however it looks.
    if let name = self.name(name, among: ["script", "style", "textarea", "title", "xmp"]) {
      let end = Array("</\(name)".utf8)
      while place < html.count, !lowercased(place, end.count).elementsEqual(end) { place += 1 }
    }
  }

  private mutating func readAttribute(of element: Range<Int>) {
    let start = place
    // An equals sign that begins a name is part of it.
    place += 1
    _ = word { Self.isSpace($0) || "/>=".utf8.contains($0) }
    let end = place
    let name = self.name(start..<end, among: Self.attributes)
    while let byte = html[safe: place], Self.isSpace(byte) { place += 1 }
    guard html[safe: place] == UInt8(ascii: "=") else { return place = end }
    place += 1
    while let byte = html[safe: place], Self.isSpace(byte) { place += 1 }
    let value = readValue()
    guard let name, let kind = Self.kind(of: name, of: string(element)) else { return }
    let text = String(decoding: html[value.text], as: UTF8.self).decodingEntities
    let new = kind == .set ? mappedSet(text, value) : mapped(text, kind == .shown, value)
    guard new != text else { return }
    result += html[written..<value.all.lowerBound]
    result += Array("\"\(new.escapedForHTML)\"".utf8)
    written = value.all.upperBound
  }

  private typealias Value = (text: Range<Int>, all: Range<Int>)

  private mutating func readValue() -> Value {
    let start = place
    if let quote = html[safe: place], quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = html[(place + 1)...].firstIndex(of: quote) ?? html.count
      place = min(end + 1, html.count)
      return ((start + 1)..<end, start..<place)
    }
    _ = word { Self.isSpace($0) || $0 == UInt8(ascii: ">") }
    return (start..<place, start..<place)
  }

  private func mapped(_ text: String, _ isShown: Bool, _ value: Value) -> String {
    // Browsers take no notice of spaces around an address.
    let address = text.trimmingSpaces
    let line = html[..<value.all.lowerBound].count { $0 == .lineFeed }
    let new = map(Found(address: address, isShown: isShown, line: line))
    return new == address ? text : new
  }

  /// Several images, each with the width or the density it is for.
  private func mappedSet(_ text: String, _ value: Value) -> String {
    text.split(separator: ",").map { image in
      let parts = image.split(maxSplits: 1) { $0.isWhitespace }
      guard let address = parts.first else { return String(image) }
      return ([mapped(String(address), true, value)] + parts.dropFirst().map(String.init))
        .joined(separator: " ")
    }.joined(separator: ", ")
  }

  private enum Kind { case link, shown, set }

  private static func kind(of attribute: String, of element: String) -> Kind? {
    switch (attribute, element) {
    case ("href", "a"), ("href", "area"), ("xlink:href", "a"): .link
    case ("href", "link"), ("href", "image"), ("xlink:href", "image"): .shown
    case ("src", _), ("poster", "video"), ("data", "object"): .shown
    case ("srcset", _): .set
    default: nil
    }
  }

  private static let attributes = ["href", "xlink:href", "src", "poster", "data", "srcset"]

  // MARK: Bytes

  /// What stands up to a byte that ends it.
  private mutating func word(endingAt isEnd: (UInt8) -> Bool) -> Range<Int> {
    let start = place
    while let byte = html[safe: place], !isEnd(byte) { place += 1 }
    return start..<place
  }

  /// A name in small letters, if it is one of those that are asked for. Most are not, and cost nothing.
  private func name(_ range: Range<Int>, among names: [String]) -> String? {
    guard names.contains(where: { $0.utf8.count == range.count }) else { return nil }
    let name = string(range)
    return names.contains(name) ? name : nil
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: lowercased(range.lowerBound, range.count), as: UTF8.self)
  }

  private func lowercased(_ start: Int, _ count: Int) -> [UInt8] {
    html[start..<min(start + count, html.count)].map {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(byte)
  }
}

extension [UInt8] {
  fileprivate subscript(safe index: Int) -> UInt8? { index < count ? self[index] : nil }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let isInner = { (character: Character) in !character.isWhitespace }
    guard let first = firstIndex(where: isInner), let last = lastIndex(where: isInner) else {
      return ""
    }
    return String(self[first...last])
  }

  /// The text with characters in the place of the entities that addresses have.
  fileprivate var decodingEntities: String {
    guard contains("&") else { return self }
    return replacing(/&(?:#[xX]([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/) { match in
      let number =
        match.output.1.flatMap { UInt32($0, radix: 16) } ?? match.output.2.flatMap { UInt32($0) }
      if let scalar = number.flatMap(Unicode.Scalar.init) { return String(Character(scalar)) }
      let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
      return match.output.3.flatMap { names[String($0)] } ?? String(match.output.0)
    }
  }
}
