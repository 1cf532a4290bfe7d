import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import RecordService

/// Documents that come in: a set (ITI-65), or one with its content inside (ITI-105).
struct DepositRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] { [transaction("/fhir"), simplified] }

  private func transaction(_ path: String) -> Route {
    Route(
      method: .post,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Dépose un lot : tout entre, ou rien (ITI-65)",
        "Files a set: all goes in, or nothing (ITI-65)"
      ),
      takes: FHIRRoutes.bodies,
      answers: [FHIRRoutes.answer("transaction-response", "transaction-response")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) {
        let deposit = try FHIRDeposit(
          transaction: try ground.body(call),
          reader: ground.reader,
          isStrict: FHIRGround.isStrict(call)
        )
        let (written, documents) = try await file(deposit, call)
        let entries = deposit.entries.map { entry -> FHIRTransactionEntry in
          switch entry {
          case .document(let place) where place < documents.count:
            return FHIRTransactionEntry(
              status: written.value[place].outcome == .added ? 201 : 200,
              path: documents[place].path,
              etag: documents[place].etag,
              modified: documents[place].updated,
              issues: deposit.warnings
            )
          case .content(let place?) where place < documents.count:
            return FHIRTransactionEntry(status: 201, path: documents[place].binaryPath)
          case .submissionSet: return FHIRTransactionEntry(status: 201, issues: [])
          default: return FHIRTransactionEntry(status: 200)
          }
        }
        return try ground.answer(
          .transactionResponse(entries, at: ground.site, in: FHIRGround.language(call)),
          to: call,
          headers: FHIRGround.receipt(written.receipt.position)
        )
      }
    }
  }

  private var simplified: Route {
    Route(
      method: .post,
      path: RoutePath("/fhir/DocumentReference"),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Dépose un document, contenu compris (ITI-105)",
        "Files one document, its content inside (ITI-105)"
      ),
      takes: FHIRRoutes.bodies,
      answers: [
        (201, FHIRRoutes.media, Words("le document déposé", "the document as filed")),
        (200, FHIRRoutes.media, Words("il y était déjà", "it was there already")),
      ]
    ) { call in
      try await FHIRAnswer.answering(ground, call) {
        let deposit = try FHIRDeposit(
          documentReference: try ground.body(call),
          reader: ground.reader,
          isStrict: FHIRGround.isStrict(call)
        )
        if let known = try await existing(deposit, call) { return known }
        let (written, documents) = try await file(deposit, call)
        guard let document = documents.first, let outcome = written.value.first?.outcome else {
          throw WebRefusal.internalFailure
        }
        var headers = FHIRGround.receipt(written.receipt.position)
        headers[.eTag] = document.etag
        headers[.location] = "\(ground.site.base)/\(document.path)"
        return try ground.answer(
          FHIRValue.documentReference(document, at: ground.site),
          to: call,
          status: outcome == .added ? .created : .ok,
          headers: headers
        )
      }
    }
  }

  /// The document that `If-None-Exist` names, where the caller may see it: it is answered with, and
  /// nothing is filed (R4, http, 3.1.0.8.1).
  private func existing(_ deposit: FHIRDeposit, _ call: Call) async throws -> Response? {
    guard let header = call.header(.ifNoneExist) else { return nil }
    let query = try QueryText(header.drop { $0 == "?" }, max: 8)
    let names: Set<String> = ["identifier", "masterIdentifier", "patient.identifier"]
    let values = query.items.filter { $0.name.lowercased().hasSuffix("identifier") }
    guard query.items.allSatisfy({ names.contains($0.name) }),
      let text = values.first(where: { $0.name != "patient.identifier" })?.value,
      let ins = deposit.submission.documents.first?.identity.ins
    else {
      throw WebRefusal.malformed(
        "If-None-Exist attend identifier=système|uniqueId",
        "If-None-Exist expects identifier=system|uniqueId"
      )
    }
    do {
      let traced = try await ground.desk.document(
        .uniqueID(Self.uniqueID(text), of: .record(try await ground.find(.ins(ins), for: call))),
        for: try call.requireCaller().caller
      )
      let view = traced.value
      let document = ground.document(view, try ground.subject(of: view.record))
      var headers = FHIRGround.receipt(traced.receipt.position)
      headers[.eTag] = document.etag
      headers[.location] = "\(ground.site.base)/\(document.path)"
      return try ground.answer(
        FHIRValue.documentReference(document, at: ground.site),
        to: call,
        headers: headers
      )
    } catch ServingFailure.notFound {
      return nil
    } catch ServingFailure.forbidden, ServingFailure.gone {
      // Whoever feeds without a right to read files as everybody does: the record tells a document
      // that is there already from a new one.
      return nil
    }
  }

  /// The uniqueId of `system|value`: of a URN, what follows its prefix.
  private static func uniqueID(_ token: String) -> String {
    let value = token.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).last
    var text = String(value ?? "")
    for prefix in ["urn:oid:", "urn:uuid:"] where text.hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
    }
    return text
  }

  /// Files what was read.
  ///
  /// A document sent again with the same masterIdentifier gives what it gave the first time: that is
  /// conditional create (`If-None-Exist`) whether or not the client asks for it.
  private func file(
    _ deposit: FHIRDeposit,
    _ call: Call
  ) async throws -> (Written<[Deposited]>, [FHIRDocument]) {
    let caller = try call.requireCaller().caller
    var submission = deposit.submission
    guard let first = submission.documents.first, let ins = first.identity.ins else {
      throw FHIRFailure(
        422,
        FHIRIssue(
          .required,
          code: "XDSUnknownPatientId",
          "le patient est nommé par son INS (subject ou sourcePatientInfo)",
          "the patient is named by an INS (subject or sourcePatientInfo)",
          at: ["DocumentReference.subject"]
        )
      )
    }
    for replacement in deposit.replacements {
      let target = try await ground.desk.document(.identifier(replacement.target), for: caller)
      submission.documents[replacement.document].metadata.replaces = target.value.uniqueID
    }
    let record = try await ground.find(.ins(ins), for: call)
    let written = try await ground.desk.deposit(submission, into: .record(record), by: caller)
    let dossier = try ground.desk.service.dossier(of: record)
    let subject = try ground.subject(of: record)
    let documents = written.value.compactMap { deposited in
      dossier.documents[deposited.number].map { ground.document($0, subject) }
    }
    return (written, documents)
  }
}
