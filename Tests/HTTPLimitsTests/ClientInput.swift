import Foundation

@testable import HTTPLimits

/// What is wrong with how bytes of a client were read.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

private func require(_ holds: Bool, _ words: String) throws(Violation) {
  if !holds { throw Violation(words) }
}

/// What has to hold for any bytes that a client sends, by what they are read as. The first byte says in
/// pieces of which size the others come. The tests and the fuzzer ask for it.
let clientInputs: [String: @Sendable ([UInt8]) throws(Violation) -> Void] = [
  "head": { bytes throws(Violation) in
    try checkHead(Array(bytes.dropFirst()), size: pieceSize(bytes))
  },
  "frames": { bytes throws(Violation) in
    try checkFrames(Array(bytes.dropFirst()), size: pieceSize(bytes))
  },
]

private func pieceSize(_ bytes: [UInt8]) -> Int { 1 + Int(bytes.first ?? 0) }

private func pieces(of bytes: [UInt8], size: Int) -> [[UInt8]] {
  stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
}

// MARK: Heads

private enum ReadHead: Equatable {
  case incomplete
  case refused(RequestRefusal)
  case head([UInt8], bodyLength: Int, isUpgrade: Bool, rest: [UInt8])
}

private func readHead(_ pieces: [[UInt8]]) -> ReadHead {
  var reader = RequestHeadReader()
  for (number, piece) in pieces.enumerated() {
    do throws(RequestRefusal) {
      guard let (head, rest) = try reader.take(piece) else { continue }
      let later = pieces[(number + 1)...].flatMap(\.self)
      return .head(
        head.forwarded, bodyLength: head.bodyLength, isUpgrade: head.isUpgrade, rest: rest + later)
    } catch {
      return .refused(error)
    }
  }
  return .incomplete
}

/// A head is the same however it is cut, and what is sent on is read in one way only.
private func checkHead(_ bytes: [UInt8], size: Int) throws(Violation) {
  let whole = readHead([bytes])
  try require(readHead(pieces(of: bytes, size: size)) == whole, "pieces are read as another head")
  guard case .head(let head, let bodyLength, let isUpgrade, let rest) = whole else { return }
  try require(bytes.suffix(rest.count).elementsEqual(rest), "the rest isn't what was sent")
  try require(
    readHead([head]) == .head(head, bodyLength: bodyLength, isUpgrade: isUpgrade, rest: []),
    "what is sent on is read as another head")
  try checkLenientReading(of: head, bodyLength: bodyLength)
}

/// Reads a head as a lenient server does, for which CR or LF alone end a line and spaces are nothing. It
/// must find one request, of the same length.
private func checkLenientReading(of head: [UInt8], bodyLength: Int) throws(Violation) {
  let lines = head.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
  // Between CR and LF is an empty piece, and two more lines are empty at the end.
  try require(lines.count >= 7 && lines.count.isMultiple(of: 2) == false, "a line end is missing")
  for (number, line) in lines.enumerated() {
    let isEmpty = !number.isMultiple(of: 2) || number > lines.count - 4
    try require(line.isEmpty == isEmpty, "a line ends in CR or LF alone, or the head ends twice")
  }
  var fields: [String: String] = [:]
  for line in lines[2...].filter({ !$0.isEmpty }) {
    let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
    }
    try require(fields.updateValue(parts.last ?? "", forKey: parts[0]) == nil, "a field is doubled")
  }
  try require(fields["transfer-encoding"] == nil, "chunks are sent on")
  try require(
    fields["content-length"].map { Int($0) } ?? 0 == bodyLength, "the body has another length")
}

// MARK: Frames

/// What is sent on of frames is the same however they are cut: whole pings and closing frames.
private func checkFrames(_ bytes: [UInt8], size: Int) throws(Violation) {
  let now = ContinuousClock.now
  var whole = WebSocketFilter()
  var cut = WebSocketFilter()
  let forwarded = whole.take(bytes, at: now)
  var joined: [UInt8]? = []
  for piece in pieces(of: bytes, size: size) {
    guard let more = cut.take(piece, at: now) else {
      joined = nil
      break
    }
    joined? += more
  }
  try require(joined == forwarded, "pieces are read as other frames")
  var left = (forwarded ?? [])[...]
  var pings = 0
  while !left.isEmpty {
    try require(left.count >= 6, "part of a frame is sent on")
    let (first, second) = (left[left.startIndex], left[left.startIndex + 1])
    try require(first == 0x88 || first == 0x89, "no ping or closing frame is sent on")
    try require(second >= 0x80 && second <= 0x80 + 125, "a frame without a mask, or too long")
    let length = 6 + Int(second & 0x7F)
    try require(left.count >= length, "part of a frame is sent on")
    pings += first == 0x89 ? 1 : 0
    left = left.dropFirst(length)
  }
  try require(pings <= 1, "pings come too fast")
}
