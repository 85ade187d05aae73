/// A part of a neural network: it maps tensors to tensors, and may have parameters and further
/// modules as its fields.
///
/// A subclass declares its parts as stored properties, which are found by themselves, and overrides
/// ``forward(_:)``. It is used by calling it:
///
///     final class Net: Module {
///       let layer = Linear(3, 1)
///       override func forward(_ x: Tensor) -> Tensor { layer(x).sigmoid() }
///     }
///     let y = Net()(Tensor.rand(2, 3))
open class Module {
  /// Whether the module behaves as in training, which matters to dropout and batch normalisation.
  public internal(set) final var isTraining = true

  final var preHooks = HookList<(Module, Tensor) -> Tensor?>()
  final var hooks = HookList<(Module, Tensor, Tensor) -> Tensor?>()

  /// A module without parts.
  public init() {}

  /// What the module computes. To use a module, call it instead: only then its hooks run.
  open func forward(_ input: Tensor) -> Tensor {
    fail("Module [\(typeName)] is missing the required \"forward\" function")
  }

  /// What the module computes from two inputs, as losses do.
  open func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    fail("Module [\(typeName)] is missing the required \"forward\" function")
  }

  /// What is printed between the parentheses of a module without parts.
  open var extraDescription: String { "" }

  /// The modules that this one keeps under names of its own instead of as properties.
  open var listedModules: [(name: String, module: Module)] { [] }

  /// The class's name, as it is printed.
  open var typeName: String {
    let name = String(describing: type(of: self))
    return String(name.prefix { $0 != "<" })
  }

  /// Runs the hooks and ``forward(_:)``.
  public final func callAsFunction(_ input: Tensor) -> Tensor {
    if preHooks.isEmpty && hooks.isEmpty { return forward(input) }
    var input = input
    for hook in preHooks.all { input = hook(self, input) ?? input }
    var output = forward(input)
    for hook in hooks.all { output = hook(self, input, output) ?? output }
    return output
  }

  /// Runs the hooks and ``forward(_:_:)``; hooks see the first input.
  public final func callAsFunction(_ input: Tensor, _ target: Tensor) -> Tensor {
    var input = input
    for hook in preHooks.all { input = hook(self, input) ?? input }
    var output = forward(input, target)
    for hook in hooks.all { output = hook(self, input, output) ?? output }
    return output
  }
}

extension Module {
  /// Calls `hook` with each input before the module runs; a tensor it returns is used instead.
  @discardableResult
  public final func registerForwardPreHook(
    _ hook: @escaping (_ module: Module, _ input: Tensor) -> Tensor?
  ) -> HookHandle { preHooks.add(hook) }

  /// Calls `hook` with each input and output after the module ran; a tensor it returns is the
  /// output instead.
  @discardableResult
  public final func registerForwardHook(
    _ hook: @escaping (_ module: Module, _ input: Tensor, _ output: Tensor) -> Tensor?
  ) -> HookHandle { hooks.add(hook) }

  /// Switches this module and all its parts to training, or with false to evaluation.
  @discardableResult
  public final func train(_ isTraining: Bool = true) -> Self {
    for module in modules() { module.isTraining = isTraining }
    return self
  }

  /// Switches this module and all its parts to evaluation.
  @discardableResult
  public final func eval() -> Self { train(false) }

  /// Moves all parameters and buffers to a device; the processor is the only one.
  @discardableResult
  public final func to(_ device: Device) -> Self { self }

  /// Converts all floating-point parameters and buffers to another type.
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

  /// Forgets the gradients of all parameters.
  public final func zeroGrad() {
    for parameter in parameters() { parameter.grad = nil }
  }

  /// Says for all parameters whether gradients are computed.
  @discardableResult
  public final func requiresGrad(_ value: Bool = true) -> Self {
    for parameter in parameters() { parameter.requiresGrad = value }
    return self
  }

  /// Calls `body` with all parts, innermost first, and with this module.
  @discardableResult
  public final func apply(_ body: (Module) -> Void) -> Self {
    for (_, child) in children() { child.apply(body) }
    body(self)
    return self
  }
}
