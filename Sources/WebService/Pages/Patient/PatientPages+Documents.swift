import Hummingbird
import Pages
import RecordService

/// The documents of the holder's own record: the shared document page, in their own place.
extension PatientPages {
  var documentRoutes: [Route] {
    [
      site.get("/my/documents/{number}", .patient) { try await document($0).sheet() },
      site.get("/my/documents/{number}/file", .patient) { try await document($0).file() },
      site.get("/my/documents/{number}/files/{file}", .patient) {
        try await document($0).innerFile()
      },
      site.post("/my/documents/{number}/deed", .patient) { try await document($0).deed() },
    ]
  }

  private func document(_ visit: Visit) throws -> DocumentPages {
    var place = DocumentPlace(
      try Self.own(visit),
      base: "/my/documents",
      back: "/my",
      Words("Mon dossier", "My record"),
      for: visit.caller
    )
    place.banner = Self.banner(visit)
    return DocumentPages(visit, place)
  }
}
