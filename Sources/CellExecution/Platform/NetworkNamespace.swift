/// Networks of their own, which the cells of documents get where the system allows it: they reach nobody, and
/// nobody reaches the servers that they start.
package enum NetworkNamespace {
  /// Whether this user may have some. It takes a few milliseconds.
  package static func isAvailable() async -> Bool {
    #if os(Linux)
      for words in [["--net"], ["--user", "--net"]] {
        let result = try? await Tool.run(["/usr/bin/unshare"] + words + ["/bin/true"])
        if result?.succeeded == true { return true }
      }
    #endif
    return false
  }
}
