/// A number as Python's `repr` of a float: the shortest text that reads back as the same number.
func pythonText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  return "\(value)"
}

/// A truth value as Python's `repr`.
func pythonText(_ value: Bool) -> String { value ? "True" : "False" }
