#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A lock with conditions to wait for: what the writer's own threads need and tasks never touch.
final class ThreadGate: @unchecked Sendable {
  // Allocated once, at an address that never changes, as pthreads demand.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let second = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    second.initialize(to: pthread_cond_t())
    pthread_cond_init(second, nil)
  }

  deinit {
    pthread_cond_destroy(second)
    pthread_cond_destroy(condition)
    second.deallocate()
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  func wakeOne() { pthread_cond_signal(condition) }
  func wakeAll() { pthread_cond_broadcast(condition) }

  /// Waits, with the lock given up meanwhile.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// A second thing to wait for, woken by `wakeAllSecond` alone.
  func waitForSecond() { pthread_cond_wait(second, mutex) }
  func wakeAllSecond() { pthread_cond_broadcast(second) }

  /// Waits no longer than this; true when it was woken.
  func wait(milliseconds: Int64) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let nanoseconds = Int(now.tv_nsec) + Int(milliseconds % 1000) * 1_000_000
    var until = timespec()
    until.tv_sec = now.tv_sec + Int(milliseconds / 1000) + nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    return pthread_cond_timedwait(condition, mutex, &until) == 0
  }
}

/// A thread of the writer's own, so that waiting for a disk never blocks a task.
final class WriterThread: @unchecked Sendable {
  private var handle: pthread_t?

  init(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let result = pthread_create(
      &thread,
      nil,
      { argument in
        #if canImport(Darwin)
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        #else
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        #endif
        return nil
      },
      box.toOpaque()
    )
    precondition(result == 0, "the system gives no thread")
    handle = thread
  }

  /// Waits until the thread has ended; called once.
  func join() {
    if let handle { pthread_join(handle, nil) }
    handle = nil
  }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
