import CVectorMath

/// The losses of log probabilities of shape N × classes × positions.
private struct NLLLossKernel: ElementKernel {
  let input: RawTensor
  let target: RawTensor
  let weight: RawTensor?
  let ignored: Int64
  let output: RawTensor

  func run<T: Element>(_ type: T.Type) -> (losses: Double, weights: Double) {
    let (classes, places) = (input.layout.shape[1], input.layout.shape[2])
    let (from, into) = (input.pointer(to: T.self), output.pointer(to: T.self))
    let (picked, weights) = (target.pointer(to: Int64.self), weight?.pointer(to: T.self))
    var sum = (losses: 0.0, weights: 0.0)
    var (index, row) = (0, from)
    while index < target.count {
      defer { row += classes * places }
      for place in 0..<places {
        defer { index += 1 }
        if picked[index] == ignored {
          into[index] = T(fromInt64: 0)
          continue
        }
        let label = Int(picked[index])
        let share = weights?[label].asDouble ?? 1
        into[index] = T(fromDouble: -row[label * places + place].asDouble * share)
        sum.losses += into[index].asDouble
        sum.weights += share
      }
    }
    return sum
  }
}

/// The gradient of the input: 0 but for each sample's class.
private struct NLLLossGradientKernel: ElementKernel {
  let gradient: RawTensor
  let target: RawTensor
  let weight: RawTensor?
  let ignored: Int64
  let output: RawTensor

  func run<T: Element>(_ type: T.Type) {
    let (classes, places) = (output.layout.shape[1], output.layout.shape[2])
    let (from, into) = (gradient.pointer(to: T.self), output.pointer(to: T.self))
    let (picked, weights) = (target.pointer(to: Int64.self), weight?.pointer(to: T.self))
    let step = gradient.count == 1 ? 0 : 1
    var (index, row) = (0, into)
    while index < target.count {
      defer { row += classes * places }
      for place in 0..<places {
        defer { index += 1 }
        if picked[index] == ignored { continue }
        let label = Int(picked[index])
        row[label * places + place] = T(
          fromDouble: -from[index * step].asDouble * (weights?[label].asDouble ?? 1))
      }
    }
  }
}

extension CPUBackend {
  func nllLoss(
    _ input: RawTensor, _ target: RawTensor, weight: RawTensor?, ignored: Int,
    into losses: RawTensor
  ) -> (losses: Double, weights: Double) {
    input.dtype.dispatch(
      NLLLossKernel(
        input: input, target: target, weight: weight, ignored: Int64(ignored), output: losses))
  }

  func nllLossGradient(
    _ gradient: RawTensor, _ target: RawTensor, weight: RawTensor?, ignored: Int, _ shape: DimVector
  ) -> RawTensor {
    let output = RawTensor(uninitialized: shape, gradient.dtype)
    fillWithZeros(output)
    output.dtype.dispatch(
      NLLLossGradientKernel(
        gradient: gradient, target: target, weight: weight, ignored: Int64(ignored), output: output)
    )
    return output
  }

  func indexOutside(_ indices: RawTensor, below limit: Int, except ignored: Int?) -> Int? {
    let picked = indices.pointer(to: Int64.self)
    guard let ignored else {
      let place = index_outside(picked, indices.count, limit)
      return place < 0 ? nil : Int(picked[place])
    }
    for index in 0..<indices.count {
      let label = picked[index]
      if label != Int64(ignored) && (label < 0 || label >= Int64(limit)) { return Int(label) }
    }
    return nil
  }
}
