/// The shape or strides of a tensor, c10's `DimVector`.
///
/// Up to eight dimensions are stored in place, without an allocation. Of more, the first seven are,
/// and the others in a ``DimVectorTail``.
struct DimVector {
  /// The most dimensions that a tensor can have.
  static let capacity = 64
  /// The most dimensions that are stored in place.
  private static let capacityInPlace = 8
  /// How many are in place in any case: of more than eight, the last place holds the tail's address.
  private static let inlineCount = 7

  private(set) var count: Int
  /// The places that aren't used hold 0, so that equality looks at all of them.
  private var values: InlineArray<8, Int>

  @inline(__always)
  init() {
    count = 0
    values = InlineArray(repeating: 0)
  }

  init(repeating value: Int, count: Int) {
    self.init()
    if count > DimVector.capacityInPlace {
      self = DimVector(many: Array(repeating: value, count: count))
    } else {
      self.count = count
      for index in 0..<count { values[unchecked: index] = value }
    }
  }

  init(_ elements: some Collection<Int>) {
    self.init()
    if elements.count > DimVector.capacityInPlace {
      self = DimVector(many: Array(elements))
    } else {
      for element in elements {
        values[unchecked: count] = element
        count += 1
      }
    }
  }

  private init(many elements: [Int]) {
    self.init()
    count = elements.count
    require(
      count <= DimVector.capacity,
      "only tensors with up to \(DimVector.capacity) dims are supported")
    for index in 0..<DimVector.inlineCount { values[index] = elements[index] }
    tail = DimVectorTail(elements[DimVector.inlineCount...])
  }

  @inline(__always)
  subscript(_ index: Int) -> Int {
    get { DimVector.isInPlace(index) ? values[unchecked: index] : last(index) }
    set {
      if DimVector.isInPlace(index) {
        values[unchecked: index] = newValue
      } else {
        setLast(index, newValue)
      }
    }
  }

  mutating func append(_ value: Int) {
    if count >= DimVector.capacityInPlace { return self = DimVector(array + [value]) }
    values[count] = value
    count += 1
  }

  mutating func insert(_ value: Int, at index: Int) {
    if count >= DimVector.capacityInPlace {
      return self = DimVector(array[..<index] + [value] + array[index...])
    }
    append(value)
    var position = count - 1
    while position > index {
      self[position] = self[position - 1]
      position -= 1
    }
    self[index] = value
  }

  mutating func remove(at index: Int) {
    if count > DimVector.capacityInPlace {
      return self = DimVector(array[..<index] + array[(index + 1)...])
    }
    count -= 1
    for position in index..<count { values[position] = values[position + 1] }
    values[count] = 0
  }

  @inline(__always)
  private static func isInPlace(_ index: Int) -> Bool { UInt(bitPattern: index) < inlineCount }
}

/// The dimensions after the seventh.
extension DimVector {
  private var tail: DimVectorTail {
    get { DimVectorTail(address: values[DimVector.inlineCount]) }
    set { values[DimVector.inlineCount] = newValue.address }
  }

  @inline(never)
  private func last(_ index: Int) -> Int {
    if count <= DimVector.capacityInPlace { return values[index] }
    precondition(index >= 0 && index < count)
    return tail[index - DimVector.inlineCount]
  }

  @inline(never)
  private mutating func setLast(_ index: Int, _ value: Int) {
    if count <= DimVector.capacityInPlace { return values[index] = value }
    var elements = array
    elements[index] = value
    tail = DimVectorTail(elements[DimVector.inlineCount...])
  }
}

extension DimVector {
  /// The number of elements of a tensor of this shape.
  @inline(__always)
  var product: Int {
    var result = 1
    for index in 0..<count { result &*= self[index] }
    return result
  }

  /// As ``product``; stops the program where that overflows.
  ///
  /// - Parameter itemSize: the size of an element in bytes, by which the product is multiplied.
  @inline(__always)
  @discardableResult
  func checkProduct(itemSize: Int = 1) -> Int {
    var result = itemSize
    var hasOverflow = false
    for index in 0..<count {
      let (product, overflow) = result.multipliedReportingOverflow(by: self[index])
      result = product
      hasOverflow = hasOverflow || overflow
    }
    return hasOverflow ? overflownProduct(itemSize) : result
  }

  /// 0 where a size is, and else no number.
  @inline(never)
  private func overflownProduct(_ itemSize: Int) -> Int {
    if array.contains(0) { return 0 }
    fail(
      itemSize == 1
        ? "numel: integer multiplication overflow"
        : "Storage size calculation overflowed with sizes=\(array)")
  }

  /// The strides of a contiguous tensor of this shape.
  @inline(__always)
  var contiguousStrides: DimVector {
    if count > DimVector.capacityInPlace { return manyContiguousStrides }
    var strides = self
    var step = 1
    var index = count - 1
    while index >= 0 {
      strides[index] = step
      step &*= Swift.max(self[index], 1)
      index -= 1
    }
    return strides
  }

  @inline(never)
  private var manyContiguousStrides: DimVector {
    var strides = [1]
    for size in array.dropFirst().reversed() {
      strides.append(strides[strides.count - 1] &* Swift.max(size, 1))
    }
    return DimVector(strides.reversed())
  }

  var array: [Int] {
    [Int](unsafeUninitializedCapacity: count) { elements, initialized in
      for index in 0..<count { elements.initializeElement(at: index, to: self[index]) }
      initialized = count
    }
  }

  /// The shape as some of PyTorch's messages write it: `3x4`.
  var crossText: String { array.map(String.init).joined(separator: "x") }
}

extension DimVector: Equatable {
  @inline(__always)
  static func == (a: DimVector, b: DimVector) -> Bool {
    var difference = a.count ^ b.count
    for index in 0..<capacityInPlace {
      difference |= a.values[unchecked: index] ^ b.values[unchecked: index]
    }
    return difference == 0
  }
}

extension DimVector: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Int...) { self.init(elements) }
}
