/// The device on which tensors are stored and computed.
public struct Device: Sendable, Equatable, CustomStringConvertible {
  /// The name of the device, such as `cpu`.
  public let description: String

  private init(name: String) { description = name }

  /// The CPU.
  public static let cpu = Device(name: "cpu")

  /// The devices that are available.
  public static var all: [Device] { [cpu] }

  /// The device with a name, such as `"cpu"`.
  ///
  /// - Throws: ``DeviceError`` if there is no such device; its message lists those there are.
  public init(_ name: String) throws {
    guard let device = Device.all.first(where: { $0.description == name }) else {
      throw DeviceError(name: name)
    }
    self = device
  }
}

/// The error of asking for a device that isn't available.
public struct DeviceError: Error, Equatable, CustomStringConvertible {
  /// The name of the device that isn't available.
  public let name: String

  /// The name that was asked for, and the devices there are.
  public var description: String {
    let known = Device.all.map { "'\($0)'" }.joined(separator: ", ")
    return "there is no device '\(name)'; the devices are: \(known)"
  }
}
