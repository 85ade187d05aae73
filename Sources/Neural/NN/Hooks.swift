struct HookList<Hook> {
  private var hooks: [(handle: HookHandle, hook: Hook)] = []

  var isEmpty: Bool { hooks.isEmpty }

  /// The hooks that are still registered, in the order of registration.
  var all: [Hook] { hooks.filter { !$0.handle.isRemoved }.map(\.hook) }

  mutating func add(_ hook: Hook) -> HookHandle {
    hooks.removeAll { $0.handle.isRemoved }
    let handle = HookHandle()
    hooks.append((handle, hook))
    return handle
  }
}

/// What registering a hook returns, to remove it again.
public final class HookHandle {
  fileprivate private(set) var isRemoved = false

  /// Removes the hook; a second call does nothing.
  public func remove() { isRemoved = true }
}
