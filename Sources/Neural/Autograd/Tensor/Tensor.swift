/// A multi-dimensional array of numbers, with automatic differentiation.
///
/// A tensor is a reference type: assigning it shares it. Indexing, slicing and reshaping give views
/// that share its storage. Several threads may read a tensor at once; a thread that writes to it
/// has to exclude all others.
public class Tensor: RawTensor, @unchecked Sendable {
  /// Whether this is a wrapped number, as the 2 in `x * 2`, which doesn't decide on the type of a
  /// result.
  @exclusivity(unchecked) final var isWrappedNumber = false

  /// Whether this is a leaf that requires gradients; other tensors have ``history`` instead.
  @exclusivity(unchecked) final var leafRequiresGrad = false
  /// The node of the recorded operation that computed this tensor. For views, ``gradFn`` brings it
  /// up to date.
  @exclusivity(unchecked) final var history: Node?
  /// The number of this tensor among that operation's outputs.
  @exclusivity(unchecked) final var outputNumber = 0
  /// The tensor of which this is a view; it isn't a view itself. Its history records changes in
  /// place.
  @exclusivity(unchecked) final var base: Tensor?
  /// The version of the storage to which a view's ``history`` belongs.
  @exclusivity(unchecked) final var historyVersion = 0
  /// How this view was made, which decides on whether it may be changed in place.
  @exclusivity(unchecked) final var creationMeta = CreationMeta.default
  @exclusivity(unchecked) final var accumulatedGrad: Tensor?

  /// What is printed before the tensor.
  var textPrefix: String { "" }
}
