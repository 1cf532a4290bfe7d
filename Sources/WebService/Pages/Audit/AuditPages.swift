import Hummingbird
import Pages

/// The trail, walked by auditors.
struct AuditPages: Sendable {
  let site: PageSite

  static let rooms: [PageRoom] = []

  var routes: [Route] { [] }
}
