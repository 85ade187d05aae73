// How a page calls a function: it writes numbers where it is told to, and reads what the function gives.

typealias __PageNumbers = UnsafeMutableBufferPointer<Double>

nonisolated(unsafe) private var __input: __PageNumbers?
nonisolated(unsafe) private var __data: [__PageNumbers] = []
nonisolated(unsafe) private var __output: __PageNumbers?
nonisolated(unsafe) private var __singles: [[Float]] = []
nonisolated(unsafe) private var __doubles: [[Double]] = []

private func __place(for count: Int) -> __PageNumbers {
  let place = __PageNumbers.allocate(capacity: count)
  place.initialize(repeating: 0)
  return place
}

@_cdecl("page_input") func __pageInput(_ count: Int) -> UnsafeMutablePointer<Double>? {
  let place = __place(for: count)
  __input = place
  return place.baseAddress
}

@_cdecl("page_data") func __pageData(_ count: Int) -> UnsafeMutablePointer<Double>? {
  let place = __place(for: count)
  __data.append(place)
  return place.baseAddress
}

@_cdecl("page_output") func __pageOutput() -> UnsafeMutablePointer<Double>? {
  __output?.baseAddress
}

private func __give(_ numbers: [Double]) -> Int {
  __output?.deallocate()
  let place = __place(for: numbers.count)
  for index in numbers.indices { place[index] = numbers[index] }
  __output = place
  return numbers.count
}

func __pageCall(_ function: ([Float]) -> [Float]) -> Int {
  guard let input = __input else { return 0 }
  return __give(function(input.map { Float($0) }).map { Double($0) })
}

func __pageCall(_ function: ([Double]) -> [Double]) -> Int {
  guard let input = __input else { return 0 }
  return __give(function(input.map { $0 }))
}

func __pageCall(_ function: ([Float], [[Float]]) -> [Float]) -> Int {
  guard let input = __input else { return 0 }
  if __singles.isEmpty { __singles = __data.map { $0.map { Float($0) } } }
  return __give(function(input.map { Float($0) }, __singles).map { Double($0) })
}

func __pageCall(_ function: ([Double], [[Double]]) -> [Double]) -> Int {
  guard let input = __input else { return 0 }
  if __doubles.isEmpty { __doubles = __data.map { $0.map { $0 } } }
  return __give(function(input.map { $0 }, __doubles))
}
