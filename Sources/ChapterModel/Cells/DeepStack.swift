import Foundation

/// A thread with a stack as large as what runs on it may need.
enum DeepStack {
  /// What a function returns, having run on a stack of so many bytes and some to begin with; nil where there is
  /// no room for such a stack.
  static func run<Value>(bytes: Int, _ body: () -> Value) -> Value? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, bytes + (8 << 20)) == 0 else { return nil }
    var value: Value?
    let hasRun = withoutActuallyEscaping({ value = body() }) { body in
      run(Work(body), attributes: &attributes)
    }
    return hasRun ? value : nil
  }

  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
  }

  private static func run(_ work: Work, attributes: inout pthread_attr_t) -> Bool {
    var thread = pthread_t()
    let context = Unmanaged.passUnretained(work).toOpaque()
    let failure = pthread_create(
      &thread, &attributes,
      { context in
        context.map { Unmanaged<Work>.fromOpaque($0).takeUnretainedValue().body() }
        return nil
      }, context)
    guard failure == 0 else { return false }
    return withExtendedLifetime(work) { pthread_join(thread, nil) == 0 }
  }
}
