/// The types that SourceKit finds the expressions of a source to have.
struct ExpressionTypes: Decodable {
  private struct Expression: Decodable {
    var start: Int
    var length: Int
    var type: String

    private enum CodingKeys: String, CodingKey {
      case start = "key.expression_offset"
      case length = "key.expression_length"
      case type = "key.expression_type"
    }
  }

  private let expressions: [Expression]

  private enum CodingKeys: String, CodingKey {
    case expressions = "key.expression_type_list"
  }

  /// By the bytes that they take up; of several for the same bytes the outermost, which comes first.
  var byPlace: [Range<Int>: String] {
    Dictionary(expressions.map { ($0.start..<$0.start + $0.length, $0.type) }) { first, _ in first }
  }
}
