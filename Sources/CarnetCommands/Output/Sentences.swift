import CarnetCore
import EventLog
import Foundation
import Ledger
import MedicalRecord
import RecordService
import Statistics
import SystemPackage
import Vault
import Views

/// Errors as one sentence each: what, where, what to do; and the exit code they mean.
enum Sentences {
  static func told(_ error: any Error) -> Told {
    switch error {
    case let told as Told: told
    case let failure as LogFailure: log(failure)
    case let failure as VaultFailure: vault(failure)
    case let failure as ServiceFailure: service(failure)
    case let failure as AppendFailure: append(failure)
    case let failure as FileSystemError: system(failure)
    case let failure as ViewFailure: view(failure)
    case let failure as NoteFailure: note(failure)
    case let failure as BodyOpener.Failure: opening(failure)
    case let failure as BackupFailure: backup(failure)
    case let failure as RulesFailure: rules(failure)
    case let failure as StatisticsFailure: statistics(failure)
    case let failure as DenominatorCSV.Failure: denominator(failure)
    case let failure as ReadMatrixCSV.Failure: matrix(failure)
    case let failure as ErasureFailure: erasure(failure)
    case let failure as PatientSearch.Failure: search(failure)
    default: audit(error) ?? Told(String(describing: error), .foundSomething)
    }
  }

  private static func log(_ failure: LogFailure) -> Told {
    switch failure {
    case .noLog(let path):
      Told(
        say(
          "aucun journal dans \(path) : créez-le avec « carnet init », ou indiquez --data",
          "no log in \(path): make one with \"carnet init\", or give --data"
        ),
        .notFound
      )
    case .alreadyALog(let path):
      Told(
        say(
          "\(path) contient déjà un journal ; rien n'a été changé",
          "\(path) holds a log already; nothing was changed"
        ),
        .wrongUsage
      )
    case .identity(.futureFormat(let heading), let path):
      Told(
        say(
          "\(path) est au format « \(heading) », d'une version plus récente de Carnet : mettez le programme à jour",
          "\(path) has format \"\(heading)\", of a later version of Carnet: update the program"
        ),
        .integrity
      )
    case .identity(let reason, let path):
      Told(
        say(
          "l'identité du journal est illisible (\(path) : \(Self.reason(reason))) ; reprenez ce fichier d'une sauvegarde",
          "the log's identity cannot be read (\(path): \(Self.reason(reason))); restore this file from a backup"
        ),
        .integrity
      )
    case .lockedByAnotherWriter(let path):
      Told(
        say(
          "un autre processus écrit dans \(path) ; réessayez quand il aura fini, rien n'a été changé",
          "another process writes \(path); try again when it is done, nothing was changed"
        ),
        .notAllowed
      )
    case .damaged(let findings):
      Told(
        say(
          "le journal est endommagé et n'est pas ouvert ; rien n'a été changé :",
          "the log is damaged and is not opened; nothing was changed:"
        )
          + findings.prefix(5).map { "\n  " + finding($0) }.joined()
          + (findings.count > 5 ? "\n  … (\(findings.count))" : "")
          + say(
            "\nVoyez « carnet verify » et docs/disasters.",
            "\nSee \"carnet verify\" and docs/disasters."
          ),
        .integrity
      )
    case .futureFormat(let path, let version):
      future(path, version)
    case .system(let error): system(error)
    case .beyondEnd(let position, let size):
      Told(
        say(
          "la position \(position) n'existe pas : le journal a \(size) événements",
          "there is no position \(position): the log has \(size) events"
        ),
        .notFound
      )
    }
  }

  private static func future(_ path: FilePath, _ version: Int) -> Told {
    Told(
      say(
        "\(path) est au format \(version), d'une version plus récente de Carnet : mettez le programme à jour",
        "\(path) has format \(version), of a later version of Carnet: update the program"
      ),
      .integrity
    )
  }

