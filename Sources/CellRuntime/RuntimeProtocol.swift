// What the runner and a cell's process say to each other. The runner imports this file with the target;
// cells get it with the rest of the runtime, as source.

/// The environment variables with which the runner starts a cell's process. The runtime removes all but
/// ``run`` before the first cell, so that cells don't see them. Authors can't set what begins with their
/// prefix.
package enum RuntimeVariable {
  package static let prefix = "CHAPTERS_"
  /// The word behind which marks stand in the output.
  package static let mark = prefix + "MARK"
  /// The number of the cell that the program is started for, if that isn't part of it.
  package static let attempt = prefix + "ATTEMPT"
  /// The file in which the line of the current statement is kept, as 8 bytes.
  package static let position = prefix + "POSITION"
  /// The folder for shown values.
  package static let displays = prefix + "DISPLAYS"
  /// The folder for what comes of the other choices of controls, where they are to be made.
  package static let states = prefix + "STATES"
  /// How many of them there may be.
  package static let stateLimit = prefix + "STATE_LIMIT"
  /// Whether the process is to have no network but its own.
  package static let offline = prefix + "OFFLINE"
  /// A word by which all processes of a run are found, those that cells start included.
  package static let run = prefix + "RUN"
}

/// The first word of a mark: a line of the output that the runtime writes, `␞WORD MARK …`, where WORD is
/// known to this run alone.
package enum Mark: String {
  /// A cell begins; its number.
  case cell
  /// A statement begins, where comments say what statements print; its line.
  case statement
  /// The value of a cell's last expression follows, as text.
  case value
  /// A value of which a comment speaks: the statement's line, and its texts in hexadecimal digits, first as
  /// Swift would write it and then as it describes itself.
  case noted
  /// A value is shown; the number of its files, and its ``ShownKind``.
  case display
  /// What a name stands for: line, name, and the value's own hint.
  case hint
  /// The same with the value's type.
  case type
  /// One of a series of frames follows: the series' title and the frame's label, each an equals sign and
  /// hexadecimal digits; nothing where the series has ended.
  case frame
  /// A control has its value: its form, the place of its first value, and its label and choices, each an
  /// equals sign and hexadecimal digits.
  case control
  /// The states of that control can't be made, because of threads that a fork wouldn't keep.
  case stateless
  /// A name is used that is a variable's without a value as yet, or a member's; the number of the use.
  case suspect
  /// A condition isn't met; the program stops, and says what the condition demands.
  case unmet
  /// All cells have run; behind it ``soundEnd``, if the process can be a snapshot.
  case end

  /// What stands behind ``end`` where the process can be a snapshot.
  package static let soundEnd = "sound"
}

/// What a shown value is.
package enum ShownKind: String {
  case markdown, html, svg, png
  /// A function that readers call, as JSON; the figure before it stands for it elsewhere.
  case function
}

/// The keys of a request to a snapshot: lines of KEY=VALUE in a file, each ended by a zero byte.
package enum RequestKey: String {
  /// The values of ``RuntimeVariable/mark``, ``RuntimeVariable/run``, ``RuntimeVariable/position`` and
  /// ``RuntimeVariable/displays``.
  case mark, run, position, displays
  /// What a reader has chosen with controls: labels and values in turn, each an equals sign and hexadecimal
  /// digits.
  case choices
  /// The shared library to load, and its function to call.
  case library, entry
  /// The pipes for what cells print, for what comes of their process, and for the next request.
  case output, status, next
}

/// The first word of what a snapshot says of a process that it was asked for; its number follows, or the
/// status with which it ended.
package enum ProcessEvent: String {
  case started, ended
}
