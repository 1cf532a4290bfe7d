import AuditTrail
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// The record of whoever holds it.
struct PatientPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/my", "Mon dossier", "My record"),
    PageRoom("/my/accesses", "Qui a regardé", "Who looked"),
  ]

  var routes: [Route] {
    [
      site.get("/my", .patient, home)
    ]
  }

  /// How the holder's own record is named; they have one, so no address needs to name it.
  static func own(_ visit: Visit) throws -> RecordReference {
    guard case .patient(let ins, _) = visit.session.identity else { throw WebRefusal.notYourPage }
    return .ins(ins)
  }

  @Sendable private func home(_ visit: Visit) async throws -> Response {
    let record = try Self.own(visit)
    var search = DocumentSearch()
    search.limit = DocumentSearch.limitMax
    let found = try await visit.desk.documents(of: record, search, for: visit.caller)
    let words = try DocumentWords(visit.text)
    var groups: [String: [PatientHomePage.Document]] = [:]
    for document in found.value.documents {
      groups[words.className(document), default: []]
        .append(
          PatientHomePage.Document(
            href: "/my/documents/\(document.number)",
            title: words.title(document),
            type: words.type(document),
            day: words.day(document),
            author: words.author(document),
            marks: words.marks(document)
          )
        )
    }
    let count = visit.text.count(
      found.value.total,
      ("document", "document"),
      ("documents", "documents")
    )
    let model = PatientHomePage(
      status: count,
      groups: groups.sorted { $0.key < $1.key }
        .map { name, documents in
          PatientHomePage.Group(
            name: name,
            count: visit.text.number(documents.count),
            documents: documents
          )
        },
      lately: try await lately(record, visit)
    )
    return try visit.page(visit.say("Mon dossier", "My record"), model)
  }

  private func lately(_ record: RecordReference, _ visit: Visit) async throws -> [String] {
    let now = visit.service.clock()
    let search = TrailSearch(now.adding(minutes: -30 * 1440)..<now, limit: 200)
    let page = try await visit.desk.trail(of: record, search, for: visit.caller).value
    return page.accesses.reversed()
      .filter { $0.isRead && $0.actor.kind != Carnet_V1_ActorKind.patient.rawValue }
      .prefix(5)
      .map { access in
        let name = access.actor.name.isEmpty ? "\(access.actor.identifier)" : access.actor.name
        return "\(visit.text.shortMoment(access.time)) : \(name) "
          + AccessWords.deed(access.kind, visit.language)
      }
  }
}
