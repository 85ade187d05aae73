import Synchronization

/// How tensors are printed.
public struct PrintOptions: Sendable {
  /// Digits after the point.
  public var precision = 4
  /// Tensors with more elements are summarised.
  public var threshold = 1000
  /// How many elements at each end of a dimension a summary shows.
  public var edgeItems = 3
  /// The length of a line.
  public var lineWidth = 80
  /// Whether numbers are written with exponents; nil decides by their magnitudes.
  public var sciMode: Bool?

  private static let shared = Mutex(PrintOptions())

  /// The options that are in force.
  static var current: PrintOptions { shared.withLock { $0 } }

  fileprivate static func set(_ change: (inout PrintOptions) -> Void) {
    shared.withLock { change(&$0) }
  }
}

/// Sets of options that PyTorch has names for.
public enum PrintProfile: Sendable {
  /// The options at the start.
  case `default`
  /// Two digits, and two elements at each end.
  case short
  /// Nothing is summarised.
  case full
}

/// Changes how tensors are printed, in the whole program. What is left out stays; a profile comes
/// first, and leaves the choice of exponents to the numbers again only if `sciMode` isn't given.
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
    if let lineWidth { options.lineWidth = lineWidth }
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
