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
public func setPrintOptions(
  precision: Int? = nil, threshold: Int? = nil, edgeItems: Int? = nil, lineWidth: Int? = nil,
  profile: PrintProfile? = nil, sciMode: Bool? = nil
) {
  PrintOptions.set { options in
    if let profile { options.apply(profile) }
    if let precision { options.precision = precision }
    if let threshold { options.threshold = threshold }
    if let edgeItems { options.edgeItems = edgeItems }
    if let lineWidth { options.lineWidth = lineWidth }
    options.sciMode = sciMode
  }
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
