/// Stops the program unless an argument of an optimizer is at least 0; nan is refused too.
func checkNotNegative(_ value: Double, _ name: String) {
  if !(value >= 0) { fail("Invalid \(name): \(pythonText(value))") }
}

/// Stops the program where a gradient hasn't the dtype of its average any more, as PyTorch's
/// `lerp_` does: its parameter was cast meanwhile.
func checkTypes(_ mean: Tensor, _ gradient: Tensor) {
  if mean.dtype != gradient.dtype {
    fail(
      "expected dtype \(mean.dtype.cName) for `end` but got dtype \(gradient.dtype.cName)")
  }
}
