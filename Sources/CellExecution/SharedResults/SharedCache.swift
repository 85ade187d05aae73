import Foundation
import SourceModel

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Results that machines share, as any server keeps them that answers GET and takes PUT.
///
/// A server that can't be reached, or says what isn't a result, is as good as an empty one: a run never fails
/// because of it, and says once that it goes on without.
package actor SharedCache {
  /// What one result may take, here and at the server.
  package static let longestEntry = 16 << 20

  private let address: CacheAddress
  private let client: HTTPClient
  private let session: URLSession
  private let complain: @Sendable (String) -> Void
  private var reads = true
  private var writes: Bool

  /// - Parameters:
  ///   - isReadOnly: Whether results are only taken from it.
  ///   - seconds: How long the server may take for an answer.
  ///   - complain: Is told, in a sentence, if the server is of no use.
  package init(
    _ address: CacheAddress, isReadOnly: Bool = false, seconds: Double = 10,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.address = address
    self.complain = complain
    writes = !isReadOnly
    client = HTTPClient(seconds: seconds, longestBody: Self.longestEntry)
    session = client.session()
  }

  deinit { session.finishTasksAndInvalidate() }

  /// What is kept under a key, if that is there and whole.
  func content(of key: String) async -> Data? {
    guard reads else { return nil }
    do {
      let response = try await client.send(request("GET", key), in: session)
      switch response.status {
      case 200: return SharedEntry.content(of: response.body, key: key)
      case 404, 410: return nil
      default: return giveUp(because: "it answers a GET with \(response.status)")
      }
    } catch HTTPClient.Failure.tooLong {
      return nil
    } catch {
      return giveUp(because: "\(error)")
    }
  }

  /// Keeps something under a key.
  func keep(_ content: Data, as key: String) async {
    let entry = SharedEntry.bytes(of: content, key: key)
    guard writes, entry.count <= Self.longestEntry else { return }
    var request = request("PUT", key)
    request.httpBody = entry
    do {
      let status = try await client.send(request, in: session).status
      // Another machine may have been first, where nothing may be overwritten.
      if !(200..<300).contains(status), status != 409, status != 412, writes {
        writes = false
        complain("note: the cache \(address.url) takes no results: it answers a PUT with \(status)")
      }
    } catch {
      giveUp(because: "\(error)")
    }
  }

  private func request(_ method: String, _ key: String) -> URLRequest {
    var request = URLRequest(url: address.url(of: key))
    request.httpMethod = method
    request.setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
    if let authorization = address.authorization {
      request.setValue(authorization, forHTTPHeaderField: "Authorization")
    }
    return request
  }

  @discardableResult private func giveUp(because reason: String) -> Data? {
    // Of several requests that were under way, the first has said it.
    if reads || writes {
      complain("note: going on without the cache \(address.url): \(reason)")
    }
    (reads, writes) = (false, false)
    return nil
  }
}

/// What a server keeps: a line with the key and a digest, and the content.
enum SharedEntry {
  private static let name = "chapters-result"

  static func bytes(of content: Data, key: String) -> Data {
    Data("\(name) \(key) \(Digest.hex(content))\n".utf8) + content
  }

  /// The content, if the bytes are whole and were kept under this key.
  static func content(of bytes: Data, key: String) -> Data? {
    guard let end = bytes.firstIndex(of: .lineFeed) else { return nil }
    let content = bytes[bytes.index(after: end)...]
    let heading = "\(name) \(key) \(Digest.hex(content))"
    return bytes[..<end].elementsEqual(heading.utf8) ? Data(content) : nil
  }
}
