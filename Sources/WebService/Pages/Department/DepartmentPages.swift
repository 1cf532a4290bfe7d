import Hummingbird
import Pages

/// The department at a glance, for those who follow enrolment.
struct DepartmentPages: Sendable {
  let site: PageSite

  static let rooms: [PageRoom] = []

  var routes: [Route] { [] }
}