  private static func vault(_ failure: VaultFailure) -> Told {
    switch failure {
    case .system(let error): system(error)
    case .noKeyStore(let path):
      Told(
        say(
          "le trousseau manque (\(path)) : sans lui rien ne s'ouvre ; reprenez-le d'une sauvegarde",
          "the key store is missing (\(path)): nothing opens without it; restore it from a backup"
        ),
        .integrity
      )
    case .rootKeyExists(let path):
      Told(
        say(
          "\(path) existe déjà : c'est la clé racine d'un autre journal, qui serait perdu ; indiquez un autre --root-key ; rien n'a été changé",
          "\(path) exists: it is the root key of another log, which would be lost; give another --root-key; nothing was changed"
        ),
        .wrongUsage
      )
    case .keyStoreExists(let path):
      Told(
        say("il y a déjà un trousseau dans \(path)", "there is a key store in \(path) already"),
        .wrongUsage
      )
    case .noRootKey(let path):
      Told(
        say(
          "la clé racine manque (\(path)) : indiquez-la avec --root-key ou CARNET_ROOT_KEY",
          "the root key is missing (\(path)): give it with --root-key or CARNET_ROOT_KEY"
        ),
        .notAllowed
      )
    case .rootKeyMalformed(let path, let line):
      Told(
        say(
          "la clé racine est illisible (\(path), ligne \(line)) ; reprenez-la d'une sauvegarde",
          "the root key cannot be read (\(path), line \(line)); restore it from a backup"
        ),
        .notAllowed
      )
    case .rootKeyOfAnotherLog(let found, let expected):
      Told(
        say(
          "cette clé racine est celle du journal \(found), il faut celle de \(expected)",
          "this root key is that of log \(found), the one of \(expected) is needed"
        ),
        .notAllowed
      )
    case .wrongRootKey(let path):
      Told(
        say(
          "la clé racine n'ouvre pas le trousseau (\(path)) ; rien n'a été changé",
          "the root key does not open the key store (\(path)); nothing was changed"
        ),
        .notAllowed
      )
    case .keyStoreDamaged(let path):
      Told(
        say(
          "les deux copies du trousseau sont endommagées (\(path)) ; reprenez-les d'une sauvegarde",
          "both copies of the key store are damaged (\(path)); restore them from a backup"
        ),
        .integrity
      )
    case .pagesDamaged(let pages):
      Told(
        say(
          "des pages du trousseau sont endommagées dans les deux copies (\(pages)) ; reprenez-le d'une sauvegarde avant d'écrire",
          "pages of the key store are damaged in both copies (\(pages)); restore it from a backup before writing"
        ),
        .integrity
      )
    case .futureFormat(let path, let version): future(path, version)
    case .keyMissing(let record):
      Told(
        say(
          "le trousseau n'a pas la clé du dossier \(record) ; reprenez-le d'une sauvegarde",
          "the key store has no key of record \(record); restore it from a backup"
        ),
        .integrity
      )
    case .keyDestroyed(let record):
      Told(
        say(
          "les clés du dossier \(record) ont été détruites : son contenu est effacé",
          "the keys of record \(record) were destroyed: its content is erased"
        ),
        .notFound
      )
    case .doesNotOpen:
      Told(
        say(
          "des octets scellés ne s'ouvrent pas : ils ont été changés ou déplacés",
          "sealed bytes do not open: they were changed or moved"
        ),
        .integrity
      )
    case .sealedFileMissing(let path):
      Told(
        say(
          "la clé de signature manque (\(path)) ; reprenez-la d'une sauvegarde, rien n'a été changé",
          "the signing key is missing (\(path)); restore it from a backup, nothing was changed"
        ),
        .integrity
      )
    case .sealedFileDamaged(let path):
      Told(
        say(
          "la clé de signature ne s'ouvre pas (\(path)) ; reprenez-la d'une sauvegarde, rien n'a été changé",
          "the signing key does not open (\(path)); restore it from a backup, nothing was changed"
        ),
        .integrity
      )
    case .register(let failure, let path): register(failure, path)
    case .keyBackup(let failure, let path): keyBackup(failure, path)
    case .contentMissing(let name):
      Told(say("le contenu \(name) manque", "content \(name) is missing"), .integrity)
    case .contentDamaged(let path, let offset):
      Told(
        say(
          "un contenu est endommagé (\(path), octet \(offset))",
          "a content is damaged (\(path), byte \(offset))"
        ),
        .integrity
      )
    case .contentTooLarge(let bytes, let max):
      Told(
        say(
          "le document a \(bytes) octets, au plus \(max) sont acceptés",
          "the document has \(bytes) bytes, at most \(max) are accepted"
        ),
        .wrongUsage
      )
    }
  }

