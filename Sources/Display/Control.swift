/// A value that the readers of a page may choose: one of a few. A program gets the one that it names, and so
/// does a chapter's check; its page has what comes of each.
///
///     let rate = control("learning rate", [0.01, 0.1, 1], at: 0.1)
///
/// Stops the program where `value` isn't one of `choices`, or two of those look alike.
///
/// - Parameters:
///   - label: what is chosen; each control of a chapter has another.
///   - choices: the values, in the order in which they are offered.
///   - value: the one that the program gets.
/// - Returns: `value`, or in the making of a page each other choice in turn.
public func control<Value: Equatable>(
  _ label: String, _ choices: [Value], at value: Value
) -> Value {
  control(label, choices, at: value, as: .choices)
}

/// The same with whole numbers of a range, from its lower bound in steps.
///
///     let neurons = control("neurons", 1...8, at: 3)
///
/// Stops the program where `value` isn't one of them, or `step` isn't positive.
public func control(
  _ label: String, _ range: ClosedRange<Int>, step: Int = 1, at value: Int
) -> Int {
  guard step > 0 else { fatalError("the control '\(label)' has steps of \(step)") }
  let size = range.upperBound.subtractingReportingOverflow(range.lowerBound)
  guard !size.overflow, size.partialValue / step < mostValues else {
    fatalError("the control '\(label)' has more than \(mostValues) values")
  }
  let choices = Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
  return control(label, choices, at: value, as: .range)
}

/// The same with fractions. They are counted from the lower bound, `lower + n * step`, and the one that is
/// nearest to `value` is that.
///
///     let angle = control("angle", 0...1, step: 0.25, at: 0.5)
public func control(
  _ label: String, _ range: ClosedRange<Double>, step: Double, at value: Double
) -> Double {
  guard step > 0, step.isFinite, range.lowerBound.isFinite, range.upperBound.isFinite else {
    fatalError("the control '\(label)' has steps of \(step) from \(range)")
  }
  let count = ((range.upperBound - range.lowerBound) / step + 1e-9).rounded(.down)
  guard count < Double(mostValues) else {
    fatalError("the control '\(label)' has more than \(mostValues) values")
  }
  let digits = max(decimals(of: step), decimals(of: range.lowerBound))
  var choices = (0...Int(count)).map {
    rounded(range.lowerBound + Double($0) * step, to: digits)
  }
  guard
    let nearest = choices.indices.min(by: { abs(choices[$0] - value) < abs(choices[$1] - value) }),
    abs(choices[nearest] - value) <= step * 1e-6
  else { fatalError("the control '\(label)' is at \(value), which isn't a step of \(range)") }
  choices[nearest] = value
  return control(label, choices, at: value, as: .range)
}

/// A switch that the readers of a page may turn on and off.
///
///     let hasBias = control("bias", at: true)
public func control(_ label: String, at value: Bool) -> Bool {
  control(label, [false, true], at: value, as: .toggle)
}

/// How many values a range may have: nobody moves a slider over more.
private let mostValues = 10_000

/// How many digits a number has behind its point, as it is written.
private func decimals(of number: Double) -> Int {
  let text = "\(number)"
  guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 15 }
  return text[point...].count - 1
}

/// `3 * 0.1` as 0.3, which its author would write.
private func rounded(_ number: Double, to digits: Int) -> Double {
  guard digits < 15 else { return number }
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  return (number * scale).rounded() / scale
}

private func control<Value: Equatable>(
  _ label: String, _ choices: [Value], at value: Value, as form: Controls.Control.Form
) -> Value {
  guard let start = choices.firstIndex(of: value) else {
    fatalError(
      "the control '\(label)' is at \(value), which isn't one of its \(choices.count) values")
  }
  let texts = choices.map { String(describing: $0) }
  if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
    fatalError("the control '\(label)' has \(texts[twice]) twice")
  }
  let control = Controls.Control(label: label, choices: texts, start: start, form: form)
  return choices[Controls.choose(control)]
}

/// Where controls ask for their values. The program of a chapter sets it before the first cell.
public enum Controls {
  /// Called with each control; returns the place of its value. By default it is the one at the start.
  nonisolated(unsafe) public static var choose: (Control) -> Int = { $0.start }
}

extension Controls {
  /// What can be chosen by a control.
  public struct Control: Codable, Hashable, Sendable {
    /// What a control looks like.
    public enum Form: String, Codable, Sendable {
      /// A list of values.
      case choices
      /// Numbers between two bounds.
      case range
      /// On or off.
      case toggle
    }

    /// What is chosen.
    public let label: String
    /// The values as texts.
    public let choices: [String]
    /// The place of the one that a program gets.
    public let start: Int
    /// What it looks like.
    public let form: Form

    package init(label: String, choices: [String], start: Int, form: Form) {
      self.label = label
      self.choices = choices
      self.start = start
      self.form = form
    }
  }
}
