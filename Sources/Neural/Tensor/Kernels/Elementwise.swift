import CVectorMath

/// A function of a floating-point number, applied to the elements of tensors.
protocol RealFunction {
  static func apply<T: Real>(_ x: T) -> T
  /// The SIMD implementation for float32, if there is one.
  static var vectorized: vector_function? { get }
}

extension RealFunction {
  static var vectorized: vector_function? { nil }
}

/// A function of a number, integers included, applied to the elements of tensors.
protocol UnaryFunction {
  static func apply<T: Number>(_ x: T) -> T
  /// The SIMD implementation for float32, if there is one.
  static var vectorized: vector_function? { get }
}

extension UnaryFunction {
  static var vectorized: vector_function? { nil }
}

/// A function of two numbers, applied to the elements of tensors.
protocol BinaryFunction {
  static func apply<T: Number>(_ a: T, _ b: T) -> T
}

/// A comparison of two numbers, applied to the elements of tensors.
protocol Comparison {
  static func apply<T: Number>(_ a: T, _ b: T) -> Bool
}

private struct RealMap<Function: RealFunction>: RealKernel {
  let input: Tensor
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    if T.dtype == .float32 && input.isContiguous, let vectorized = Function.vectorized {
      vector_map(
        vectorized, input.pointer(to: Float.self), output.pointer(to: Float.self), output.count)
    } else {
      map(input, output, T.self, T.self) { Function.apply($0) }
    }
  }
}

private struct UnaryMap<Function: UnaryFunction>: NumberKernel {
  let input: Tensor
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    if T.dtype == .float32 && input.isContiguous, let vectorized = Function.vectorized {
      vector_map(
        vectorized, input.pointer(to: Float.self), output.pointer(to: Float.self), output.count)
    } else {
      map(input, output, T.self, T.self) { Function.apply($0) }
    }
  }
}

private struct BinaryMap<Function: BinaryFunction>: NumberKernel {
  let a: Tensor
  let b: Tensor
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    zip(a, b, output, T.self, T.self) { Function.apply($0, $1) }
  }
}

private struct ComparisonMap<Function: Comparison>: NumberKernel {
  let a: Tensor
  let b: Tensor
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    zip(a, b, output, T.self, Bool.self) { Function.apply($0, $1) }
  }
}

/// Writes a function of each element of the input to a contiguous output.
@inline(__always)
func map<T, U>(
  _ input: Tensor, _ output: Tensor, _: T.Type, _: U.Type, _ function: (T) -> U
) {
  let from = input.pointer(to: T.self)
  let into = output.pointer(to: U.self)
  if input.isContiguous {
    for index in 0..<output.count { into[index] = function(from[index]) }
    return
  }
  let iterator = TensorIterator(output.layout.shape, output.layout.strides, input.layout.strides)
  let (count, step) = (iterator.rowCount, iterator.rowStride(1))
  iterator.forEachRow { start, place, _, _ in
    for index in 0..<count { into[start &+ index] = function(from[place &+ index &* step]) }
  }
}

/// Writes a function of the elements of two inputs, broadcast, to a contiguous output.
@inline(__always)
func zip<T, U>(
  _ a: Tensor, _ b: Tensor, _ output: Tensor, _: T.Type, _: U.Type, _ function: (T, T) -> U
) {
  let fromA = a.pointer(to: T.self)
  let fromB = b.pointer(to: T.self)
  let into = output.pointer(to: U.self)
  let count = output.count
  if a.layout.shape == output.layout.shape && a.isContiguous {
    if b.layout.shape == output.layout.shape && b.isContiguous {
      for index in 0..<count { into[index] = function(fromA[index], fromB[index]) }
      return
    }
    if b.layout.shape.product == 1 && count > 0 {
      let value = fromB.pointee
      for index in 0..<count { into[index] = function(fromA[index], value) }
      return
    }
  }
  zipRows(a, b, output, fromA, fromB, into, function)
}

@inline(__always)
private func zipRows<T, U>(
  _ a: Tensor, _ b: Tensor, _ output: Tensor, _ fromA: UnsafeMutablePointer<T>,
  _ fromB: UnsafeMutablePointer<T>, _ into: UnsafeMutablePointer<U>, _ function: (T, T) -> U
) {
  let shape = output.layout.shape
  let iterator = TensorIterator(
    shape, output.layout.strides, a.broadcastStrides(to: shape), b.broadcastStrides(to: shape))
  let (count, strideA, strideB) = (iterator.rowCount, iterator.rowStride(1), iterator.rowStride(2))
  iterator.forEachRow { start, placeA, placeB, _ in
    let (into, fromA, fromB) = (into + start, fromA + placeA, fromB + placeB)
    if strideA == 1 && strideB == 1 {
      for index in 0..<count { into[index] = function(fromA[index], fromB[index]) }
    } else {
      for index in 0..<count {
        into[index] = function(fromA[index &* strideA], fromB[index &* strideB])
      }
    }
  }
}

/// A unary operation on a floating-point tensor, computed in its op-math type.
func rawUnary<F: RealFunction>(_ tensor: Tensor, _: F.Type) -> Tensor {
  let input = rawCast(tensor, to: tensor.dtype.opMathType)
  let output = Tensor(uninitialized: input.layout.shape, input.dtype)
  input.dtype.dispatch(RealMap<F>(input: input, output: output))
  return rawCast(output, to: tensor.dtype)
}

/// A unary operation on a tensor, computed in its op-math type.
func rawUnary<F: UnaryFunction>(_ tensor: Tensor, _: F.Type) -> Tensor {
  let input = rawCast(tensor, to: tensor.dtype.opMathType)
  let output = Tensor(uninitialized: input.layout.shape, input.dtype)
  input.dtype.dispatch(UnaryMap<F>(input: input, output: output))
  return rawCast(output, to: tensor.dtype)
}

/// A binary operation on two tensors, broadcast, in `dtype`.
///
/// - Parameter keepsNumbers: whether a wrapped number, and a scalar as the second operand, aren't
///   rounded to `dtype` before.
func rawBinary<F: BinaryFunction>(
  _ a: Tensor, _ b: Tensor, in dtype: DType, keepsNumbers: Bool = false, _: F.Type
) -> Tensor {
  let opMathType = dtype.opMathType
  let a = a.operand(in: dtype, isKept: keepsNumbers && a.isWrappedNumber)
  let b = b.operand(in: dtype, isKept: keepsNumbers && b.ndim == 0)
  let output = Tensor(uninitialized: broadcast(a.layout.shape, b.layout.shape), opMathType)
  opMathType.dispatch(BinaryMap<F>(a: a, b: b, output: output))
  return rawCast(output, to: dtype)
}

/// A comparison of two tensors, broadcast, in `dtype`; the result is of type bool.
func rawCompare<F: Comparison>(_ a: Tensor, _ b: Tensor, in dtype: DType, _: F.Type) -> Tensor {
  let opMathType = dtype.opMathType
  let a = a.operand(in: dtype)
  let b = b.operand(in: dtype)
  let output = Tensor(uninitialized: broadcast(a.layout.shape, b.layout.shape), .bool)
  opMathType.dispatch(ComparisonMap<F>(a: a, b: b, output: output))
  return output
}
