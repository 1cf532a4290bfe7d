import Hummingbird
import Pages

/// Records opened for somebody in front of a desk.
struct DeskPages: Sendable {
  let site: PageSite

  static let rooms: [PageRoom] = []

  var routes: [Route] { [] }
}
