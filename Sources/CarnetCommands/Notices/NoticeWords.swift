import CarnetCore
import MedicalRecord
import Notices

// The words of notices. They say that something happened and where to look: never what a document
// says, of what type it is, or who wrote it.
extension Carnet_V1_NoticeKind {
  var subject: String {
    switch self {
    case .firstAccess:
      say("Un professionnel a consulté votre dossier", "A professional has read your record")
    case .emergencyAccess:
      say("Accès en urgence à un dossier médical", "Emergency access to a medical record")
    case .closure: say("Votre dossier est clos", "Your record is closed")
    case .announcementWaits:
      say("Un document vous attend", "A document is waiting for you")
    case .released:
      say("Un document est devenu visible", "A document has become visible")
    case .directives:
      say("Rappel : vos directives anticipées", "Reminder: your advance directives")
    case .erasureRequested:
      say("Demande d'effacement reçue", "Request of erasure received")
    case .suspension: say("Votre dossier est suspendu", "Your record is suspended")
    case .announced:
      say("Un dossier médical partagé va s'ouvrir", "A shared medical record will be opened")
    case .majority: say("Votre dossier à votre majorité", "Your record at your majority")
    case .reactivated: say("Votre dossier est rouvert", "Your record is open again")
    case .releaseSoon:
      say("Un document sera bientôt visible", "A document will soon be visible")
    case .unspecified, .UNRECOGNIZED: say("Votre dossier", "Your record")
    }
  }
}

extension Notices.Row {
  /// The notice as its recipient reads it.
  var words: (subject: String, text: String) { (kind.subject, text) }

  private var text: String {
    switch kind {
    case .firstAccess:
      say(
        "Un professionnel de santé a consulté votre dossier pour la première fois. Qui, quand et pourquoi : voyez l'historique des accès de votre dossier. Vous pouvez contester cet accès ou bloquer ce professionnel.",
        "A health professional has read your record for the first time. Who, when and why: see the access history of your record. You may dispute this access or block this professional."
      )
    case .emergencyAccess:
      recipient == .treatingDoctor
        ? say(
          "Le dossier d'un de vos patients, dont vous êtes médecin traitant, a été consulté en urgence (R1111-48). Les circonstances sont dans l'historique des accès du dossier.",
          "The record of one of your patients was read in an emergency (R1111-48). The circumstances stand in the access history of the record."
        )
        : say(
          "Votre dossier a été consulté en urgence, avec un motif écrit (R1111-48). L'accès sera revu par une seconde personne ; vous pouvez le contester depuis l'historique des accès.",
          "Your record was read in an emergency, with a written reason (R1111-48). A second person will review the access; you may dispute it from the access history."
        )
    case .closure: closure
    case .announcementWaits:
      say(
        "Un professionnel souhaite vous annoncer lui-même le contenu d'un document de votre dossier (R1111-53). Prenez contact avec lui ; à défaut, le document sera visible un mois après son dépôt.",
        "A professional wishes to tell you personally what a document of your record says (R1111-53). Get in touch; failing that, the document becomes visible a month after it was filed."
      )
    case .released:
      say(
        "Un document qui attendait une consultation d'annonce est maintenant visible dans votre dossier (R1111-53).",
        "A document that waited for its announcement can now be seen in your record (R1111-53)."
      )
    case .directives:
      say(
        "Des directives anticipées sont enregistrées dans votre dossier. Vous pouvez à tout moment les relire, les modifier ou les annuler (R1111-19).",
        "Advance directives are kept in your record. You may read, change or cancel them at any time (R1111-19)."
      )
    case .erasureRequested:
      say(
        "Votre demande d'effacement est reçue ; elle sera exécutée dans les trois mois (R1111-36).",
        "Your request of erasure has been received; it will be carried out within three months (R1111-36)."
      )
    case .suspension:
      say(
        "Votre dossier est suspendu par précaution. Sans opposition de votre part dans les six semaines, il sera clos (R1111-36).",
        "Your record is suspended as a precaution. Unless you object within six weeks, it will be closed (R1111-36)."
      )
    case .announced:
      say(
        "Un dossier médical partagé sera ouvert pour vous dans six semaines, sauf si vous vous y opposez (R1111-28).",
        "A shared medical record will be opened for you in six weeks unless you object (R1111-28)."
      )
    case .majority:
      say(
        "Vous êtes majeur : vos représentants légaux n'ont plus accès à votre dossier. Vérifiez ce qui y est masqué.",
        "You have come of age: your legal representatives have no more access to your record. Check what is hidden in it."
      )
    case .reactivated:
      say(
        "Votre dossier est rouvert, avec tout ce qu'il contenait.",
        "Your record is open again, with all that it held."
      )
    case .releaseSoon, .unspecified, .UNRECOGNIZED:
      say("Voyez votre dossier.", "See your record.")
    }
  }

  /// What becomes unreachable is said (CNIL 2016-258).
  private var closure: String {
    let directives =
      detail == 0
      ? ""
      : " "
        + Words.count(
          detail,
          (
            "enregistrement de directives anticipées ne sera plus accessible aux professionnels : conservez-le ailleurs et dites-le à vos proches.",
            "enregistrements de directives anticipées ne seront plus accessibles aux professionnels : conservez-les ailleurs et dites-le à vos proches."
          ),
          (
            "record of advance directives will no longer be reachable for professionals: keep it elsewhere and tell those close to you.",
            "records of advance directives will no longer be reachable for professionals: keep them elsewhere and tell those close to you."
          )
        )
    return say(
      "Votre dossier est clos. Il est archivé dix ans, puis effacé ; vous pouvez demander sa réouverture, ou son effacement dans les trois mois (R1111-36).",
      "Your record is closed. It is archived for ten years and then erased; you may ask for it again, or for its erasure within three months (R1111-36)."
    ) + directives
  }
}
