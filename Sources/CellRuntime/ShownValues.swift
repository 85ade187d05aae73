// Values that cells show: text goes into the output, all else into files that the runner fetches.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where shown values lie as files, for the runner to fetch, and how many there are.
nonisolated(unsafe) private var displays: String?
nonisolated(unsafe) private var displayCount = 0

/// Cells' values are shown from now on, in this folder.
func showValues(in folder: String) {
  displays = folder
  displayCount = 0
  Displays.show = showApart
}

/// Numbers shown values from another number, where others number theirs in the same folder.
func numberShownValues(from first: Int) { displayCount = first }

/// Shows the value of a cell's trailing expression.
public func __chaptersShow<Value>(_ value: Value) {
  if let value = value as? any Displayable { return display(value) }
  write(.value)
  print(value)
}

/// What can't be copied can't be printed either.
@_disfavoredOverload
public func __chaptersShow<Value: ~Copyable>(_ value: consuming Value) {}

/// A trailing expression without a value shows nothing.
public func __chaptersShow(_ value: Void) {}

/// An optional call without a value neither.
public func __chaptersShow(_ value: Void?) {}

/// A shown value goes into files, because others may print while it is written; the mark says where
/// it belongs.
private func showApart(_ value: Representation) {
  switch value {
  case .text(let text):
    write(.value)
    print(text)
  case .markdown(let text): showApart(.markdown, Array(text.utf8), "")
  case .html(let text): showApart(.html, Array(text.utf8), "")
  case .svg(let text, let description): showApart(.svg, Array(text.utf8), description)
  case .png(let bytes, let description): showApart(.png, bytes, description)
  case .frames(let title, let frames):
    for frame in frames {
      write(.frame, "\(hexadecimal(title)) \(hexadecimal(frame.label))")
      showApart(frame.content)
    }
    write(.frame)
  case .function(let function):
    showApart(function.figure)
    showApart(.function, Array(json(function).utf8), "")
  }
}

private func showApart(_ kind: ShownKind, _ bytes: [UInt8], _ description: String) {
  guard let displays else { return }
  displayCount += 1
  for (ending, content) in [("data", bytes), ("description", Array(description.utf8))] {
    let file = open("\(displays)/\(displayCount).\(ending)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0, writeAll(content, to: file), close(file) == 0 else {
      return print("a value can't be shown: \(String(cString: strerror(errno)))")
    }
  }
  write(.display, "\(displayCount) \(kind.rawValue)")
}
