import Hummingbird
import Pages

/// How the service is, for those who run it.
struct AdministrationPages: Sendable {
  let site: PageSite

  static let rooms: [PageRoom] = []

  var routes: [Route] { [] }
}
