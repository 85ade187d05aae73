import Testing

/// Tests of state that the whole program shares (the default generator, the print options), which
/// must not run at the same time.
@Suite(.serialized) struct GlobalStateTests {}
