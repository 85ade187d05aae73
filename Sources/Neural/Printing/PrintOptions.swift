import Synchronization

/// The options of printing tensors;
/// ``setPrintOptions(precision:threshold:edgeItems:lineWidth:profile:sciMode:)`` sets them.
public struct PrintOptions: Sendable {
  /// The digits after the point.
  public var precision = 4
  /// The most elements that are printed without a summary.
  public var threshold = 1000
  /// The elements at each end of a dimension in a summary.
  public var edgeItems = 3
  /// The characters in a line, after which lines are broken.
  public var lineWidth = 80
  /// Whether to use scientific notation; nil decides by the magnitudes of the elements.
  public var sciMode: Bool?

  private static let shared = Mutex(PrintOptions())

  /// The current options of the program.
  static var current: PrintOptions { shared.withLock { $0 } }

  fileprivate static func set(_ change: (inout PrintOptions) -> Void) {
    shared.withLock { change(&$0) }
  }
}

/// PyTorch's named sets of print options.
public enum PrintProfile: Sendable {
  /// 4 digits, a summary above 1000 elements with 3 at each end, lines of 80 characters.
  case `default`
  /// As the default, with 2 digits and 2 elements at each end.
  case short
  /// As the default, without summaries.
  case full
}

/// Sets the options of printing tensors for the whole program; arguments that are nil change
/// nothing. A profile is applied before the other arguments, and resets `sciMode`.
///
/// Stops the program where `precision` or `edgeItems` is negative.
public func setPrintOptions(
  precision: Int? = nil, threshold: Int? = nil, edgeItems: Int? = nil, lineWidth: Int? = nil,
  profile: PrintProfile? = nil, sciMode: Bool? = nil
) {
  PrintOptions.set { options in
    if let profile { options.apply(profile) }
    if let precision { options.precision = checkedPrecision(precision) }
    if let threshold { options.threshold = threshold }
    if let edgeItems { options.edgeItems = checkedEdgeItems(edgeItems) }
    // Below 0 too, a line holds one element.
    if let lineWidth { options.lineWidth = max(lineWidth, 0) }
    options.sciMode = sciMode
  }
}

private func checkedPrecision(_ precision: Int) -> Int {
  if precision < 0 { fail("Format specifier missing precision") }
  if precision > Int(Int32.max) { fail("Too many decimal digits in format string") }
  return precision
}

private func checkedEdgeItems(_ edgeItems: Int) -> Int {
  if edgeItems < 0 { fail("expected a number of edge items, not below 0, but got \(edgeItems)") }
  // No dimension is that long, and twice the number still is one.
  return min(edgeItems, Int.max / 4)
}

extension PrintOptions {
  fileprivate mutating func apply(_ profile: PrintProfile) {
    let defaults = PrintOptions()
    precision = profile == .short ? 2 : defaults.precision
    threshold = profile == .full ? Int.max : defaults.threshold
    edgeItems = profile == .short ? 2 : defaults.edgeItems
    lineWidth = defaults.lineWidth
  }
}
