import Audit
import CarnetCore
import Hummingbird
import Ledger
import MedicalRecord
import Pages
import RecordService
import Vault

// What the holder and the auditor get of an erasure: a sheet to print, with its proof.
extension AdministrationPages {
  private static let erasuresMax = 50

  /// The last erasures, each with its certificate; the register beside the root key tells of them.
  func erased(_ visit: Visit) async throws -> AdministrationPage.Table {
    var done: [ErasureRegister.Entry] = []
    var nothing = visit.say("Aucun dossier n'a été effacé.", "No record was erased.")
    do throws(VaultFailure) {
      done = try visit.service.erasures().suffix(Self.erasuresMax).reversed()
    } catch {
      let words = Self.words(error)
      nothing = visit.say(
        "Les effacements ne se lisent pas : \(words.french).",
        "The erasures cannot be read: \(words.english)."
      )
    }
    try await trace("erased-records", rows: done.count, visit)
    return .init(
      caption: visit.say("Dossiers effacés", "Records erased"),
      columns: [
        visit.say("Dossier", "Record"), visit.say("Effacé le", "Erased on"),
        visit.say("Preuve", "Proof"),
      ]
      .map { .init($0, isNumber: false) },
      rows: done.map { entry in
        [
          AdministrationPage.Cell(entry.record.description),
          AdministrationPage.Cell(visit.text.moment(entry.time)),
          AdministrationPage.Cell(
            visit.say("certificat", "certificate"),
            href: "/admin/keys/certificate/\(visit.handle(for: entry.record))"
          ),
        ]
      },
      nothing: nothing
    )
  }

  private func erasure(_ visit: Visit) async throws -> ErasureProof {
    let record = try visit.record()
    let service = visit.service
    do {
      // Signing a head waits for the disk.
      return try await desk.blocking { try ErasureProof(of: record, in: service) }
    } catch ErasureProof.Failure.notErased {
      throw WebRefusal.notFound
    }
  }

  @Sendable func certificate(_ visit: Visit) async throws -> Response {
    let erasure = try await erasure(visit)
    try await trace("erasure-certificate", rows: 1, visit)
    let title = visit.say("Certificat d'effacement", "Certificate of erasure")
    let handle = visit.handle(for: erasure.record)
    let sheet = ReceiptSheet(
      title: title,
      facts: facts(erasure, visit),
      evidence: [
        .init(visit.say("Journal", "Log"), erasure.origin),
        .init("Position", "\(erasure.position)"),
        .init(
          visit.say("Engagement de la clé de contenu", "Commitment of the content key"),
          Hex.encode(Array(erasure.erased.contentKeyCommitment))
        ),
        .init(
          visit.say("Engagement de la clé des traces", "Commitment of the trace key"),
          Hex.encode(Array(erasure.erased.traceKeyCommitment))
        ),
        .init(visit.say("Enveloppe", "Envelope"), Hex.encode(erasure.envelope.bytes)),
        .init(visit.say("Clé du journal", "Key of the log"), erasure.verifierKey),
      ],
      proof: erasure.proof.encoded,
      back: "/admin/keys",
      proofPath: "/admin/keys/certificate/\(handle)/proof"
    )
    return try visit.page(title, sheet)
  }

  private func facts(_ erasure: ErasureProof, _ visit: Visit) -> [DocumentSheet.Fact] {
    let (fact, text) = (erasure.erased, visit.text)
    let ground =
      switch fact.ground {
      case .request:
        visit.say("demande du titulaire (R1111-36)", "request of the holder (R1111-36)")
      case .retention: visit.say("fin des dix ans", "end of the ten years")
      case .mistake: visit.say("ouvert par erreur", "opened by mistake")
      case .unspecified, .UNRECOGNIZED: visit.say("non dit", "not stated")
      }
    var facts: [DocumentSheet.Fact] = [
      .init(visit.say("Dossier", "Record"), erasure.record.description),
      .init(visit.say("Effacé le", "Erased on"), text.moment(erasure.time)),
      .init(visit.say("Motif", "Ground"), ground),
    ]
    if fact.requested > 0 {
      facts.append(
        .init(
          visit.say("Demandé le", "Asked for on"),
          text.moment(Instant(milliseconds: fact.requested))
        )
      )
    }
    for approval in erasure.approvals {
      facts.append(
        .init(
          visit.say("Approuvé par", "Approved by"),
          visit.say(
            "\(approval.operator), le \(text.moment(approval.time)) (événement \(approval.position))",
            "\(approval.operator), on \(text.moment(approval.time)) (event \(approval.position))"
          )
        )
      )
    }
    let backups =
      fact.backupHorizon > 0
      ? visit.say(
        "la dernière qui a ces clés expire le \(text.moment(Instant(milliseconds: fact.backupHorizon)))",
        "the last that holds these keys expires on \(text.moment(Instant(milliseconds: fact.backupHorizon)))"
      ) : visit.say("aucune n'a ces clés", "none holds these keys")
    return facts + [
      .init(
        visit.say("Événements rendus illisibles", "Events made unreadable"),
        text.number(fact.eventsCovered)
      ),
      .init(
        visit.say("Époque du trousseau", "Epoch of the key store"),
        "\(fact.epochBefore) → \(fact.epochAfter)"
      ),
      .init(visit.say("Sauvegardes des clés", "Backups of the keys"), backups),
      .init(
        visit.say("Vues purgées", "Views purged"),
        AllViews.projectors.map { $0.name }.joined(separator: ", ")
      ),
    ]
  }

  @Sendable func certificateProof(_ visit: Visit) async throws -> Response {
    let erasure = try await erasure(visit)
    var response = Response.text(erasure.proof.encoded)
    response.headers[.contentDisposition] = "attachment; filename=\"effacement.tlog-proof\""
    return response
  }
}
