import CVectorMath
import Glibc
import Testing

@testable import Neural

@_silgen_name("fork") private func forked() -> pid_t

/// Work that is large enough to be shared among threads.
@Suite(.serialized) struct ParallelTests {
  @Test func everyPartIsDoneOnce() {
    for count in [0, 1, 16_384, 16_385, 100_003] {
      let x = Tensor.arange(count).to(.float32)
      let y = (x - 50_000).relu()
      let expected = (0..<count).reduce(0) { $0 + max(0, $1 - 50_000) }
      #expect(y.to(.float64).sum().item(as: Double.self) == Double(expected))
    }
  }

  @Test func sumsOfManyAreExactWhereFloatsAre() {
    #expect(vector_sum([Float](repeating: 1, count: 5_000_001), 5_000_001) == 5_000_001)
  }

  @Test func largeRowsAreSoftmaxedAsSmallOnesAre() {
    let x = Tensor.randn(300, 512)
    let whole = x.softmax(dim: 1)
    for row in [0, 31, 32, 150, 299] {
      #expect(whole[row].array(of: Float.self) == x[row].softmax(dim: 0).array(of: Float.self))
    }
  }

  @Test func childOfAForkWorksInParallelToo() {
    let x = Tensor.ones(1_000_000)
    #expect(vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000)
    let child = forked()
    if child == 0 {
      alarm(20)
      _exit(vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000 ? 0 : 1)
    }
    var status: Int32 = -1
    waitpid(child, &status, 0)
    #expect(status == 0)
    #expect(vector_sum(x.pointer(to: Float.self), x.count) == 1_000_000)
  }
}
