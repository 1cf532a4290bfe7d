import Hummingbird
import Pages

/// The trail, walked by auditors.
struct AuditPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/audit", "Questions", "Questions"),
    PageRoom("/audit/time", "Remonter le temps", "Back in time"),
    PageRoom("/audit/emergencies", "Urgences à revoir", "Emergencies to review"),
    PageRoom("/verify", "Vérifier un paquet", "Verify a package"),
  ]

  var routes: [Route] {
    questionRoutes + answerRoutes + timeRoutes + emergencyRoutes + verifyRoutes
  }
}
