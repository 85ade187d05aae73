/// A kernel: generic code over a tensor's elements, which is specialised for every element type.
/// ``DType/dispatch(_:)`` selects the type at run time, as ATen's `AT_DISPATCH_ALL_TYPES` does.
protocol ElementKernel {
  associatedtype Result
  func run<T: Element>(_ type: T.Type) -> Result
}

extension DType {
  /// Runs a kernel for this type.
  @inline(__always)
  func dispatch<Kernel: ElementKernel>(_ kernel: Kernel) -> Kernel.Result {
    switch self {
    case .bool: kernel.run(Bool.self)
    case .uint8: kernel.run(UInt8.self)
    case .int32: kernel.run(Int32.self)
    case .int64: kernel.run(Int64.self)
    case .float16: kernel.run(Float16.self)
    case .bfloat16: kernel.run(BFloat16.self)
    case .float32: kernel.run(Float.self)
    case .float64: kernel.run(Double.self)
    }
  }
}
