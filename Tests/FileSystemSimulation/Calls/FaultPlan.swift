import SystemPackage

/// How much of a call is carried out.
enum Extent: Hashable, Sendable {
  case nothing
  case whole
  case firstHalf
  case firstBytes(Int)
  case failedSync(SyncLoss, reached: Int)
}

/// What is to become of a call.
struct CallFate {
  var extent = Extent.whole
  var failure: Errno?
  /// The process dies of it.
  var isLast = false
}

/// The faults that a test has laid out, for calls to come.
struct FaultPlan: Sendable {
  typealias Predicate = @Sendable (CallRecord) -> Errno?

  private struct Entry {
    var call: Int
    var fault: Fault
    var duration: FaultDuration
  }

  var crashPoint: CrashPoint?
  private var entries: [Entry] = []
  private var predicates: [Predicate] = []

  mutating func add(_ fault: Fault, at call: Int, _ duration: FaultDuration) {
    entries.append(Entry(call: call, fault: fault, duration: duration))
  }

  mutating func add(_ predicate: @escaping Predicate) { predicates.append(predicate) }

  /// A crash comes first, then the faults of numbered calls, then the predicates; each in the
  /// order in which they were laid out.
  func fate(of record: CallRecord) -> CallFate {
    if let crashPoint, record.index >= crashPoint.call {
      let isDivisible = record.operation.isDivisible
      let extent: Extent =
        switch crashPoint.phase {
        case .before: .nothing
        case .during: isDivisible ? .firstHalf : .nothing
        case .after: .whole
        }
      return CallFate(extent: extent, failure: .ioError, isLast: true)
    }
    if let fault = fault(of: record) {
      return CallFate(extent: extent(of: record.operation, under: fault), failure: fault.code)
    }
    return CallFate()
  }

  private func fault(of record: CallRecord) -> Fault? {
    for entry in entries {
      switch entry.duration {
      case .once: if record.index == entry.call { return entry.fault }
      case .forEver: if record.index >= entry.call { return entry.fault }
      }
    }
    for predicate in predicates {
      if let code = predicate(record) { return .refused(code) }
    }
    return nil
  }

  private func extent(of operation: Operation, under fault: Fault) -> Extent {
    switch (operation, fault) {
    // A lock that nobody got a hold of could never be released.
    case (.lock, .doneButFailed): .nothing
    case (_, .doneButFailed): .whole
    case (.sync, .failedSync(_, let loss, let reached)): .failedSync(loss, reached: reached)
    case (.sync, _), (.syncDirectory, _): .failedSync(.readableUntilCrash, reached: 0)
    case (.write, .shortWrite(_, let bytes?)): .firstBytes(bytes)
    case (.write, .shortWrite(_, nil)): .firstHalf
    case (_, .refused), (_, .shortWrite), (_, .failedSync): .nothing
    }
  }
}
