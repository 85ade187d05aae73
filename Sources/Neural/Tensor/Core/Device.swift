/// Where a tensor's elements lie and its arithmetic is done.
public struct Device: Sendable, Equatable, CustomStringConvertible {
  /// The name, as `Device(_:)` takes it.
  public let description: String

  private init(name: String) { description = name }

  /// The processor.
  public static let cpu = Device(name: "cpu")

  /// The devices that this machine offers to the library.
  public static var all: [Device] { [cpu] }

  /// The device of that name, such as `"cpu"`.
  ///
  /// - Throws: ``DeviceError`` if there is no such device; the error says which there are.
  public init(_ name: String) throws {
    guard let device = Device.all.first(where: { $0.description == name }) else {
      throw DeviceError(name: name)
    }
    self = device
  }
}

/// A device was asked for that isn't there.
public struct DeviceError: Error, Equatable, CustomStringConvertible {
  /// The name that was asked for.
  public let name: String

  /// What was asked for, and which devices there are.
  public var description: String {
    let known = Device.all.map { "'\($0)'" }.joined(separator: ", ")
    return "there is no device '\(name)'; the devices are: \(known)"
  }
}
