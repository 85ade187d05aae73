/// The type of a tensor's elements.
public enum DType: Sendable {
  /// 32-bit floating point, the default.
  case float32
}
