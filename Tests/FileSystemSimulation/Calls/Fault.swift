package import SystemPackage

/// How a call goes wrong while the process lives on.
package enum Fault: Hashable, Sendable {
  /// Nothing was done. A sync that is refused loses its pages as `.failedSync` does, until a crash.
  case refused(Errno)

  /// All was done, and the call says that it failed.
  case doneButFailed(Errno)

  /// A write of which only the first bytes reached the page cache; half of them if nil. Other
  /// calls are refused.
  case shortWrite(Errno, bytes: Int? = nil)

  /// A sync that failed after the oldest `reached` unsynced writes had got to the disk. The others
  /// never will, not even by a later sync that succeeds.
  case failedSync(Errno, SyncLoss, reached: Int = 0)

  package var code: Errno {
    switch self {
    case .refused(let code), .doneButFailed(let code), .shortWrite(let code, _),
      .failedSync(let code, _, _):
      code
    }
  }
}

/// How long a fault lasts.
package enum FaultDuration: String, CaseIterable, Hashable, Sendable {
  /// The call fails, and none after it.
  case once

  /// The call and every one after it fails.
  case forEver
}

/// The moment at which the process dies: around one call.
package struct CrashPoint: Hashable, Sendable {
  package enum Phase: String, CaseIterable, Hashable, Sendable {
    /// Nothing of the call was done.
    case before

    /// Half of a write is in the page cache, half of a sync on the disk. Calls that happen whole
    /// or not at all are not done.
    case during

    /// The call was done and nobody was told.
    case after
  }

  /// The index of the call.
  package var call: Int
  package var phase: Phase

  package init(call: Int, phase: Phase = .before) {
    self.call = call
    self.phase = phase
  }
}

/// Written `before:17`.
extension CrashPoint: CustomStringConvertible, LosslessStringConvertible {
  package var description: String { "\(phase.rawValue):\(call)" }

  package init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let phase = Phase(rawValue: String(parts[0])), let call = Int(parts[1])
    else { return nil }
    self.init(call: call, phase: phase)
  }
}
