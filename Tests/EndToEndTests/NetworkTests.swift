import CellExecution
import Foundation
import Testing

@testable import ChapterModel

@Suite struct NetworkTests {
  /// Says in what network it is, and connects to a server of its own.
  private static let document = """
    ```swift
    import Foundation
    print(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net"))
    ```
    ```swift
    import Glibc
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        _ = bind(server, place, size)
        _ = listen(server, 1)
        _ = getsockname(server, place, &size)
        return connect(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), place, size)
      }
    }
    print(connected)
    ```

    """

  private func outputs(network: Bool) async throws -> [String] {
    let package = try await ShapesPackage.shared.value
    let name = "network-\(network).md"
    let file = package.root.url.appending(path: name)
    try Data(Self.document.utf8).write(to: file)
    let settings = try DocumentSettings("- paths: \(name)\n  network: \(network)\n")
    let chapter = try Chapter(contentsOf: file, shownAs: name)
      .readingAsDocC(in: package.root).applying(settings)
    let result = try await package.executor.run(chapter)
    return chapter.cells.map { result.cells[$0.index]?.output.text ?? "" }
  }

  @Test func `cells have a network of their own, unless a document asks for the system's`()
    async throws
  {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
    #expect(try await outputs(network: true) == ["\(own)\n", "0\n"])
    let apart = try await outputs(network: false)
    #expect((apart.first != "\(own)\n") == (await NetworkNamespace.isAvailable()))
    #expect(apart.last == "0\n")
  }
}
