extension CPUBackend {
  func fillIntegers(
    _ target: RawTensor, from low: Int, below range: UInt64, _ state: inout GeneratorState
  ) {
    let into = target.pointer(to: Int64.self)
    if range < 1 << 28 {
      state.drawRemainders(target.count, of: Int(range)) { into[$0] = Int64(low) &+ Int64($1) }
    } else {
      for index in 0..<target.count {
        into[index] = Int64(low) &+ Int64(truncatingIfNeeded: state.draw64() % range)
      }
    }
  }

  func fillPermutation(_ target: RawTensor, _ state: inout GeneratorState) {
    let (into, count) = (target.pointer(to: Int64.self), target.count)
    if count < 214_748_364 {
      shuffleForwards(into, count, &state)
    } else {
      shuffleInsideOut(into, count, &state)
    }
  }

  private func shuffleForwards(
    _ into: UnsafeMutablePointer<Int64>, _ count: Int, _ state: inout GeneratorState
  ) {
    for index in 0..<count { into[index] = Int64(index) }
    state.drawRemainders(max(count - 1, 0), of: count, decreasingBy: 1) { index, remainder in
      let other = index + Int(remainder)
      (into[index], into[other]) = (into[other], into[index])
    }
  }

  private func shuffleInsideOut(
    _ into: UnsafeMutablePointer<Int64>, _ count: Int, _ state: inout GeneratorState
  ) {
    for index in 0..<count {
      let other = Int(state.draw64() % UInt64(index + 1))
      into[index] = into[other]
      into[other] = Int64(index)
    }
  }
}
