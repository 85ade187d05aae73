#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A queue that makes values ahead on worker threads and hands them out in order.
final class Prefetch<Value> {
  private let shared: Shared

  /// - Parameters:
  ///   - count: how many values there are.
  ///   - ahead: by how much workers may be ahead of the next value to be taken.
  ///   - workers: how many threads make values.
  ///   - make: makes the value of an index; it is called on several threads at once.
  init(count: Int, ahead: Int, workers: Int, make: @escaping (Int) -> Value) {
    shared = Shared(count: count, ahead: ahead, make: make)
    for _ in 0..<min(workers, count) { shared.startWorker() }
  }

  deinit { shared.stop() }

  /// The next value, waiting until it is ready; nil after the last.
  func next() -> Value? { shared.take() }

  /// The state that the threads share; it lives until the last of them has ended.
  private final class Shared {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var made: [Int: Value] = [:]
    private var nextToMake = 0
    private var nextToTake = 0
    private var isStopped = false
    private let count: Int
    private let ahead: Int
    private let make: (Int) -> Value

    init(count: Int, ahead: Int, make: @escaping (Int) -> Value) {
      (self.count, self.ahead, self.make) = (count, ahead, make)
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(changed, nil)
    }

    deinit {
      pthread_cond_destroy(changed)
      pthread_mutex_destroy(mutex)
      changed.deallocate()
      mutex.deallocate()
    }

    func startWorker() {
      startThread { [self] in
        while let number = claim() {
          let value = make(number)
          locked { made[number] = value }
        }
      }
    }

    func stop() {
      locked { isStopped = true }
    }

    func take() -> Value? {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      if nextToTake == count { return nil }
      while made[nextToTake] == nil { pthread_cond_wait(changed, mutex) }
      let value = made.removeValue(forKey: nextToTake)
      nextToTake += 1
      pthread_cond_broadcast(changed)
      return value
    }

    private func locked(_ body: () -> Void) {
      pthread_mutex_lock(mutex)
      body()
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }

    /// The index of the next value to make, waiting while enough are ready; nil when nothing is
    /// left.
    private func claim() -> Int? {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      while !isStopped && nextToMake < count && nextToMake >= nextToTake + ahead {
        pthread_cond_wait(changed, mutex)
      }
      if isStopped || nextToMake >= count { return nil }
      nextToMake += 1
      return nextToMake - 1
    }
  }
}

private func startThread(_ body: @escaping () -> Void) {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
  let status = pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }, context)
  if status != 0 { fail("could not start a thread to read data") }
  pthread_detach(thread)
}

/// A closure as an object, so that a C pointer can hold it.
private final class ThreadBody {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}
