/// The shortest text that gives back a number, in the form in which Python prints a float.
func pythonText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  return "\(value)"
}

/// A truth value as Python prints it.
func pythonText(_ value: Bool) -> String { value ? "True" : "False" }
