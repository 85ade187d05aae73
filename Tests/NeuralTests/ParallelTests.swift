import CVectorMath
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import Neural

@_silgen_name("fork") private func forked() -> pid_t

/// Work that is large enough to be shared among threads.
@Suite(.serialized, .usesGlobalState) struct ParallelTests {
  @Test func `every part is done once`() {
    for count in [0, 1, 16_384, 16_385, 100_003] {
      let x = Tensor.arange(count).to(.float32)
      let y = (x - 50_000).relu()
      let expected = (0..<count).reduce(0) { $0 + max(0, $1 - 50_000) }
      #expect(y.to(.float64).sum().item(as: Double.self) == Double(expected))
    }
  }

  @Test func `sums of many are exact where floats are`() {
    #expect(vector_sum([Float](repeating: 1, count: 5_000_001), 5_000_001) == 5_000_001)
  }

  @Test func `the softmax of large rows is that of small ones`() {
    let x = Tensor.randn(300, 512)
    let whole = x.softmax(dim: 1)
    for row in [0, 31, 32, 150, 299] {
      #expect(whole[row].array(of: Float.self) == x[row].softmax(dim: 0).array(of: Float.self))
    }
  }

  @Test func `the child of a fork works in parallel too`() {
    let x = Tensor.ones(1_000_000)
    #expect(vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000)
    let child = forked()
    if child == 0 {
      alarm(20)
      let isRight = vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000
      _exit(isRight && threadCount() >= min(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))) ? 0 : 1)
    }
    var status: Int32 = -1
    waitpid(child, &status, 0)
    #expect(status == 0)
    #expect(vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000)
  }

  /// How many threads this process has; those of a parent don't live on in the child.
  private func threadCount() -> Int {
    guard let folder = opendir("/proc/self/task") else { return 0 }
    defer { closedir(folder) }
    var count = -2
    while readdir(folder) != nil { count += 1 }
    return count
  }
}
