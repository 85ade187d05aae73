/// One call of a module in a trace, with the calls of other modules within it.
struct ModuleUse {
  /// The name of the module in its parent; empty for the root.
  let name: String
  let module: Module
  let input: [Int]
  var output: [Int] = []
  var result: Tensor?
  var parts: [ModuleUse] = []
}

/// Traces which modules an input passes, and in which shapes, by hooks.
final class ModuleTrace {
  private var open: [ModuleUse] = []
  private var closed: ModuleUse?

  /// Calls a network in evaluation mode without recording gradients, and restores the mode of its
  /// modules.
  static func use(of network: Module, _ input: Tensor) -> ModuleUse? {
    let trace = ModuleTrace()
    let modules = network.namedModules()
    let states = modules.map(\.module.isTraining)
    let handles = modules.flatMap { trace.follow($1, named: $0) }
    defer {
      for handle in handles { handle.remove() }
      for (entry, state) in zip(modules, states) { entry.module.isTraining = state }
    }
    network.eval()
    noGrad { _ = network(input) }
    return trace.closed
  }

  private func follow(_ module: Module, named path: String) -> [HookHandle] {
    let name = path.split(separator: ".").last.map(String.init) ?? ""
    let before = module.registerForwardPreHook { [self] module, input in
      open.append(ModuleUse(name: name, module: module, input: input.shape))
      return nil
    }
    let after = module.registerForwardHook { [self] _, _, output in
      var use = open.removeLast()
      use.output = output.shape
      use.result = output
      if open.isEmpty { closed = use } else { open[open.count - 1].parts.append(use) }
      return nil
    }
    return [before, after]
  }
}
