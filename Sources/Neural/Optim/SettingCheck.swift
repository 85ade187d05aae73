/// Stops the program with PyTorch's words unless a setting of an optimizer is at least 0; no number is
/// refused too.
func checkNotNegative(_ value: Double, _ name: String) {
  if !(value >= 0) { fail("Invalid \(name): \(pythonText(value))") }
}

/// Stops the program where a parameter was converted to another type after its running mean was
/// started, as PyTorch does where it interpolates between the two.
func checkTypes(_ mean: Tensor, _ gradient: Tensor) {
  if mean.dtype != gradient.dtype {
    fail(
      "expected dtype \(mean.dtype.cName) for `end` but got dtype \(gradient.dtype.cName)")
  }
}
