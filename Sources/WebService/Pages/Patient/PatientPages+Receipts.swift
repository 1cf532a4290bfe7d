import Audit
import CarnetCore
import Hummingbird
import Ledger
import MedicalRecord
import Pages
import RecordService

/// What the holder prints or keeps as a file: that their record was opened, that they disputed an
/// access, that they closed it or want it erased, each with its proof.
extension PatientPages {
  var receiptRoutes: [Route] {
    [
      site.get("/my/receipts/{subject}", .patient, receiptSheet),
      site.get("/my/receipts/{subject}/proof", .patient, receiptProof),
    ]
  }

  /// The receipt of the caller's own record, which they are found by and nobody else's.
  private func receipt(_ visit: Visit) async throws -> RecordReceipt {
    guard let subject = RecordReceipt.Subject(rawValue: visit.call.value("subject")) else {
      throw WebRefusal.notFound
    }
    let access = visit.call.query["access"].flatMap { UInt32($0) }
    guard let record = try await visit.desk.holding(of: visit.caller).record else {
      throw WebRefusal.notFound
    }
    let service = visit.service
    do {
      // Reading the history and signing a head wait for the disk.
      return try await Task {
        try RecordReceipt(for: subject, about: access, of: record, in: service)
      }
      .value
    } catch RecordReceipt.Failure.nothingToShow {
      throw WebRefusal.notFound
    }
  }

  @Sendable private func receiptSheet(_ visit: Visit) async throws -> Response {
    let receipt = try await receipt(visit)
    let address = "/my/receipts/\(receipt.subject.rawValue)/proof"
    let about = visit.call.query["access"].flatMap { UInt32($0) }.map { "?access=\($0)" } ?? ""
    let sheet = ReceiptWords(visit.text)
      .sheet(
        receipt,
        back: receipt.subject == .dispute ? "/my/accesses" : "/my/rights",
        proofPath: address + about
      )
    let html = try site.renderer.part(sheet, visit.language)
    _ = try await receipt.trace(
      TreeHash.hash(Array(html.utf8)),
      visit.caller.context(),
      in: visit.service
    )
    return try Self.page(visit, sheet.title, sheet)
  }

  @Sendable private func receiptProof(_ visit: Visit) async throws -> Response {
    let receipt = try await receipt(visit)
    var response = Response.text(receipt.proof.encoded)
    response.headers[.contentDisposition] = "attachment; filename=\"accuse.tlog-proof\""
    return response
  }
}
