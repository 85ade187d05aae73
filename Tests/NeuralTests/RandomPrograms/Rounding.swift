extension Argument {
  /// Whether this differs from what PyTorch gave in the rounding of sums alone: the texts of two
  /// tensors are the same but for their numbers and the spaces that align these, and each number is
  /// within 1e-5 of the other, relative where it is above 1.
  ///
  /// PyTorch adds float32 numbers in lanes, Neural rounds a sum once, so what cancels out in one may
  /// leave 1e-7 in the other.
  func agreesWithinRounding(_ expected: Argument) -> Bool {
    switch (self, expected) {
    case (.text(let found), .text(let expected)):
      let (found, expected) = (found.numbersApart, expected.numbersApart)
      return found.rest == expected.rest && found.numbers.count == expected.numbers.count
        && zip(found.numbers, expected.numbers).allSatisfy {
          abs($0 - $1) <= 1e-5 * max(1, abs($0), abs($1))
        }
    default: return self == expected
    }
  }
}

extension String {
  /// The numbers with a decimal point, and the text around them without spaces.
  fileprivate var numbersApart: (numbers: [Double], rest: String) {
    let pattern = /-?\d+\.\d*(e[-+]\d+)?/
    let numbers = matches(of: pattern).compactMap { match in
      Double(match.0.hasSuffix(".") ? match.0 + "0" : match.0.replacing(".e", with: ".0e"))
    }
    return (numbers, replacing(pattern, with: "#").filter { $0 != " " })
  }
}
