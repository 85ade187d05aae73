import Testing

@testable import Neural

extension OperationGoldenTests {
  @Test(arguments: try cases("sum")) func sum(_ x: GoldenOperation) { x.check { $0.sum() } }
  @Test(arguments: try cases("mean")) func mean(_ x: GoldenOperation) { x.check { $0.mean() } }
  @Test(arguments: try cases("prod")) func prod(_ x: GoldenOperation) { x.check { $0.prod() } }
  @Test(arguments: try cases("norm")) func norm(_ x: GoldenOperation) { x.check { $0.norm() } }
  @Test(arguments: try cases("sumDim")) func sumDim(_ x: GoldenOperation) {
    x.check { $0.sum(dim: -1) }
  }
  @Test(arguments: try cases("sumKeep")) func sumKeep(_ x: GoldenOperation) {
    x.check { $0.sum(dim: 0, keepDim: true) }
  }
  @Test(arguments: try cases("meanDim")) func meanDim(_ x: GoldenOperation) {
    x.check { $0.mean(dim: -1) }
  }
  @Test(arguments: try cases("softmax")) func softmax(_ x: GoldenOperation) {
    x.check { $0.softmax(dim: -1) }
  }
  @Test(arguments: try cases("softmax0")) func softmax0(_ x: GoldenOperation) {
    x.check { $0.softmax(dim: 0) }
  }
  @Test(arguments: try cases("logSoftmax")) func logSoftmax(_ x: GoldenOperation) {
    x.check { $0.logSoftmax(dim: -1) }
  }
  @Test(arguments: try cases("cumsum")) func cumsum(_ x: GoldenOperation) {
    x.check { $0.cumsum(dim: 0) }
  }
  @Test(arguments: try cases("prodDim")) func prodDim(_ x: GoldenOperation) {
    x.check { $0.prod(dim: -1) }
  }
  @Test(arguments: try cases("normDim")) func normDim(_ x: GoldenOperation) {
    x.check { $0.norm(dim: -1) }
  }
  @Test(arguments: try cases("maxDim")) func maxDim(_ x: GoldenOperation) {
    x.check { $0.max(dim: -1).values }
  }
  @Test(arguments: try cases("minDim")) func minDim(_ x: GoldenOperation) {
    x.check { $0.min(dim: 0).values }
  }
  @Test(arguments: try cases("amax")) func amax(_ x: GoldenOperation) {
    x.check { $0.amax(dim: [-1]) }
  }
  @Test(arguments: try cases("max")) func max(_ x: GoldenOperation) { x.check { $0.max() } }
  @Test(arguments: try cases("min")) func min(_ x: GoldenOperation) { x.check { $0.min() } }
  @Test(arguments: try cases("logSumExp")) func logSumExp(_ x: GoldenOperation) {
    x.check { $0.logSumExp(dim: -1) }
  }
  @Test(arguments: try cases("var")) func `var`(_ x: GoldenOperation) { x.check { $0.var() } }
  @Test(arguments: try cases("varDim")) func varDim(_ x: GoldenOperation) {
    x.check { $0.var(dim: -1) }
  }
  @Test(arguments: try cases("std")) func std(_ x: GoldenOperation) { x.check { $0.std() } }
  @Test(arguments: try cases("stdDim")) func stdDim(_ x: GoldenOperation) {
    x.check { $0.std(dim: -1) }
  }
  @Test(arguments: try cases("argmax")) func argmax(_ x: GoldenOperation) {
    x.check { $0.argmax() }
  }
  @Test(arguments: try cases("argmin")) func argmin(_ x: GoldenOperation) {
    x.check { $0.argmin() }
  }
  @Test(arguments: try cases("nonzero")) func nonzero(_ x: GoldenOperation) {
    x.check { $0.nonzero() }
  }
  @Test(arguments: try cases("argsort")) func argsort(_ x: GoldenOperation) {
    x.check { $0.argsort() }
  }
}
