/// Functions to be called, in the order in which they were added.
struct HookList<Hook> {
  private var hooks: [(handle: HookHandle, hook: Hook)] = []

  var isEmpty: Bool { hooks.isEmpty }

  /// The hooks that weren't removed.
  var all: [Hook] { hooks.filter { !$0.handle.isRemoved }.map(\.hook) }

  mutating func add(_ hook: Hook) -> HookHandle {
    hooks.removeAll { $0.handle.isRemoved }
    let handle = HookHandle()
    hooks.append((handle, hook))
    return handle
  }
}

/// Removes a hook again.
public final class HookHandle {
  fileprivate private(set) var isRemoved = false

  /// From now on, the hook is no longer called.
  public func remove() { isRemoved = true }
}
