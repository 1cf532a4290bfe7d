import Audit
import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import NIOCore
import Pages
import RecordService

/// "Tout emporter": a whole record with its proofs, and how to check it.
extension PatientPages {
  var bundleRoutes: [Route] {
    [
      site.get("/my/bundle", .patient, bundle),
      site.post("/my/bundle/file", .patient, takeBundle),
    ]
  }

  @Sendable private func bundle(_ visit: Visit) async throws -> Response {
    let holding = try await visit.desk.holding(of: visit.caller)
    guard holding.standing == .active || holding.openedAt != nil else { return visit.go("/my") }
    let identity = visit.service.identity
    let model = PatientBundlePage(
      documents: visit.text.count(
        holding.documents,
        ("document", "document"),
        ("documents", "documents")
      ),
      key: identity.verifierKey,
      origin: identity.origin
    )
    return try Self.page(visit, visit.say("Tout emporter", "Take everything away"), model)
  }

  @Sendable private func takeBundle(_ visit: Visit) async throws -> Response {
    let record = try await visit.desk.find(try Self.own(visit), for: visit.caller)
    // Whose record it is, is decided and traced before anything of it is packed.
    _ = try await visit.desk.existence(of: .record(record), for: visit.caller)
    let presentation = try BundlePresentation(visit.text, site.renderer)
    let taken: RecordBundle
    do {
      try await visit.desk.views.bringUp()
      taken = try await RecordBundle.take(record, visit.caller.context(), from: visit.service) {
        try presentation.present($0)
      }
    } catch RecordBundle.Failure.documentsTooLarge(let bytes, let max) {
      let (size, limit) = (visit.text.bytes(Int(bytes)), visit.text.bytes(Int(max)))
      return visit.back(
        "/my/bundle",
        error: "Vos documents font \(size), plus que \(limit) : téléchargez-les un par un.",
        "Your documents have \(size), more than \(limit): download them one by one."
      )
    } catch EvidencePackage.Failure.tooManyEvents {
      return visit.back(
        "/my/bundle",
        error: "Votre dossier a trop d'événements pour un seul fichier : demandez-le à votre CPAM.",
        "Your record has too many events for one file: ask your CPAM."
      )
    }
    let day = taken.contents.taken.day
    return Self.stream(taken.package.bytes, "application/zip", "mon-dossier-\(day).zip")
  }

  /// Bytes in pieces, so that a slow reader holds no second copy of them.
  static func stream(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
    let piece = 1 << 16
    let count = bytes.count
    let body = ResponseBody(contentLength: count) { writer in
      var start = 0
      while start < count {
        let end = min(start + piece, count)
        try await writer.write(ByteBuffer(bytes: bytes[start..<end]))
        start = end
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
        .cacheControl: "no-store",
      ],
      body: body
    )
  }
}
