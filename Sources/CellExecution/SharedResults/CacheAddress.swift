import Foundation

/// Where results are kept that machines share: an address under which each key is a file.
package struct CacheAddress: Hashable, Sendable {
  /// Without the name and password that it may have had.
  package let url: URL
  /// What is sent with each request, if the address has a name and a password.
  let authorization: String?

  /// Reads `http://HOST/PATH` or `https://NAME:PASSWORD@HOST/PATH`; nil for anything else.
  package init?(_ text: String) {
    guard var parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme),
      let host = parts.host, !host.isEmpty, parts.fragment == nil
    else { return nil }
    if let name = parts.user {
      let pair = Data("\(name):\(parts.password ?? "")".utf8)
      authorization = "Basic \(pair.base64EncodedString())"
    } else {
      authorization = nil
    }
    (parts.user, parts.password) = (nil, nil)
    guard let url = parts.url else { return nil }
    self.url = url
  }

  /// The address of a key.
  func url(of key: String) -> URL { url.appending(path: key) }
}
