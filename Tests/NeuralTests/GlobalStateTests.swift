import Testing

/// Tests of state that the whole program shares (the default generator, the print options), which
/// must not run at the same time.
@Suite(.serialized, .usesGlobalState) struct GlobalStateTests {}

/// Keeps tests apart that read or change such state, in whatever suite they are: drawing a layer's
/// weights does, too.
struct GlobalStateTrait: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Turns.shared.take()
    do {
      try await function()
    } catch {
      await Turns.shared.give()
      throw error
    }
    await Turns.shared.give()
  }
}

extension Trait where Self == GlobalStateTrait {
  static var usesGlobalState: Self { GlobalStateTrait() }
}

/// Lets one after the other go on, in the order in which they came.
private actor Turns {
  static let shared = Turns()
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if isTaken {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isTaken = true
    }
  }

  func give() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
