import ArgumentParser

/// `carnet record`: what happens to one record, as a desk, a holder or a professional does it.
struct Record: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: say(
      "Un dossier : ouvrir, consentir, autoriser, masquer, clore, lire…",
      "One record: open, consent, authorise, hide, close, read…"
    ),
    discussion: say(
      "Exemple : carnet record open --help",
      "Example: carnet record open --help"
    ),
    subcommands: [
      RecordOpen.self, RecordAnnounce.self, RecordRefuse.self, RecordExists.self,
      RecordShow.self, RecordIdentity.self, RecordContact.self, RecordRights.self,
      RecordReceiptCommand.self, RecordBundleCommand.self, RecordList.self, RecordRead.self,
      RecordLeave.self,
      RecordVersions.self, RecordConsent.self,
      RecordAuthorise.self, RecordRevoke.self, RecordTeam.self, RecordBlock.self,
      RecordRepresent.self, RecordHide.self, RecordReveal.self, RecordArchive.self,
      RecordDelete.self, RecordDeclare.self, RecordVerify.self, RecordDispute.self,
      RecordSuspend.self, RecordResume.self, RecordClose.self, RecordReactivate.self,
      RecordDeath.self, RecordHeir.self, RecordHold.self, RecordEraseRequest.self,
    ]
  )
}
