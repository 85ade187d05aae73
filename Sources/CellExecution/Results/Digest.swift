import CCrypto
import Foundation

/// SHA-256 of texts, from OpenSSL.
package enum Digest {
  /// The digest of some texts in hexadecimal; where one ends and the next begins counts.
  package static func hex(_ parts: [String]) -> String {
    var hasher = Hasher()
    for part in parts {
      hasher.update("\(part.utf8.count):")
      hasher.update(part)
    }
    return hasher.finish()
  }

  /// The digest of bytes in hexadecimal.
  package static func hex(_ bytes: some ContiguousBytes) -> String {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
  }

  /// Digests bytes as they come.
  struct Hasher: ~Copyable {
    private let context = EVP_MD_CTX_new()

    init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

    deinit { EVP_MD_CTX_free(context) }

    mutating func update(_ text: String) {
      var text = text
      text.withUTF8 { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    mutating func finish() -> String {
      var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
      var count: UInt32 = 0
      EVP_DigestFinal_ex(context, &digest, &count)
      return digest.prefix(Int(count)).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }.joined()
    }
  }
}
