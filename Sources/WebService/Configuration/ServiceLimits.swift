import Foundation
import RecordService

/// What the service takes from its clients at most; beyond it a request is refused with words.
package struct ServiceLimits: Sendable {
  package var bodyBytesMax = 64 << 20
  /// Names and values of all header fields together.
  package var headerBytesMax = 16 << 10
  package var targetBytesMax = 8 << 10
  package var queryParametersMax = 64
  package var jsonDepthMax = 32
  package var jsonValuesMax = 500_000
  /// Entries of a page at most, and when none is asked for.
  package var pageCountMax = 200
  package var pageCountDefault = 20
  /// From the last byte of the request to the answer.
  package var requestSeconds = 30
  /// For the whole body to arrive.
  package var bodySeconds = 60
  /// A connection on which nothing happens.
  package var idleSeconds = 60
  package var connectionsMax = 1024
  /// Requests worked on at a time.
  package var requestsMax = 512
  /// Requests a second of one actor on average, and at once.
  package var actorRate = Rate(perSecond: 100, burst: 400)
  /// Requests a second about one record.
  package var recordRate = Rate(perSecond: 50, burst: 200)
  /// Refused tokens a second from one address.
  package var refusedTokenRate = Rate(perSecond: 5, burst: 50)
  /// Connections of the change feed that stay open, of one actor.
  package var streamsPerActorMax = 8
  /// Memory for records that were looked at, so that the next look need not read them from the log: an
  /// eighth of the machine's where nothing is said.
  package var recordBytesMax = max(
    RecordService.dossierBytesDefault,
    Int(ProcessInfo.processInfo.physicalMemory / 8)
  )

  package init() {}

  package struct Rate: Hashable, Sendable {
    package var perSecond: Double
    package var burst: Double

    package init(perSecond: Double, burst: Double) {
      self.perSecond = perSecond
      self.burst = burst
    }
  }
}
