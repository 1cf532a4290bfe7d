import Hummingbird
import Pages

/// Records as professionals read and feed them.
struct CarePages: Sendable {
  let site: PageSite

  static let rooms: [PageRoom] = []

  var routes: [Route] { [] }
}
