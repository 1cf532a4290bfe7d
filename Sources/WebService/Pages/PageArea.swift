import RecordService

/// A part of the pages that one role works in.
enum PageArea: String, Sendable, CaseIterable {
  case patient
  case care
  case desk
  case department
  case audit
  case administration
  /// Doctors who look again at the emergency accesses of their establishment.
  case review

  /// What somebody is let into.
  static func areas(of identity: Caller.Identity) -> [PageArea] {
    switch identity {
    case .patient, .representative, .heir: [.patient]
    case .professional(let professional):
      [.care, .desk] + (professional.mayReview ? [.review] : [])
    case .structure: []
    case .insuranceAgent: [.desk, .department]
    case .auditor: [.audit, .department]
    case .operator: [.administration, .department]
    }
  }

  /// Whether its people must say why they read before they are shown anything.
  var asksForReason: Bool {
    switch self {
    case .patient, .care, .review: false
    case .desk, .department, .audit, .administration: true
    }
  }

  /// Its pages, in the order of the navigation.
  var rooms: [PageRoom] {
    switch self {
    case .patient: PatientPages.rooms
    case .care: CarePages.rooms
    case .desk: DeskPages.rooms
    case .department: DepartmentPages.rooms
    case .audit: AuditPages.rooms
    case .administration: AdministrationPages.rooms
    case .review: ReviewPages.rooms
    }
  }
}

/// A page that the navigation leads to.
struct PageRoom: Sendable {
  var path: String
  var words: Words

  init(_ path: String, _ french: String, _ english: String) {
    self.path = path
    words = Words(french, english)
  }
}

extension Caller.Professional {
  /// Whether they may give the second opinion on emergency accesses.
  ///
  /// A doctor of an establishment, as those of the department of medical information are
  /// (CSP L6113-7); on the accesses of that establishment, and never on their own.
  var mayReview: Bool { ["10", "G15_10"].contains(profession) && !structure.isEmpty }
}
