/// The sizes or strides of a tensor's dimensions, kept in place without an allocation.
struct DimVector {
  /// The most dimensions a tensor can have.
  static let capacity = 8

  private(set) var count: Int
  private var values: InlineArray<8, Int>

  @inline(__always)
  init() {
    count = 0
    values = InlineArray(repeating: 0)
  }

  init(repeating value: Int, count: Int) {
    DimVector.check(count)
    self.count = count
    values = InlineArray(repeating: value)
  }

  init(_ elements: some Collection<Int>) {
    self.init()
    for element in elements { append(element) }
  }

  @inline(__always)
  subscript(_ index: Int) -> Int {
    get { values[index] }
    set { values[index] = newValue }
  }

  mutating func append(_ value: Int) {
    DimVector.check(count + 1)
    values[count] = value
    count += 1
  }

  mutating func insert(_ value: Int, at index: Int) {
    append(value)
    var position = count - 1
    while position > index {
      values[position] = values[position - 1]
      position -= 1
    }
    values[index] = value
  }

  mutating func remove(at index: Int) {
    for position in index..<(count - 1) { values[position] = values[position + 1] }
    count -= 1
  }

  private static func check(_ count: Int) {
    require(count <= capacity, "tensors have at most \(capacity) dimensions; got \(count)")
  }
}

extension DimVector {
  /// The number of elements of a tensor of this shape.
  @inline(__always)
  var product: Int {
    var result = 1
    for index in 0..<count { result &*= values[index] }
    return result
  }

  /// As ``product``; stops the program where that is larger than an `Int` can say.
  @discardableResult
  func checkProduct(itemSize: Int = 1) -> Int {
    var result = itemSize
    var hasOverflow = false
    for index in 0..<count {
      if values[index] == 0 { return 0 }
      let (product, overflow) = result.multipliedReportingOverflow(by: values[index])
      result = product
      hasOverflow = hasOverflow || overflow
    }
    if hasOverflow {
      fail(
        itemSize == 1
          ? "numel: integer multiplication overflow"
          : "Storage size calculation overflowed with sizes=\(array)")
    }
    return result
  }

  /// The strides of a contiguous tensor of this shape.
  @inline(__always)
  var contiguousStrides: DimVector {
    var strides = self
    var step = 1
    var index = count - 1
    while index >= 0 {
      strides[index] = step
      step &*= Swift.max(values[index], 1)
      index -= 1
    }
    return strides
  }

  /// As a Swift array.
  var array: [Int] { (0..<count).map { values[$0] } }

  /// The shape as some of PyTorch's messages write it: `3x4`.
  var crossText: String { array.map(String.init).joined(separator: "x") }
}

extension DimVector: Equatable {
  @inline(__always)
  static func == (a: DimVector, b: DimVector) -> Bool {
    if a.count != b.count { return false }
    for index in 0..<a.count where a.values[index] != b.values[index] { return false }
    return true
  }
}

extension DimVector: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Int...) { self.init(elements) }
}