  private static func service(_ failure: ServiceFailure) -> Told {
    switch failure {
    case .openedForReading:
      Told(
        say(
          "ouvert en lecture seule : aucune trace ne peut être laissée, donc rien n'est montré",
          "opened for reading only: no trace can be left, so nothing is shown"
        ),
        .notAllowed
      )
    case .unknownRecord(let record):
      Told(say("aucun dossier \(record)", "no record \(record)"), .notFound)
    case .refused(let refusal): Told(Self.refusal(refusal), .notAllowed)
    case .resembles(let records): resembles(records)
    case .append(let failure): append(failure)
    case .foreignEvent(let record, let position, let type):
      Told(
        say(
          """
          le dossier \(record) contient, en position \(position), un événement de type \(type) d'une version \
          plus récente de Carnet ; rien n'y est ajouté avant la mise à jour
          """,
          """
          record \(record) holds, at position \(position), an event of type \(type) of a later version of \
          Carnet; nothing is added to it before an update
          """
        ),
        .integrity
      )
    case .accessDenied(let rule):
      Told(
        say(
          "accès refusé par la règle \(rule.rawValue) (\(rule.sentence)) ; le refus est tracé",
          "access refused by rule \(rule.rawValue) (\(rule.sentence)); the refusal is traced"
        ),
        .notAllowed
      )
    }
  }

  private static func resembles(_ records: [Pseudonym]) -> Told {
    let list = records.map(\.description).joined(separator: ", ")
    return Told(
      say(
        "les mêmes traits sont déjà ceux de \(list), et aucun INS ne dit si c'est la même personne : servez-vous de ce dossier (--same-person s'il n'est qu'annoncé), donnez --ins, ou --another-person si vous avez vérifié ; rien n'a été ouvert",
        "the same traits are those of \(list) already, and no INS tells whether it is the same person: use that record (--same-person if it is announced only), give --ins, or --another-person if you checked; nothing was opened"
      ),
      .notAllowed
    )
  }

  private static func append(_ failure: AppendFailure) -> Told {
    switch failure {
    case .diskFull(let bytes):
      Told(
        say(
          "le disque est presque plein (\(bytes) octets libres) : plus rien n'est écrit, les lectures continuent ; libérez de la place",
          "the disk is almost full (\(bytes) bytes left): nothing more is written, reads go on; free some room"
        ),
        .integrity
      )
    case .notDurable(let error):
      Told(
        say(
          "une écriture a échoué (\(error)) : ce processus n'écrit plus ; ce qui était confirmé est gardé, relancez la commande",
          "a write failed (\(error)): this process writes no more; what was acknowledged is kept, run the command again"
        ),
        .integrity
      )
    case .sealing(.keyDestroyed(let record)): vault(.keyDestroyed(record))
    case .sealing(.keyMissing(let record)): vault(.keyMissing(record))
    case .unreadable(let failure): log(failure)
    default:
      Told(
        say(
          "rien n'a été écrit : \(reason(failure))",
          "nothing was written: \(reason(failure))"
        ),
        .foundSomething
      )
    }
  }

  private static func opening(_ failure: BodyOpener.Failure) -> Told {
    switch failure {
    case .sealing(let reason, let position):
      Told(
        say(
          "l'événement \(position) ne s'ouvre pas (\(Self.reason(reason)))",
          "event \(position) does not open (\(Self.reason(reason)))"
        ),
        .integrity
      )
    case .codec(let reason, let position):
      Told(
        say(
          "l'événement \(position) ne se décompresse pas (\(Self.reason(reason)))",
          "event \(position) does not decompress (\(Self.reason(reason)))"
        ),
        .integrity
      )
    }
  }

