/// Single-precision logarithm, sine and cosine after S. Moshier's Cephes library, with fused
/// multiply-adds, in the order of operations that PyTorch's vector code for the normal distribution
/// uses. Every rounding counts: the results are compared bit for bit.
enum CephesFloat {
  /// The natural logarithm of a normal positive number.
  @inline(__always)
  static func log(_ x: Float) -> Float {
    var exponent = Float(Int32(x.bitPattern >> 23) - 0x7F + 1)
    // The significand in [1/2, 1).
    var m = Float(bitPattern: x.bitPattern & 0x007F_FFFF | 0x3F00_0000)
    if m < 0.707106781186547524 {
      exponent -= 1
      m = m - 1 + m
    } else {
      m -= 1
    }
    let z = m * m
    var y: Float = 7.0376836292E-2
    y = Float(-1.1514610310E-1).addingProduct(y, m)
    y = Float(1.1676998740E-1).addingProduct(y, m)
    y = Float(-1.2420140846E-1).addingProduct(y, m)
    y = Float(1.4249322787E-1).addingProduct(y, m)
    y = Float(-1.6668057665E-1).addingProduct(y, m)
    y = Float(2.0000714765E-1).addingProduct(y, m)
    y = Float(-2.4999993993E-1).addingProduct(y, m)
    y = Float(3.3333331174E-1).addingProduct(y, m)
    y *= m
    y = (exponent * -2.12194440e-4).addingProduct(y, z)
    y = y.addingProduct(-z, 0.5)
    return (m + y).addingProduct(exponent, 0.693359375)
  }

  /// Sine and cosine of a number that isn't negative.
  @inline(__always)
  static func sineAndCosine(_ x: Float) -> (sine: Float, cosine: Float) {
    let octant = (Int32(x * 1.27323954473516) + 1) & ~1
    let turns = Float(octant)
    // Takes off the octants in three parts of π/4, the first two exact.
    var r = x.addingProduct(turns, -0.78515625)
    r = r.addingProduct(turns, -2.4187564849853515625e-4)
    r = r.addingProduct(turns, -3.77489497744594108e-8)
    let z = r * r

    var even: Float = 2.443315711809948E-005
    even = Float(-1.388731625493765E-003).addingProduct(even, z)
    even = Float(4.166664568298827E-002).addingProduct(even, z)
    even *= z
    even = (z * -0.5).addingProduct(even, z)
    even += 1

    var odd: Float = -1.9515295891E-4
    odd = Float(8.3321608736E-3).addingProduct(odd, z)
    odd = Float(-1.6666654611E-1).addingProduct(odd, z)
    odd *= z
    odd = r.addingProduct(odd, r)

    let (sine, cosine) = octant & 2 == 0 ? (odd, even) : (even, odd)
    return (octant & 4 == 0 ? sine : -sine, ~(octant - 2) & 4 == 0 ? cosine : -cosine)
  }
}
