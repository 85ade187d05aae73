import Display
import Foundation
import SourceModel

/// What a page says of a cell's controls; its script puts something to move in the place of each.
struct ControlsHTML {
  let controls: [Controls.Control]

  var block: String {
    guard !controls.isEmpty else { return "" }
    return "<div class=\"controls\">\n\(controls.map(Self.line).joined())</div>\n"
  }

  private static func line(of control: Controls.Control) -> String {
    let label = control.label.visible.escapedForHTML
    // What a switch says with its script, too.
    let words = control.form == .toggle ? ["off", "on"] : control.choices
    let value = words[control.start].visible.escapedForHTML
    return
      "<p class=\"control\" data-control=\"\(data(of: control))\">\(label): <strong>\(value)</strong></p>\n"
  }

  /// The control for the page's script.
  private static func data(of control: Controls.Control) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(control)) ?? Data()
    return String(decoding: data, as: UTF8.self).escapedForHTML
  }
}
