/// Partial sorting by the algorithms of libstdc++, on which PyTorch's `topk` relies: among equal
/// elements, the algorithm decides which come first.
///
/// Introselect and introsort after Musser (1997): quicksort with the median of three as the pivot,
/// heapsort where the recursion gets too deep, and insertion sort for short ranges.
struct PartialSort {
  /// The indices of the elements, of which the first will be sorted.
  private(set) var places: [Int]
  private let comesBefore: (Int, Int) -> Bool

  /// - Parameter comesBefore: whether the element at one index comes before that at another.
  init(count: Int, _ comesBefore: @escaping (Int, Int) -> Bool) {
    places = Array(0..<count)
    self.comesBefore = comesBefore
  }

  /// Sorts the first `count` indices, as ATen's `topk_impl_loop` does: `std::partial_sort` for few,
  /// else `std::nth_element` and `std::sort`.
  mutating func sortFirst(_ count: Int) {
    if count == 0 { return }
    if count * 64 <= places.count {
      selectHeap(0, count, places.count)
      sortHeap(0, count)
    } else {
      select(count - 1)
      sort(0, count - 1)
    }
  }
}

/// `std::nth_element` and `std::sort`.
extension PartialSort {
  /// `std::nth_element`: puts the element at `place` that sorting would put there, with none before
  /// it that comes after it.
  private mutating func select(_ place: Int) {
    var (first, last) = (0, places.count)
    var depth = Self.depth(last)
    while last - first > 3 {
      if depth == 0 {
        selectHeap(first, place + 1, last)
        places.swapAt(first, place)
        return
      }
      depth -= 1
      let cut = partition(first, last)
      if cut <= place { first = cut } else { last = cut }
    }
    insert(first, last)
  }

  private mutating func sort(_ first: Int, _ last: Int) {
    if first == last { return }
    sortRoughly(first, last, Self.depth(last - first))
    insert(first, last)
  }

  private mutating func sortRoughly(_ first: Int, _ last: Int, _ depth: Int) {
    var (last, depth) = (last, depth)
    while last - first > 16 {
      if depth == 0 {
        selectHeap(first, last, last)
        return sortHeap(first, last)
      }
      depth -= 1
      let cut = partition(first, last)
      sortRoughly(cut, last, depth)
      last = cut
    }
  }

  private static func depth(_ count: Int) -> Int {
    2 * (Int.bitWidth - 1 - count.leadingZeroBitCount)
  }

  private mutating func partition(_ first: Int, _ last: Int) -> Int {
    moveMedian(to: first, first + 1, first + (last - first) / 2, last - 1)
    let pivot = places[first]
    var (low, high) = (first + 1, last)
    while true {
      while comesBefore(places[low], pivot) { low += 1 }
      high -= 1
      while comesBefore(pivot, places[high]) { high -= 1 }
      if low >= high { return low }
      places.swapAt(low, high)
      low += 1
    }
  }

  private mutating func moveMedian(to place: Int, _ a: Int, _ b: Int, _ c: Int) {
    let (x, y, z) = (places[a], places[b], places[c])
    let median =
      comesBefore(x, y)
      ? comesBefore(y, z) ? b : comesBefore(x, z) ? c : a
      : comesBefore(x, z) ? a : comesBefore(y, z) ? c : b
    places.swapAt(place, median)
  }

  private mutating func insert(_ first: Int, _ last: Int) {
    if last - first < 2 { return }
    for next in (first + 1)..<last {
      let value = places[next]
      var place = next
      while place > first && comesBefore(value, places[place - 1]) {
        places[place] = places[place - 1]
        place -= 1
      }
      places[place] = value
    }
  }
}

/// `std::partial_sort`, on a heap with the last of the chosen elements at its root.
extension PartialSort {
  /// Chooses the first elements of `first..<last` for `first..<middle`.
  private mutating func selectHeap(_ first: Int, _ middle: Int, _ last: Int) {
    let count = middle - first
    for parent in stride(from: (count - 2) / 2, through: 0, by: -1) where count > 1 {
      sink(places[first + parent], from: parent, first, count)
    }
    for place in middle..<last where comesBefore(places[place], places[first]) {
      popHeap(first, middle, to: place)
    }
  }

  private mutating func sortHeap(_ first: Int, _ last: Int) {
    for end in stride(from: last - 1, to: first, by: -1) { popHeap(first, end, to: end) }
  }

  private mutating func popHeap(_ first: Int, _ last: Int, to place: Int) {
    let value = places[place]
    places[place] = places[first]
    sink(value, from: 0, first, last - first)
  }

  private mutating func sink(_ value: Int, from top: Int, _ first: Int, _ count: Int) {
    var hole = top
    var child = top
    while child < (count - 1) / 2 {
      child = 2 * (child + 1)
      if comesBefore(places[first + child], places[first + child - 1]) { child -= 1 }
      places[first + hole] = places[first + child]
      hole = child
    }
    if count % 2 == 0 && child == (count - 2) / 2 {
      child = 2 * (child + 1)
      places[first + hole] = places[first + child - 1]
      hole = child - 1
    }
    while hole > top {
      let parent = (hole - 1) / 2
      if !comesBefore(places[first + parent], value) { break }
      places[first + hole] = places[first + parent]
      hole = parent
    }
    places[first + hole] = value
  }
}
