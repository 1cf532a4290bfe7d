package import AuditTrail
import CarnetCore

/// Question 15: what happened in this request.
package struct TraceRequest: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let request: UInt64

  package init(_ request: UInt64) { self.request = request }

  package var name: String { "trace" }
  package var parameters: [String] { [Hex.encode(request)] }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { try $0.accesses(ofRequest: request) }
  }
}
