package import SystemPackage

// Laying out faults for calls to come. Calls are counted from 0; `journal` tells the numbers of a
// run without faults.
extension SimulatedFileSystem {
  /// Every call so far.
  ///
  /// Calls of a dead process are not recorded.
  package var journal: Journal { withMachine { $0.journal } }

  /// How many calls were made so far, which is the index of the next one.
  package var callCount: Int { withMachine { $0.journal.count } }

  /// The process of this machine is dead; every call fails with `EIO` until `restart()`.
  package var hasCrashed: Bool { withMachine { $0.hasCrashed } }

  /// Lets a call fail, once or from then on.
  package func failCall(_ index: Int, with fault: Fault, _ duration: FaultDuration = .once) {
    withMachine { $0.faults.add(fault, at: index, duration) }
  }

  /// Lets a call fail without having done anything, once or from then on.
  package func failCall(_ index: Int, with code: Errno, _ duration: FaultDuration = .once) {
    failCall(index, with: .refused(code), duration)
  }

  /// Lets every call fail for which `predicate` gives a reason.
  ///
  /// It is asked before the call is carried out, and must not use the file system itself.
  package func fail(where predicate: @escaping @Sendable (CallRecord) -> Errno?) {
    withMachine { $0.faults.add(predicate) }
  }

  /// Takes back every fault and crash that was laid out.
  package func clearFaults() {
    withMachine { $0.faults = FaultPlan() }
  }

  /// Lets the process die around a call: that call and all later ones fail with `EIO`, and
  /// `hasCrashed` says why.
  package func crash(at point: CrashPoint) {
    withMachine { $0.faults.crashPoint = point }
  }

  /// Lets the process die before the call with this index.
  package func crashAtCall(_ index: Int) { crash(at: CrashPoint(call: index)) }

  /// Lets the process die now.
  package func crash() {
    withMachine { $0.hasCrashed = true }
  }

  /// How much may be written in all, in bytes; nil for no limit.
  ///
  /// What exceeds it stays, and nothing can be added.
  package var capacityBytes: UInt64? {
    get { withMachine { $0.disk.capacityBytes } }
    set { withMachine { $0.disk.capacityBytes = newValue } }
  }

  /// Whether the file system is mounted read-only: every change fails with `EROFS`.
  package var isReadOnly: Bool {
    get { withMachine { $0.disk.isReadOnly } }
    set { withMachine { $0.disk.isReadOnly = newValue } }
  }
}
