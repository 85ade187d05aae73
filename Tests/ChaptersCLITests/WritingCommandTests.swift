import Testing

/// The commands that write: records, figures, pages. They run beside `CommandTests`, in another package.
@Suite(.serialized) struct WritingCommandTests {}
