import CCrypto

/// Checksums of files, by OpenSSL.
enum Checksum {
  /// The MD5 digest in hexadecimal.
  static func md5(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    EVP_Digest(bytes, bytes.count, &digest, &count, EVP_md5(), nil)
    return digest.prefix(Int(count))
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