  private static func system(_ error: FileSystemError) -> Told {
    switch error.code {
    case .noSpace:
      Told(
        say(
          "le disque est plein (\(error.path)) ; libérez de la place, ce qui était confirmé est gardé",
          "the disk is full (\(error.path)); free some room, what was acknowledged is kept"
        ),
        .integrity
      )
    case .readOnlyFileSystem, .permissionDenied:
      Told(
        say(
          "pas le droit d'écrire dans \(error.path) (\(error.code)) ; rien n'a été changé",
          "not allowed to write \(error.path) (\(error.code)); nothing was changed"
        ),
        .notAllowed
      )
    case .noSuchFileOrDirectory:
      Told(say("\(error.path) n'existe pas", "\(error.path) does not exist"), .notFound)
    default:
      Told(
        say(
          "le système refuse \(error.operation) sur \(error.path) : \(error.code)",
          "the system refuses \(error.operation) on \(error.path): \(error.code)"
        ),
        .integrity
      )
    }
  }

  private static func view(_ failure: ViewFailure) -> Told {
    if failure.isDiskFull {
      return Told(
        say(
          "le disque est plein : les vues attendent, ce qui était confirmé est dans le journal ; libérez de la place",
          "the disk is full: the views wait, what was acknowledged is in the log; free some room"
        ),
        .integrity
      )
    }
    if failure.isNotWritable {
      return Told(
        say(
          "\(words(failure)) : les vues ne peuvent pas être écrites ici ; vérifiez droits et disque, rien n'a été changé",
          "\(words(failure)): the views cannot be written here; check permissions and disk, nothing was changed"
        ),
        .notAllowed
      )
    }
    if case .beingRebuilt = failure {
      return Told(
        say(
          "\(words(failure)) ; réessayez quand il aura fini, rien n'a été changé",
          "\(words(failure)); try again when it is done, nothing was changed"
        ),
        .notAllowed
      )
    }
    let status: ExitStatus =
      switch failure {
      case .sqlite, .fileSystem: .integrity
      default: .foundSomething
      }
    return Told(
      say(
        "\(words(failure)) ; « carnet views rebuild » la reconstruit du journal",
        "\(words(failure)); \"carnet views rebuild\" builds it again from the log"
      ),
      status
    )
  }

  private static func note(_ failure: NoteFailure) -> Told {
    switch failure {
    case .malformed(let accepted):
      Told(say("note illisible : \(accepted)", "not a note: \(accepted)"), .wrongUsage)
    case .tooLong(let bytes, let max):
      Told(
        say("note de \(bytes) octets, au plus \(max)", "a note of \(bytes) bytes, at most \(max)"),
        .wrongUsage
      )
    case .noKnownSignature:
      Told(
        say(
          "la note n'est pas signée par ce journal",
          "the note is not signed by this log"
        ),
        .integrity
      )
    case .badSignature(let key):
      Told(
        say("la signature de \(key) est fausse", "the signature of \(key) is wrong"),
        .integrity
      )
    case .anotherOrigin(let found, let expected):
      Told(
        say(
          "la note est du journal \(found), pas de \(expected)",
          "the note is of log \(found), not of \(expected)"
        ),
        .integrity
      )
    }
  }

  static func finding(_ finding: Finding) -> String {
    var place = finding.file
    if let offset = finding.offset { place += say(", octet \(offset)", ", byte \(offset)") }
    if let position = finding.position {
      place += say(", événement \(position)", ", event \(position)")
    }
    return "\(place): \(words(finding.kind))"
  }

