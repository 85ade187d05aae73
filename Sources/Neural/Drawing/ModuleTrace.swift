/// One use of a module while an input passed through a network, with the uses of its parts within.
struct ModuleUse {
  /// The name that the module has within the one around it; empty for the whole.
  let name: String
  let module: Module
  let input: [Int]
  var output: [Int] = []
  var parts: [ModuleUse] = []
}

/// Follows an input through a network and notes which modules it passes, in which shape.
final class ModuleTrace {
  private var open: [ModuleUse] = []
  private var closed: ModuleUse?

  /// The use of the whole network. Its modules are as they were afterwards: they run as in
  /// evaluation, and without a history.
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
      if open.isEmpty { closed = use } else { open[open.count - 1].parts.append(use) }
      return nil
    }
    return [before, after]
  }
}
