import Testing

@testable import Neural

extension OperationGoldenTests {
  @Test(arguments: try cases("T")) func T(_ x: GoldenOperation) { x.check { $0.T } }
  @Test(arguments: try cases("flattened")) func flattened(_ x: GoldenOperation) {
    x.check { $0.reshape(-1) }
  }
  @Test(arguments: try cases("flip")) func flip(_ x: GoldenOperation) { x.check { $0.flip([0]) } }
  @Test(arguments: try cases("roll")) func roll(_ x: GoldenOperation) {
    x.check { $0.roll(1, dim: 0) }
  }
  @Test(arguments: try cases("unsqueeze")) func unsqueeze(_ x: GoldenOperation) {
    x.check { $0.unsqueeze(1) }
  }
  @Test(arguments: try cases("squeeze")) func squeeze(_ x: GoldenOperation) {
    x.check { $0.squeeze() }
  }
  @Test(arguments: try cases("chunk")) func chunk(_ x: GoldenOperation) {
    x.check { $0.chunk(2)[$0.shape[0] > 1 ? 1 : 0] }
  }
  @Test(arguments: try cases("split")) func split(_ x: GoldenOperation) {
    x.check { $0.split(2)[0] }
  }
  @Test(arguments: try cases("unbind")) func unbind(_ x: GoldenOperation) {
    x.check { $0.unbind()[0] }
  }
  @Test(arguments: try cases("first")) func first(_ x: GoldenOperation) { x.check { $0[0] } }
  @Test(arguments: try cases("last")) func last(_ x: GoldenOperation) { x.check { $0[..., -1] } }
  @Test(arguments: try cases("newAxis")) func newAxis(_ x: GoldenOperation) {
    x.check { $0[.newAxis] }
  }
  @Test(arguments: try cases("upTo")) func upTo(_ x: GoldenOperation) { x.check { $0[..<1] } }
  @Test(arguments: try cases("stepped")) func stepped(_ x: GoldenOperation) {
    x.check { $0[Slice(step: 2)] }
  }
  @Test(arguments: try cases("picked")) func picked(_ x: GoldenOperation) {
    x.check { $0[[0, 0]] }
  }
  @Test(arguments: try cases("sort")) func sort(_ x: GoldenOperation) {
    x.check { $0.sort().values }
  }
  @Test(arguments: try cases("topk")) func topk(_ x: GoldenOperation) {
    x.check { $0.topk(1).values }
  }
  @Test(arguments: try cases("repeat")) func `repeat`(_ x: GoldenOperation) {
    x.check { $0.repeat([2] + [Int](repeating: 1, count: $0.dim)) }
  }
  @Test(arguments: try cases("masked")) func masked(_ x: GoldenOperation) { x.check { $0[$0 > 0] } }
  @Test(arguments: try cases("maskedFill")) func maskedFill(_ x: GoldenOperation) {
    x.check { $0.maskedFill($0 > 0, 0.25) }
  }
  @Test(arguments: try cases("select")) func select(_ x: GoldenOperation) {
    x.check { $0.indexSelect(dim: 0, Tensor([0, 0])) }
  }
  @Test(arguments: try cases("gather")) func gather(_ x: GoldenOperation) {
    x.check { $0.gather(dim: -1, .zeros($0.shape.dropLast() + [2], dtype: .int64)) }
  }
  @Test(arguments: try cases("cat")) func cat(_ x: GoldenOperation) {
    x.check { .cat([$0, $0 * 2]) }
  }
  @Test(arguments: try cases("stack")) func stack(_ x: GoldenOperation) {
    x.check { .stack([$0, $0], dim: -1) }
  }
  @Test(arguments: try cases("expand")) func expand(_ x: GoldenOperation) {
    x.check { $0.expand([2] + $0.shape) }
  }
  @Test(arguments: try cases("narrow")) func narrow(_ x: GoldenOperation) {
    x.check { $0.narrow(dim: 0, start: 0, length: 1) }
  }
  @Test(arguments: try cases("transpose")) func transpose(_ x: GoldenOperation) {
    x.check { $0.transpose(0, 1) }
  }
  @Test(arguments: try cases("t")) func t(_ x: GoldenOperation) { x.check { $0.t() } }
  @Test(arguments: try cases("tril")) func tril(_ x: GoldenOperation) { x.check { $0.tril() } }
  @Test(arguments: try cases("triu")) func triu(_ x: GoldenOperation) { x.check { $0.triu() } }
  @Test(arguments: try cases("diag")) func diag(_ x: GoldenOperation) { x.check { $0.diag() } }
  @Test(arguments: try cases("diagonal")) func diagonal(_ x: GoldenOperation) {
    x.check { $0.diagonal() }
  }
  @Test(arguments: try cases("permute")) func permute(_ x: GoldenOperation) {
    x.check { $0.permute(1, 0) }
  }
  @Test(arguments: try cases("corner")) func corner(_ x: GoldenOperation) {
    x.check { $0[..<1, 0] }
  }
  @Test(arguments: try cases("rows")) func rows(_ x: GoldenOperation) {
    x.check { $0[Tensor([1, 0]), 0..<1] }
  }
  @Test(arguments: try cases("points")) func points(_ x: GoldenOperation) {
    x.check { $0[[0, 1], [1, 0]] }
  }
  @Test(arguments: try cases("row")) func row(_ x: GoldenOperation) { x.check { $0[1, 0...] } }
  @Test(arguments: try cases("view")) func view(_ x: GoldenOperation) {
    x.check { $0.contiguous().view(-1, 1) }
  }
}
