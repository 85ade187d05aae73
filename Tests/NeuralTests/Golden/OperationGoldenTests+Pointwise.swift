import Testing

@testable import Neural

extension OperationGoldenTests {
  @Test(arguments: try cases("neg")) func neg(_ x: GoldenOperation) { x.check { -$0 } }
  @Test(arguments: try cases("exp")) func exp(_ x: GoldenOperation) { x.check { $0.exp() } }
  @Test(arguments: try cases("expm1")) func expm1(_ x: GoldenOperation) { x.check { $0.expm1() } }
  @Test(arguments: try cases("sin")) func sin(_ x: GoldenOperation) { x.check { $0.sin() } }
  @Test(arguments: try cases("cos")) func cos(_ x: GoldenOperation) { x.check { $0.cos() } }
  @Test(arguments: try cases("tan")) func tan(_ x: GoldenOperation) { x.check { $0.tan() } }
  @Test(arguments: try cases("atan")) func atan(_ x: GoldenOperation) { x.check { $0.atan() } }
  @Test(arguments: try cases("tanh")) func tanh(_ x: GoldenOperation) { x.check { $0.tanh() } }
  @Test(arguments: try cases("sigmoid")) func sigmoid(_ x: GoldenOperation) {
    x.check { $0.sigmoid() }
  }
  @Test(arguments: try cases("relu")) func relu(_ x: GoldenOperation) { x.check { $0.relu() } }
  @Test(arguments: try cases("abs")) func abs(_ x: GoldenOperation) { x.check { $0.abs() } }
  @Test(arguments: try cases("sign")) func sign(_ x: GoldenOperation) { x.check { $0.sign() } }
  @Test(arguments: try cases("floor")) func floor(_ x: GoldenOperation) { x.check { $0.floor() } }
  @Test(arguments: try cases("ceil")) func ceil(_ x: GoldenOperation) { x.check { $0.ceil() } }
  @Test(arguments: try cases("round")) func round(_ x: GoldenOperation) { x.check { $0.round() } }
  @Test(arguments: try cases("trunc")) func trunc(_ x: GoldenOperation) { x.check { $0.trunc() } }
  @Test(arguments: try cases("square")) func square(_ x: GoldenOperation) {
    x.check { $0.square() }
  }
  @Test(arguments: try cases("cube")) func cube(_ x: GoldenOperation) { x.check { $0.pow(3) } }
  @Test(arguments: try cases("erf")) func erf(_ x: GoldenOperation) { x.check { $0.erf() } }
  @Test(arguments: try cases("gelu")) func gelu(_ x: GoldenOperation) { x.check { $0.gelu() } }
  @Test(arguments: try cases("geluTanh")) func geluTanh(_ x: GoldenOperation) {
    x.check { $0.gelu(approximatesWithTanh: true) }
  }
  @Test(arguments: try cases("silu")) func silu(_ x: GoldenOperation) { x.check { $0.silu() } }
  @Test(arguments: try cases("elu")) func elu(_ x: GoldenOperation) { x.check { $0.elu() } }
  @Test(arguments: try cases("softplus")) func softplus(_ x: GoldenOperation) {
    x.check { $0.softplus() }
  }
  @Test(arguments: try cases("leakyReLU")) func leakyReLU(_ x: GoldenOperation) {
    x.check { $0.leakyReLU() }
  }
  @Test(arguments: try cases("plusOne")) func plusOne(_ x: GoldenOperation) { x.check { $0 + 1 } }
  @Test(arguments: try cases("oneMinus")) func oneMinus(_ x: GoldenOperation) { x.check { 1 - $0 } }
  @Test(arguments: try cases("timesTwo")) func timesTwo(_ x: GoldenOperation) {
    x.check { $0 * 2.5 }
  }
  @Test(arguments: try cases("half")) func half(_ x: GoldenOperation) { x.check { $0 / 2 } }
  @Test(arguments: try cases("clone")) func clone(_ x: GoldenOperation) { x.check { $0.clone() } }
  @Test(arguments: try cases("clamp")) func clamp(_ x: GoldenOperation) {
    x.check { $0.clamp(min: -0.5, max: 0.5) }
  }
  @Test(arguments: try cases("clampMin")) func clampMin(_ x: GoldenOperation) {
    x.check { $0.clamp(min: 0.1) }
  }
  @Test(arguments: try cases("remainder")) func remainder(_ x: GoldenOperation) {
    x.check { $0 % 0.3 }
  }
  @Test(arguments: try cases("log")) func log(_ x: GoldenOperation) { x.check { $0.log() } }
  @Test(arguments: try cases("log1p")) func log1p(_ x: GoldenOperation) { x.check { $0.log1p() } }
  @Test(arguments: try cases("log2")) func log2(_ x: GoldenOperation) { x.check { $0.log2() } }
  @Test(arguments: try cases("log10")) func log10(_ x: GoldenOperation) { x.check { $0.log10() } }
  @Test(arguments: try cases("sqrt")) func sqrt(_ x: GoldenOperation) { x.check { $0.sqrt() } }
  @Test(arguments: try cases("rsqrt")) func rsqrt(_ x: GoldenOperation) { x.check { $0.rsqrt() } }
  @Test(arguments: try cases("reciprocal")) func reciprocal(_ x: GoldenOperation) {
    x.check { $0.reciprocal() }
  }
  @Test(arguments: try cases("pow1.5")) func `pow1.5`(_ x: GoldenOperation) {
    x.check { $0.pow(1.5) }
  }
  @Test(arguments: try cases("pow-2")) func `pow-2`(_ x: GoldenOperation) { x.check { $0.pow(-2) } }
  @Test(arguments: try cases("oneOver")) func oneOver(_ x: GoldenOperation) { x.check { 1 / $0 } }
  @Test(arguments: try cases("asin")) func asin(_ x: GoldenOperation) { x.check { $0.asin() } }
  @Test(arguments: try cases("acos")) func acos(_ x: GoldenOperation) { x.check { $0.acos() } }
  @Test(arguments: try cases("powHalf")) func powHalf(_ x: GoldenOperation) {
    x.check { $0.pow(0.5) }
  }
  @Test(arguments: try cases("add")) func add(_ x: GoldenOperation) { x.check { $0 + $1 } }
  @Test(arguments: try cases("sub")) func sub(_ x: GoldenOperation) { x.check { $0 - $1 } }
  @Test(arguments: try cases("mul")) func mul(_ x: GoldenOperation) { x.check { $0 * $1 } }
  @Test(arguments: try cases("div")) func div(_ x: GoldenOperation) { x.check { $0 / $1 } }
  @Test(arguments: try cases("logAddExp")) func logAddExp(_ x: GoldenOperation) {
    x.check { $0.logAddExp($1) }
  }
  @Test(arguments: try cases("maximum")) func maximum(_ x: GoldenOperation) {
    x.check { $0.maximum($1) }
  }
  @Test(arguments: try cases("minimum")) func minimum(_ x: GoldenOperation) {
    x.check { $0.minimum($1) }
  }
  @Test(arguments: try cases("where")) func `where`(_ x: GoldenOperation) {
    x.check { .where($0 > $1, $0, $1) }
  }
  @Test(arguments: try cases("powTensor")) func powTensor(_ x: GoldenOperation) {
    x.check { $0.pow($1) }
  }
  @Test(arguments: try cases("less")) func less(_ x: GoldenOperation) { x.check { $0 < $1 } }
  @Test(arguments: try cases("equal")) func equal(_ x: GoldenOperation) { x.check { $0 == $1 } }
  @Test(arguments: try cases("bitAnd")) func bitAnd(_ x: GoldenOperation) { x.check { $0 & $1 } }
  @Test(arguments: try cases("bitOr")) func bitOr(_ x: GoldenOperation) { x.check { $0 | $1 } }
  @Test(arguments: try cases("bitXor")) func bitXor(_ x: GoldenOperation) { x.check { $0 ^ $1 } }
  @Test(arguments: try cases("bitNot")) func bitNot(_ x: GoldenOperation) { x.check { ~$0 } }
  @Test(arguments: try cases("bitAndNumber")) func bitAndNumber(_ x: GoldenOperation) {
    x.check { $0 & 6 }
  }
  @Test(arguments: try cases("floorDivide")) func floorDivide(_ x: GoldenOperation) {
    x.check { $0.floorDivide($1) }
  }
  @Test(arguments: try cases("remainderTensor")) func remainderTensor(_ x: GoldenOperation) {
    x.check { $0 % $1 }
  }
}
