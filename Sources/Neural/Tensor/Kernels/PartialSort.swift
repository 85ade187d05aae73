/// Partial sorting by the algorithms of libstdc++, on which PyTorch's `topk` relies: among equal
/// elements, the algorithm decides which come first.
///
/// Introselect and introsort after Musser (1997): quicksort with the median of three as the pivot,
/// heapsort where the recursion gets too deep, and insertion sort for short ranges.
struct PartialSort {
  /// The indices of the elements, of which the first will be sorted.
  private(set) var indices: [Int]
  private let isBefore: (Int, Int) -> Bool

  /// - Parameter isBefore: whether the element at one index comes before that at another.
  init(count: Int, _ isBefore: @escaping (Int, Int) -> Bool) {
    indices = Array(0..<count)
    self.isBefore = isBefore
  }

  /// Sorts the first `count` indices, as ATen's `topk_impl_loop` does: `std::partial_sort` for few,
  /// else `std::nth_element` and `std::sort`.
  mutating func sortFirst(_ count: Int) {
    if count == 0 { return }
    if count * 64 <= indices.count {
      heapSelect(0, count, indices.count)
      sortHeap(0, count)
    } else {
      nthElement(count - 1)
      sort(0, count - 1)
    }
  }
}

/// `std::nth_element` and `std::sort`.
extension PartialSort {
  /// `std::nth_element`: puts the element at `place` that sorting would put there, with none before
  /// it that comes after it.
  private mutating func nthElement(_ place: Int) {
    var (first, last) = (0, indices.count)
    var depth = Self.depth(last)
    while last - first > 3 {
      if depth == 0 {
        heapSelect(first, place + 1, last)
        indices.swapAt(first, place)
        return
      }
      depth -= 1
      let cut = partitionAroundPivot(first, last)
      if cut <= place { first = cut } else { last = cut }
    }
    insertionSort(first, last)
  }

  private mutating func sort(_ first: Int, _ last: Int) {
    if first == last { return }
    introsortLoop(first, last, Self.depth(last - first))
    insertionSort(first, last)
  }

  private mutating func introsortLoop(_ first: Int, _ last: Int, _ depth: Int) {
    var (last, depth) = (last, depth)
    while last - first > 16 {
      if depth == 0 {
        heapSelect(first, last, last)
        return sortHeap(first, last)
      }
      depth -= 1
      let cut = partitionAroundPivot(first, last)
      introsortLoop(cut, last, depth)
      last = cut
    }
  }

  private static func depth(_ count: Int) -> Int {
    2 * (Int.bitWidth - 1 - count.leadingZeroBitCount)
  }

  private mutating func partitionAroundPivot(_ first: Int, _ last: Int) -> Int {
    moveMedianToFirst(to: first, first + 1, first + (last - first) / 2, last - 1)
    let pivot = indices[first]
    var (low, high) = (first + 1, last)
    while true {
      while isBefore(indices[low], pivot) { low += 1 }
      high -= 1
      while isBefore(pivot, indices[high]) { high -= 1 }
      if low >= high { return low }
      indices.swapAt(low, high)
      low += 1
    }
  }

  private mutating func moveMedianToFirst(to place: Int, _ a: Int, _ b: Int, _ c: Int) {
    let (x, y, z) = (indices[a], indices[b], indices[c])
    let median =
      isBefore(x, y)
      ? isBefore(y, z) ? b : isBefore(x, z) ? c : a
      : isBefore(x, z) ? a : isBefore(y, z) ? c : b
    indices.swapAt(place, median)
  }

  private mutating func insertionSort(_ first: Int, _ last: Int) {
    if last - first < 2 { return }
    for next in (first + 1)..<last {
      let value = indices[next]
      var place = next
      while place > first && isBefore(value, indices[place - 1]) {
        indices[place] = indices[place - 1]
        place -= 1
      }
      indices[place] = value
    }
  }
}

/// `std::partial_sort`, on a heap with the last of the chosen elements at its root.
extension PartialSort {
  /// Chooses the first elements of `first..<last` for `first..<middle`.
  private mutating func heapSelect(_ first: Int, _ middle: Int, _ last: Int) {
    let count = middle - first
    for parent in stride(from: (count - 2) / 2, through: 0, by: -1) where count > 1 {
      adjustHeap(indices[first + parent], from: parent, first, count)
    }
    for place in middle..<last where isBefore(indices[place], indices[first]) {
      popHeap(first, middle, to: place)
    }
  }

  private mutating func sortHeap(_ first: Int, _ last: Int) {
    for end in stride(from: last - 1, to: first, by: -1) { popHeap(first, end, to: end) }
  }

  private mutating func popHeap(_ first: Int, _ last: Int, to place: Int) {
    let value = indices[place]
    indices[place] = indices[first]
    adjustHeap(value, from: 0, first, last - first)
  }

  private mutating func adjustHeap(_ value: Int, from top: Int, _ first: Int, _ count: Int) {
    var hole = top
    var child = top
    while child < (count - 1) / 2 {
      child = 2 * (child + 1)
      if isBefore(indices[first + child], indices[first + child - 1]) { child -= 1 }
      indices[first + hole] = indices[first + child]
      hole = child
    }
    if count % 2 == 0 && child == (count - 2) / 2 {
      child = 2 * (child + 1)
      indices[first + hole] = indices[first + child - 1]
      hole = child - 1
    }
    while hole > top {
      let parent = (hole - 1) / 2
      if !isBefore(indices[first + parent], value) { break }
      indices[first + hole] = indices[first + parent]
      hole = parent
    }
    indices[first + hole] = value
  }
}
