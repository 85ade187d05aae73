/// Elementwise programs on tensors, not recorded: results are new tensors, in the inputs' memory order.
extension ElementwiseProgram {
  /// The result for one input.
  ///
  /// - Parameters:
  ///   - type: the type in which it is computed; see ``DType/computeType``.
  ///   - dtype: the result's.
  func map(_ a: Tensor, in type: DType, to dtype: DType, parameters: [Double] = []) -> Tensor {
    if a.isContiguous {
      let output = Tensor(uninitialized: a.layout.shape, dtype)
      output.backend.mapInOrder(self, a, into: output, in: type, parameters: parameters)
      return output
    }
    let output = Tensor(uninitialized: a.layout.shape, inOrderOf: [a], dtype)
    run([a], into: [output], in: type, parameters: parameters)
    return output
  }

  /// The result for two inputs, broadcast.
  func map(
    _ a: Tensor, _ b: Tensor, in type: DType, to dtype: DType, parameters: [Double] = []
  ) -> Tensor {
    let shape = broadcast(a.layout.shape, b.layout.shape)
    if shape.product > 0 && a.isInOrder(of: shape) && b.isInOrder(of: shape) {
      let output = Tensor(uninitialized: shape, dtype)
      output.backend.mapInOrder(self, a, b, into: output, in: type, parameters: parameters)
      return output
    }
    let output = Tensor(uninitialized: shape, inOrderOf: [a, b], dtype)
    run([a, b], into: [output], in: type, parameters: parameters)
    return output
  }

  /// The result for three inputs, broadcast.
  func map(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, in type: DType, to dtype: DType,
    parameters: [Double] = []
  ) -> Tensor {
    let shape = broadcast(broadcast(a.layout.shape, b.layout.shape), c.layout.shape)
    let output = Tensor(uninitialized: shape, inOrderOf: [a, b, c], dtype)
    run([a, b, c], into: [output], in: type, parameters: parameters)
    return output
  }

  /// Writes the results for some inputs, broadcast, into tensors of one shape.
  func run(
    _ inputs: [RawTensor], into outputs: [RawTensor], in type: DType, parameters: [Double] = []
  ) { outputs[0].backend.run(self, inputs, into: outputs, in: type, parameters: parameters) }
}

/// A unary operation on a tensor, in its dtype.
@inline(__always)
func rawUnary(_ tensor: Tensor, _ program: ElementwiseProgram, parameters: [Double] = []) -> Tensor
{
  program.map(tensor, in: tensor.dtype.computeType, to: tensor.dtype, parameters: parameters)
}

/// A binary operation on two tensors, broadcast, in `dtype`.
///
/// - Parameter keepsNumbers: whether a wrapped number, and a scalar as the second operand, aren't
///   rounded to `dtype` before.
func rawBinary(
  _ a: Tensor, _ b: Tensor, in dtype: DType, keepsNumbers: Bool = false,
  _ program: ElementwiseProgram, parameters: [Double] = []
) -> Tensor {
  program.map(
    a.elementwiseOperand(in: dtype, isKept: keepsNumbers && a.isWrappedNumber),
    b.elementwiseOperand(in: dtype, isKept: keepsNumbers && b.ndim == 0), in: dtype.computeType,
    to: dtype,
    parameters: parameters)
}

/// The same, written into `target` where that has the result's shape and dtype: an operation in place,
/// with the target's elements as the first operand. Its result goes into a new tensor otherwise, as
/// where there is no target, or the second operand lies elsewhere in its storage.
@inline(__always)
func rawBinary(
  _ a: Tensor, _ b: Tensor, in dtype: DType, keepsNumbers: Bool = false, into target: Tensor?,
  _ program: ElementwiseProgram, parameters: [Double] = []
) -> Tensor {
  guard let target, target.dtype == dtype,
    broadcast(a.layout.shape, b.layout.shape) == target.layout.shape,
    b.storage !== target.storage || b.hasLayout(of: target)
  else {
    return rawBinary(a, b, in: dtype, keepsNumbers: keepsNumbers, program, parameters: parameters)
  }
  target.backend.map(
    program, a, b.elementwiseOperand(in: dtype, isKept: keepsNumbers && b.ndim == 0), into: target,
    in: dtype.computeType, parameters: parameters)
  return target
}

/// A unary operation in place: written into `target`, which has the tensor's elements.
func rawUnary(
  _ tensor: Tensor, into target: Tensor, _ program: ElementwiseProgram, parameters: [Double] = []
) {
  target.backend.map(
    program, tensor, into: target, in: tensor.dtype.computeType, parameters: parameters)
}

/// A comparison of two tensors, broadcast, in `dtype`; the result is of type bool.
func rawCompare(_ a: Tensor, _ b: Tensor, in dtype: DType, _ program: ElementwiseProgram) -> Tensor
{
  program.map(
    a.elementwiseOperand(in: dtype), b.elementwiseOperand(in: dtype),
    in: dtype.computeType, to: .bool)
}
