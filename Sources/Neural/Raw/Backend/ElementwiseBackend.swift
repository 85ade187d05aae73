/// Programs that are carried out for each element.
protocol ElementwiseBackend {
  /// Runs a program with some inputs, broadcast.
  ///
  /// - Parameters:
  ///   - inputs: as many as the program has, all broadcastable to the outputs' shape.
  ///   - outputs: of one shape.
  ///   - type: the type in which it is computed; see ``DType/computeType``.
  ///   - parameters: the program's parameters.
  func run(
    _ program: ElementwiseProgram, _ inputs: [RawTensor], into outputs: [RawTensor], in type: DType,
    parameters: [Double])

  /// Writes the result for one input into a tensor of its shape.
  func map(
    _ program: ElementwiseProgram, _ a: RawTensor, into output: RawTensor, in type: DType,
    parameters: [Double])

  /// Writes the result for two inputs, broadcast, into a tensor of their shape.
  func map(
    _ program: ElementwiseProgram, _ a: RawTensor, _ b: RawTensor, into output: RawTensor,
    in type: DType, parameters: [Double])

  /// As ``map(_:_:into:in:parameters:)`` where the elements are in one order: the output is contiguous,
  /// and an input contiguous in its shape, or a single element.
  func mapInOrder(
    _ program: ElementwiseProgram, _ a: RawTensor, into output: RawTensor, in type: DType,
    parameters: [Double])

  /// The same for two inputs.
  func mapInOrder(
    _ program: ElementwiseProgram, _ a: RawTensor, _ b: RawTensor, into output: RawTensor,
    in type: DType, parameters: [Double])
}
