import Audit
import CarnetCore
import Hummingbird
import Ledger
import MedicalRecord
import Pages
import RecordService

/// The receipt that a person takes along from the desk.
///
/// A desk gives it for what it has just written itself, in the same session; it reads nothing else of
/// the record, so no right to read is asked for, and that it left is traced before it is shown.
extension DeskPages {
  var receipts: [Route] {
    [
      site.get("/desk/receipt", .desk, sheet), site.get("/desk/receipt/proof", .desk, proof),
    ]
  }

  private func receipt(_ visit: Visit) async throws -> RecordReceipt {
    guard let done = visit.session.shelved("desk-done", as: Done.self) else {
      throw WebRefusal.notFound
    }
    let subject: RecordReceipt.Subject =
      done.isObjection ? .objection : done.objectionUntil == nil ? .opening : .announcement
    let service = visit.service
    // Reading the history and signing a head wait for the disk.
    return try await Task {
      try RecordReceipt(for: subject, of: done.record, in: service)
    }
    .value
  }

  @Sendable private func sheet(_ visit: Visit) async throws -> Response {
    let receipt = try await receipt(visit)
    let sheet = ReceiptWords(visit.text)
      .sheet(receipt, back: "/desk/opened", proofPath: "/desk/receipt/proof")
    let html = try site.renderer.part(sheet, visit.language)
    _ = try await receipt.trace(
      TreeHash.hash(Array(html.utf8)),
      visit.caller.context(.administration),
      in: visit.service
    )
    return try visit.page(sheet.title, sheet)
  }

  @Sendable private func proof(_ visit: Visit) async throws -> Response {
    let receipt = try await receipt(visit)
    var response = Response.text(receipt.proof.encoded)
    response.headers[.contentDisposition] = "attachment; filename=\"accuse.tlog-proof\""
    return response
  }
}
