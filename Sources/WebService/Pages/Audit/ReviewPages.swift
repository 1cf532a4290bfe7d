import Hummingbird
import Pages

/// The second pair of eyes in an establishment: its doctors look again at its emergency accesses.
struct ReviewPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/review", "Urgences à revoir", "Emergencies to review")
  ]

  var routes: [Route] {
    [
      site.get("/review", .review) { visit in
        try await EmergencyReviewing(visit, at: "/review", of: Self.structure(visit)).page()
      },
      site.post("/review/verdict", .review) { visit in
        try await EmergencyReviewing(visit, at: "/review", of: Self.structure(visit)).review()
      },
    ]
  }

  private static func structure(_ visit: Visit) throws(WebRefusal) -> String {
    guard case .professional(let professional) = visit.session.identity else {
      throw .notYourPage
    }
    return professional.structure
  }
}

extension AuditPages {
  var emergencyRoutes: [Route] {
    [
      site.get("/audit/emergencies", .audit) { visit in
        try await EmergencyReviewing(visit, at: "/audit/emergencies", of: nil).page()
      },
      site.post("/audit/emergencies/verdict", .audit) { visit in
        try await EmergencyReviewing(visit, at: "/audit/emergencies", of: nil).review()
      },
    ]
  }
}
