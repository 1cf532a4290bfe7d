import Audit
import CarnetCore
import Ledger
import MedicalRecord
import RecordService

/// What the holder and the auditor get of an erasure.
///
/// That it was done, that two approved it, and a proof that needs nobody's word. It names nobody.
enum ErasureCertificate {
  static func text(_ receipt: ErasureReceipt, _ service: RecordService) throws -> String {
    let proof = try service.prove(receipt.position)
    let approvals = receipt.warrant.approvals.map(\.description).joined(separator: ", ")
    let views = AllViews.projectors.map { $0.name }.joined(separator: ", ")
    let requested = receipt.warrant.requested?.description ?? "—"
    let ground = receipt.warrant.ground.word
    let content = Hex.encode(receipt.keys.contentCommitment)
    let trace = Hex.encode(receipt.keys.traceCommitment)
    let origin = service.identity.origin
    let backups = receipt.keys.backupHorizon?.description ?? say("aucune", "none")
    let words = say(
      """
      CERTIFICAT D'EFFACEMENT

      Dossier \(receipt.record) effacé ; événement \(receipt.position) du journal \(origin).
        motif                            \(ground)
        demandé le                       \(requested)
        approuvé par deux opérateurs     événements \(approvals)
        événements rendus illisibles     \(receipt.eventsCovered)
        engagement de la clé de contenu  \(content)
        engagement de la clé des traces  \(trace)
        époque du trousseau              \(receipt.keys.epochBefore) → \(receipt.keys.epochAfter)
        vues purgées                     \(views)
        sauvegarde des clés, expire le   \(backups)

      Preuve (c2sp.org/tlog-proof), vérifiable sans ce service :


      """,
      """
      CERTIFICATE OF ERASURE

      Record \(receipt.record) erased; event \(receipt.position) of the log \(origin).
        ground                         \(ground)
        requested on                   \(requested)
        approved by two operators      events \(approvals)
        events made unreadable         \(receipt.eventsCovered)
        commitment of the content key  \(content)
        commitment of the trace key    \(trace)
        epoch of the key store         \(receipt.keys.epochBefore) → \(receipt.keys.epochAfter)
        views purged                   \(views)
        backup of the keys, expires    \(backups)

      Proof (c2sp.org/tlog-proof), checked without this service:


      """
    )
    return words + proof.encoded
  }
}
