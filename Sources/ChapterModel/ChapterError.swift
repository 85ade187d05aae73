import SourceModel

/// Why a chapter can't be read.
package struct ChapterError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The file can't be opened or read; the system's reason.
    case unreadable(String)
    case notUTF8
    /// A cell's or an output's fence has no end.
    case unclosedFence
    /// A cell in a footnote that isn't shown, because nothing in the text refers to it.
    case unseenFootnote
    /// A recorded output that begins with a comment and doesn't end with one.
    case unclosedRecord
    /// A twin in Python that has no cell above it, or one that has a twin already.
    case twinWithoutCell
    /// An exercise without the solution or the conditions that belong to it; the missing cell's word.
    case unfinishedExercise(String)
    /// An inline value whose text isn't where its document says; its code.
    case brokenInlineValue(String)
    /// A formula that can't be read; why.
    case badFormula(String)
    /// Something that cells require, and nothing says what it is; what is known.
    case unknownRequirement(String, [String])
    /// A word in a cell's info string that means nothing, and those that do.
    case unknownWord(String, [String])
    /// A word whose value is wrong, the value, and what it should be.
    case badValue(String, String, String)
    /// Settings that aren't YAML; why.
    case notYAML(String)
    /// A setting that means nothing, and those that do.
    case unknownKey(String, [String])
    /// A setting whose value is wrong, the value, and what it should be.
    case badSetting(String, String, String)
    /// A chapter that continues one that isn't there, or itself; the name.
    case cannotContinue(String)
    /// Two words of which only one can be true.
    case contradiction(String, String)
  }

  package let reason: Reason
  package let location: SourceLocation

  package init(_ reason: Reason, at location: SourceLocation) {
    self.reason = reason
    self.location = location
  }
}

extension ChapterError {
  /// Whether the file itself can't be read.
  package var isUnreadable: Bool { if case .unreadable = reason { true } else { false } }
}

extension ChapterError: CustomStringConvertible {
  /// One sentence: where, what was found, and what to do.
  package var description: String {
    switch reason {
    case .unreadable(let why): "\(location.file): error: the chapter can't be read: \(why)"
    case .notUTF8:
      "\(location): error: the chapter isn't UTF-8 from here on; save it in that encoding"
    case .unclosedFence:
      "\(location): error: this fence is never closed; end it with a line like the one it began with"
    case .unseenFootnote:
      """
      \(location): error: this cell stands in a footnote that isn't shown; refer to it in the text, by a \
      name that no other footnote has
      """
    case .unclosedRecord:
      """
      \(location): error: the output recorded here has no end; put '\(Cell.Record.regionEnd)' on a \
      line of its own behind it
      """
    case .twinWithoutCell:
      """
      \(location): error: a 'python twin' should stand below the cell whose twin it is, one below each
      """
    case .unfinishedExercise(let word):
      """
      \(location): error: this exercise has no '\(word)'; write below it a cell 'swift solution' and then \
      one 'swift expect', with conditions that only the solution meets
      """
    case .badFormula(let why): "\(location): error: \(why)"
    case .brokenInlineValue(let code):
      """
      \(location): error: the inline value '\(code)' should stand on one line, between single \
      backticks
      """
    case .unknownRequirement(let name, let known):
      """
      \(location): error: nothing says what '\(name)' is\(Suggestion.text(for: name, in: known)); \
      name its files under 'requirements' in book.yml, as in 'requirements: {\(name): \
      data/\(name)}'
      """
    case .unknownWord(let word, let known):
      """
      \(location): error: '\(word)' is not a word for a cell\(Suggestion.text(for: word, in: known)); \
      known are \(known.joined(separator: ", "))
      """
    case .notYAML(let why):
      "\(location): error: these settings can't be read: \(why)"
    case .unknownKey(let key, let known):
      """
      \(location): error: '\(key)' can't be set\(Suggestion.text(for: key, in: known)); known are \
      \(known.joined(separator: ", "))
      """
    case .badSetting(let key, let value, let expected):
      "\(location): error: '\(key): \(value)' should have \(expected)"
    case .cannotContinue(let name):
      """
      \(location): error: '\(name)' can't be continued: 'continues' takes the name of another \
      chapter in the same folder that doesn't lead back here
      """
    case .contradiction(let word, let other):
      "\(location): error: a cell can't be both '\(word)' and '\(other)'; keep one of them"
    case .badValue(let word, let value, let expected):
      "\(location): error: '\(word)=\(value)' should have \(expected)"
    }
  }
}
