import Foundation

extension String {
  /// The text with the characters that mean something in HTML written as entities, for content and
  /// for attributes in quotes.
  package var escapedForHTML: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// The text as a part of an address, in which `#`, `?`, `%`, `:` and their like have no meaning.
  package var escapedForAddress: String {
    addingPercentEncoding(withAllowedCharacters: Self.allowedInAddress) ?? self
  }

  private static let allowedInAddress = CharacterSet.urlPathAllowed.subtracting(
    CharacterSet(charactersIn: ":;()'"))
}
