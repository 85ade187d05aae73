/// The base class of neural networks and their layers.
///
/// A subclass declares parameters, buffers and child modules as stored properties, which are found
/// by reflection, and overrides ``forward(_:)``. A module is used by calling it:
///
///     final class Net: Module {
///       let layer = Linear(3, 1)
///       override func forward(_ x: Tensor) -> Tensor { layer(x).sigmoid() }
///     }
///     let y = Net()(Tensor.rand(2, 3))
open class Module {
  /// Whether the module is in training mode, which matters to dropout and batch normalisation.
  public internal(set) final var isTraining = true

  final var preHooks = HookList<(Module, Tensor) -> Tensor?>()
  final var hooks = HookList<(Module, Tensor, Tensor) -> Tensor?>()

  /// Initialises the base class of a module.
  public init() {}

  /// What the module computes. Call the module instead of this method: only then its hooks run.
  /// Stops the program where a subclass doesn't override it.
  open func forward(_ input: Tensor) -> Tensor {
    fail("Module [\(typeName)] is missing the required \"forward\" function")
  }

  /// What the module computes from two inputs, as losses do. Stops the program where a subclass
  /// doesn't override it.
  open func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    fail("Module [\(typeName)] is missing the required \"forward\" function")
  }

  /// The arguments that printing a module shows, PyTorch's `extra_repr`.
  open var extraDescription: String { "" }

  /// Child modules that aren't stored properties, with their names, as containers have them.
  open var listedModules: [(name: String, module: Module)] { [] }

  /// The class's name in printed modules.
  open var typeName: String {
    let name = String(describing: type(of: self))
    return String(name.prefix { $0 != "<" })
  }

  /// Runs the pre-hooks, ``forward(_:)`` and the hooks.
  public final func callAsFunction(_ input: Tensor) -> Tensor {
    if preHooks.isEmpty && hooks.isEmpty { return forward(input) }
    var input = input
    for hook in preHooks.all { input = hook(self, input) ?? input }
    var output = forward(input)
    for hook in hooks.all { output = hook(self, input, output) ?? output }
    return output
  }

  /// Runs the pre-hooks, ``forward(_:_:)`` and the hooks, which see the first input alone.
  public final func callAsFunction(_ input: Tensor, _ target: Tensor) -> Tensor {
    var input = input
    for hook in preHooks.all { input = hook(self, input) ?? input }
    var output = forward(input, target)
    for hook in hooks.all { output = hook(self, input, output) ?? output }
    return output
  }
}

extension Module {
  /// Registers a hook that is called with each input before the module runs. Where it returns a
  /// tensor, that becomes the input.
  @discardableResult
  public final func registerForwardPreHook(
    _ hook: @escaping (_ module: Module, _ input: Tensor) -> Tensor?
  ) -> HookHandle { preHooks.add(hook) }

  /// Registers a hook that is called with each input and output after the module has run. Where it
  /// returns a tensor, that becomes the output.
  @discardableResult
  public final func registerForwardHook(
    _ hook: @escaping (_ module: Module, _ input: Tensor, _ output: Tensor) -> Tensor?
  ) -> HookHandle { hooks.add(hook) }

  /// Sets training mode, or with false evaluation mode, in this module and all its descendants.
  @discardableResult
  public final func train(_ isTraining: Bool = true) -> Self {
    for module in modules() { module.isTraining = isTraining }
    return self
  }

  /// Sets evaluation mode in this module and all its descendants.
  @discardableResult
  public final func eval() -> Self { train(false) }

  /// Moves all parameters and buffers to a device; the CPU is the only one.
  @discardableResult
  public final func to(_ device: Device) -> Self { self }

  /// Casts all floating-point parameters and buffers, and their gradients, to another dtype. Stops
  /// the program where that isn't a floating-point type.
  @discardableResult
  public final func to(_ dtype: DType) -> Self {
    if !dtype.isFloatingPoint {
      fail(
        "nn.Module.to only accepts floating point or complex dtypes, but got desired "
          + "dtype=\(dtype)")
    }
    for tensor in parameters() as [Tensor] + buffers() where tensor.dtype.isFloatingPoint {
      tensor.become(rawCast(tensor, to: dtype))
      tensor.grad = tensor.grad.map { rawCast($0, to: dtype) }
    }
    return self
  }

  /// Sets the gradients of all parameters to nil.
  public final func zeroGrad() {
    for parameter in parameters() { parameter.grad = nil }
  }

  /// Sets ``Tensor/requiresGrad`` of all parameters.
  @discardableResult
  public final func requiresGrad(_ value: Bool = true) -> Self {
    for parameter in parameters() { parameter.requiresGrad = value }
    return self
  }

  /// Calls `body` with all descendants, children before their parents, and last with this module.
  @discardableResult
  public final func apply(_ body: (Module) -> Void) -> Self {
    for (_, child) in children() { child.apply(body) }
    body(self)
    return self
  }
}
