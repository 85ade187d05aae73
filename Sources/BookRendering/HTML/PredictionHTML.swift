import CellExecution
import ChapterModel
import RecordCheck
import SourceModel

/// A cell's output behind what its reader is asked to predict. Without scripts choices unfold their
/// replies, and the output unfolds below; `predict.js` adds a field to type in, and judges.
struct PredictionHTML {
  let prediction: Prediction
  /// The cell's number in the page, which tells its choices from those of others.
  let cell: Int
  /// How guesses and choices are compared with the output.
  let comparison: OutputComparison
  let output: CellOutput
  /// The output in HTML.
  let html: String

  var block: String {
    """
    <div class="predict"\(Self.rules(comparison))>
    <p class="question">What will it \(output.isText ? "print" : "show")?</p>
    \(choices)<details class="answer"><summary>Show the output</summary>
    \(html.droppingFinalNewline)
    </details>
    </div>

    """
  }

  /// A value within a line of prose that readers are to find. Without scripts a check box uncovers it.
  static func field(for text: String, by comparison: OutputComparison) -> String {
    """
    <span class="asked"\(rules(comparison))><label><input type="checkbox"> show</label>\
    <span class="value">\(text)</span></span>
    """
  }

  /// How a guess is compared, for the page's script.
  private static func rules(_ comparison: OutputComparison) -> String {
    let tolerance = comparison.tolerance > 0 ? " data-tolerance=\"\(comparison.tolerance)\"" : ""
    return tolerance + (comparison.isUnordered ? " data-unordered" : "")
  }

  private var choices: String {
    guard !prediction.choices.isEmpty else { return "" }
    let items = prediction.choices.map { choice in
      let isRight = prediction.isRight(choice, for: output.text, by: comparison)
      let reply = [isRight ? "Yes." : "No.", choice.reply].compactMap(\.self).joined(separator: " ")
      return """
        <li\(isRight ? " class=\"right\"" : "")><details name="predict-\(cell)">\
        <summary>\(choice.text.visible.escapedForHTML)</summary>
        <p>\(reply.visible.escapedForHTML)</p></details></li>

        """
    }
    return "<ul class=\"choices\">\n\(items.joined())</ul>\n"
  }
}