  private static func words(_ kind: Finding.Kind) -> String {
    switch kind {
    case .identity(let reason):
      say("identité : \(Self.reason(reason))", "identity: \(Self.reason(reason))")
    case .segmentHeader(.futureFormat(let version)):
      say(
        "segment au format \(version), d'une version plus récente",
        "segment of format \(version), of a later version"
      )
    case .segmentHeader(let reason):
      say(
        "en-tête de segment illisible (\(Self.reason(reason)))",
        "segment header cannot be read (\(Self.reason(reason)))"
      )
    case .foreignSegment(let found, let expected):
      say(
        "segment d'un autre journal (\(found), attendu \(expected))",
        "segment of another log (\(found), expected \(expected))"
      )
    case .segmentOutOfOrder(let found, let expected):
      say("segment à \(found), attendu \(expected)", "segment at \(found), expected \(expected)")
    case .segmentLinkDiffers:
      say("ne suit pas le segment précédent", "does not follow the segment before")
    case .segmentMissing(let expected):
      say("segment manquant à \(expected)", "missing segment at \(expected)")
    case .segmentWithoutBatches: say("segment vide", "empty segment")
    case .batchHeader(.futureFormat(let version)):
      say(
        "lot au format \(version), d'une version plus récente",
        "batch of format \(version), of a later version"
      )
    case .batchHeader(let reason):
      say(
        "en-tête de lot illisible (\(Self.reason(reason)))",
        "batch header cannot be read (\(Self.reason(reason)))"
      )
    case .batch(let reason):
      say("lot endommagé (\(Self.reason(reason)))", "damaged batch (\(Self.reason(reason)))")
    case .batchRunsPastTheEnd:
      say("le lot dépasse la fin du fichier", "the batch runs past the end of the file")
    case .batchOutOfOrder(let found, let expected):
      say("lot à \(found), attendu \(expected)", "batch at \(found), expected \(expected)")
    case .batchLinkDiffers: say("ne suit pas le lot précédent", "does not follow the batch before")
    case .epochFell(let found, let before):
      say("époque \(found) après \(before)", "epoch \(found) after \(before)")
    case .bytesAfterTheEnd: say("octets après la fin", "bytes after the end")
    case .tornTail(let bytes):
      say(
        "écriture inachevée de \(bytes) octets ; la prochaine ouverture la coupe",
        "unfinished write of \(bytes) bytes; the next opening cuts it"
      )
    case .endsBeforeWatermark(let size, let watermark):
      say(
        "finit à \(size) événements alors que \(watermark) étaient durables",
        "ends at \(size) events where \(watermark) were durable"
      )
    case .endsBeforeCheckpoint(let size, let checkpoint):
      say(
        "finit à \(size) événements alors qu'une tête signée en couvre \(checkpoint)",
        "ends at \(size) events where a signed head covers \(checkpoint)"
      )
    case .watermarkMissing: say("marque de durabilité absente", "the watermark is missing")
    case .watermarkSlot(let slot):
      say("emplacement \(slot) illisible", "slot \(slot) cannot be read")
    case .watermarkDiffers:
      say("ne correspond pas au journal", "does not fit the log")
    case .checkpointUnreadable(let reason):
      say(
        "tête signée illisible (\(note(reason).sentence))",
        "signed head cannot be read (\(note(reason).sentence))"
      )
    case .checkpointRootDiffers(let size):
      say(
        "la racine à \(size) événements n'est pas celle qui fut signée",
        "the root at \(size) events is not the one that was signed"
      )
    case .checkpointOutOfOrder(let size):
      say("tête signée à \(size) hors d'ordre", "signed head at \(size) out of order")
    case .unfinishedCheckpoint: say("tête signée inachevée", "unfinished signed head")
    case .revisionOutOfOrder(let record, let found, let expected):
      say(
        "dossier \(record) : révision \(found), attendue \(expected)",
        "record \(record): revision \(found), expected \(expected)"
      )
    case .previousDiffers(let record):
      say("dossier \(record) : chaînage faux", "record \(record): wrong chain")
    case .eventRepeated(let id, let first):
      say("événement \(id) répété (d'abord à \(first))", "event \(id) repeated (first at \(first))")
    case .strangeFile(let name): say("fichier inconnu \(name)", "unknown file \(name)")
    case .indexDiffers(let name): say("index \(name) faux", "index \(name) is wrong")
    }
  }
}
