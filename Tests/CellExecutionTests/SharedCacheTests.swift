import Foundation
import Testing

@testable import CellExecution

@Suite struct SharedCacheTests {
  private let complaints = Complaints()
  private static let key = Digest.hex(["a run"])
  private static let content = Data("what came of it".utf8)

  private func cache(
    _ address: String, isReadOnly: Bool = false, seconds: Double = 600
  ) throws -> SharedCache {
    let address = try #require(CacheAddress(address))
    return SharedCache(address, isReadOnly: isReadOnly, seconds: seconds) { [complaints] in
      complaints.add($0)
    }
  }

  @Test(arguments: [false, true])
  func `what one machine keeps, another finds`(hasIPv6Address: Bool) async throws {
    let server = try CacheServer(isNewer: hasIPv6Address)
    let address = try await server.start() + "/results"
    let one = try cache(address)
    #expect(await one.content(of: Self.key) == nil)
    await one.keep(Self.content, as: Self.key)
    #expect(await (try cache(address)).content(of: Self.key) == Self.content)
    let path = "/results/\(Self.key)"
    #expect(await server.requests == ["GET \(path)", "PUT \(path)", "GET \(path)"])
    #expect(complaints.all.isEmpty)
    await server.stop()
  }

  /// What a server may say that isn't the result.
  private static let wrongAnswers: [Data] = {
    let whole = SharedEntry.bytes(of: content, key: key)
    let others = SharedEntry.bytes(of: content, key: Digest.hex(["another run"]))
    let changed = Data(whole.dropLast() + [0])
    return [
      Data(), whole.dropLast(), whole.prefix(20), others, changed, whole + Data("!".utf8),
      Data("<html>Sign in to read this</html>\n".utf8),
      Data(count: SharedCache.longestEntry + 1),
    ]
  }()

  @Test(arguments: wrongAnswers.indices, [false, true])
  func `a wrong or cut answer is a miss`(_ number: Int, hasIPv6Address: Bool) async throws {
    let server = try CacheServer(isNewer: hasIPv6Address)
    let address = try await server.start()
    await server.keep(Self.wrongAnswers[number], at: "/\(Self.key)")
    let cache = try cache(address)
    #expect(await cache.content(of: Self.key) == nil)
    // The next run's result takes its place.
    await cache.keep(Self.content, as: Self.key)
    #expect(await cache.content(of: Self.key) == Self.content)
    #expect(complaints.all.isEmpty)
    await server.stop()
  }

  @Test(arguments: ["127.0.0.1", "[::1]"])
  func `a server that isn't there is spoken of once`(_ host: String) async throws {
    // Nobody listens at the first port.
    let cache = try cache("http://\(host):1/results")
    #expect(await cache.content(of: Self.key) == nil)
    #expect(await cache.content(of: Self.key) == nil)
    await cache.keep(Self.content, as: Self.key)
    #expect(complaints.all.count == 1)
    #expect(
      complaints.all.first?.hasPrefix(
        "note: going on without the cache http://\(host):1/results: ")
        == true)
  }

  @Test func `a server that never answers is waited for once`() async throws {
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listening) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listening, $0, size)
        _ = listen(listening, 4)
        _ = getsockname(listening, $0, &size)
      }
    }
    let port = UInt16(bigEndian: address.sin_port)
    let cache = try cache("http://127.0.0.1:\(port)", seconds: 0.2)
    #expect(await cache.content(of: Self.key) == nil)
    #expect(await cache.content(of: Self.key) == nil)
    #expect(
      complaints.all == [
        "note: going on without the cache http://127.0.0.1:\(port): it has not answered within 0.2 s"
      ])
  }

  @Test func `numbers are asked over http alone`() async throws {
    let cache = try cache("https://[::1]:1/results")
    #expect(await cache.content(of: Self.key) == nil)
    #expect(complaints.all.count == 1)
  }

  @Test func `a cache that is only read is sent nothing`() async throws {
    let server = try CacheServer()
    let address = try await server.start()
    await (try cache(address, isReadOnly: true)).keep(Self.content, as: Self.key)
    #expect(await server.requests == [])
    await server.stop()
  }

  @Test func `what is too long isn't sent`() async throws {
    let server = try CacheServer()
    let address = try await server.start()
    await (try cache(address)).keep(Data(count: SharedCache.longestEntry), as: Self.key)
    #expect(await server.requests == [])
    await server.stop()
  }

  @Test func `a server that takes nothing is read, and spoken of once`() async throws {
    let server = try CacheServer()
    let address = try await server.start()
    await server.refuse(.PUT, with: 403)
    await server.keep(SharedEntry.bytes(of: Self.content, key: Self.key), at: "/\(Self.key)")
    let cache = try cache(address)
    await cache.keep(Self.content, as: Self.key)
    await cache.keep(Self.content, as: Self.key)
    #expect(await cache.content(of: Self.key) == Self.content)
    #expect(
      complaints.all == [
        "note: the cache \(address) takes no results: it answers a PUT with 403"
      ])
    await server.stop()
  }

  @Test(arguments: [false, true])
  func `a name and password are sent, and never said`(hasIPv6Address: Bool) async throws {
    let server = try CacheServer(isNewer: hasIPv6Address)
    let address = try await server.start()
    let named = address.replacing("http://", with: "http://me:secret@")
    await server.refuse(.GET, with: 401)
    #expect(await (try cache(named)).content(of: Self.key) == nil)
    #expect(await server.authorization == "Basic bWU6c2VjcmV0")
    #expect(
      complaints.all == ["note: going on without the cache \(address): it answers a GET with 401"])
    await server.stop()
  }

  @Test(arguments: [
    "", "cache.example", "ftp://cache.example", "file:///tmp", "http://", "http:///a",
  ])
  func `what is no address of a server is refused`(_ text: String) {
    #expect(CacheAddress(text) == nil)
  }

  @Test func `sources are the same wherever they lie`() throws {
    let folders = ["one", "two"].map {
      FileManager.default.temporaryDirectory.appending(path: "inputs-\(getpid())/\($0)")
    }
    defer { try? FileManager.default.removeItem(at: folders[0].deletingLastPathComponent()) }
    for folder in folders {
      try FileManager.default.createDirectory(
        at: folder.appending(path: "Sources"), withIntermediateDirectories: true)
      try Data("let a = 1".utf8).write(to: folder.appending(path: "Sources/a.swift"))
      try Data("// a manifest".utf8).write(to: folder.appending(path: "Package.swift"))
    }
    func contents(_ folder: URL) -> [String]? {
      BuildInputs(
        packages: [folder.path],
        folders: [BuildInputs.Folder(path: folder.appending(path: "Sources").path)]
      ).contents(in: folder.path)
    }
    let first = try #require(contents(folders[0]))
    #expect(first.map { $0.prefix { $0 != " " } } == ["Package.swift", "Sources/a.swift"])
    #expect(contents(folders[1]) == first)
    try Data("let a = 2".utf8).write(to: folders[1].appending(path: "Sources/a.swift"))
    #expect(contents(folders[1]) != first)
  }
}
