import Synchronization

/// The dimensions after the seventh, where there are more than eight.
///
/// A tail is an address, so that ``DimVector`` has no reference count, which all tensors would pay for.
/// Equal tails have the same address, so that vectors are compared without reading them. They are never
/// freed: there are no more of them than shapes and strides with different ends.
struct DimVectorTail {
  let address: Int

  private static let known = Mutex<[[Int]: Int]>([:])

  init(address: Int) { self.address = address }

  init(_ values: some Collection<Int>) {
    let values = Array(values)
    address = DimVectorTail.known.withLock { known in
      if let address = known[values] { return address }
      let memory = UnsafeMutablePointer<Int>.allocate(capacity: values.count)
      memory.initialize(from: values, count: values.count)
      let address = Int(bitPattern: memory)
      known[values] = address
      return address
    }
  }

  subscript(_ index: Int) -> Int {
    guard let values = UnsafePointer<Int>(bitPattern: address) else {
      fail("a shape of more than eight dimensions without its last ones")
    }
    return values[index]
  }
}
