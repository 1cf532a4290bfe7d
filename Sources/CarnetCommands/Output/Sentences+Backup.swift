import RecordService
import SystemPackage
import Vault

/// What is said when a backup, a restore or a snapshot is refused.
extension Sentences {
  static func backup(_ failure: BackupFailure) -> Told {
    switch failure {
    case .targetInsideData(let path):
      Told(
        say(
          "\(path) contient les données ou en fait partie : choisissez un autre dossier",
          "\(path) holds the data or is part of them: choose another folder"
        ),
        .wrongUsage
      )
    case .notABackup(let path):
      Told(say("aucune sauvegarde dans \(path)", "no backup in \(path)"), .notFound)
    case .manifestMalformed(let path, let line):
      Told(
        say(
          "le manifeste est endommagé (\(path), ligne \(line)) ; rien n'a été changé",
          "the manifest is damaged (\(path), line \(line)); nothing was changed"
        ),
        .integrity
      )
    case .futureFormat(let path, let version):
      Told(
        say(
          "\(path) est au format \(version), d'une version plus récente de Carnet : mettez le programme à jour",
          "\(path) has format \(version), of a later version of Carnet: update the program"
        ),
        .integrity
      )
    case .anotherLog(let found, let expected):
      Told(
        say(
          "c'est le journal \(found), pas \(expected) ; rien n'a été changé",
          "this is log \(found), not \(expected); nothing was changed"
        ),
        .integrity
      )
    case .backupAhead(let backup, let log):
      Told(
        say(
          "la sauvegarde a \(backup) événements, le journal \(log) : il a perdu sa fin ou fut restauré ; sauvegardez ailleurs",
          "the backup has \(backup) events, the log \(log): it lost its end or was restored; back up elsewhere"
        ),
        .integrity
      )
    case .anotherHistory(let size):
      Told(
        say(
          "la racine à \(size) événements n'est pas celle de la sauvegarde : ce n'est pas le même passé",
          "the root at \(size) events is not the backup's: this is another past"
        ),
        .integrity
      )
    case .fileDiffers(let path):
      Told(
        say(
          "\(path) n'est pas ce que dit le manifeste ; rien n'a été restauré",
          "\(path) is not what the manifest says; nothing was restored"
        ),
        .integrity
      )
    case .damaged(let findings):
      Told(
        say("journal endommagé : ", "damaged log: ")
          + findings.map(finding).joined(separator: "; "),
        .integrity
      )
    case .targetExists(let path):
      Told(
        say(
          "\(path) existe déjà ; rien n'a été changé",
          "\(path) exists already; nothing was changed"
        ),
        .wrongUsage
      )
    case .registerMissing, .registerTooYoung, .headBeyond, .headDiffers: restore(failure)
    case .noKeys(let path):
      Told(
        say(
          "aucune clé dans \(path) : indiquez une sauvegarde du trousseau avec --keys",
          "no keys in \(path): give a backup of the keys with --keys"
        ),
        .notFound
      )
    case .positionBeyond(let position, let size):
      Told(
        say(
          "la position \(position) est au-delà des \(size) événements",
          "position \(position) is beyond the \(size) events"
        ),
        .notFound
      )
    case .nothingBefore(let instant):
      Told(
        say("aucun événement jusqu'au \(instant)", "no event up to \(instant)"),
        .notFound
      )
    case .notASnapshot, .snapshotAhead, .snapshotDiffers, .snapshotOfAnotherVersion:
      snapshot(failure)
    }
  }

  private static func restore(_ failure: BackupFailure) -> Told {
    switch failure {
    case .registerMissing(let path):
      Told(
        say(
          "le registre des effacements manque (\(path)) : des dossiers effacés se rouvriraient ; indiquez-le avec --register, ou --without-register-erased-records-may-reopen",
          "the register of erasures is missing (\(path)): erased records would open again; give it with --register, or --without-register-erased-records-may-reopen"
        ),
        .notAllowed
      )
    case .registerTooYoung(let path, let begun, let needed):
      Told(
        say(
          "le registre (\(path)) commence le \(begun), après la sauvegarde du trousseau du \(needed) : des effacements peuvent y manquer ; retrouvez l'ancien, ou --without-register-erased-records-may-reopen",
          "the register (\(path)) begins \(begun), after the backup of the keys of \(needed): erasures may be missing from it; find the old one, or --without-register-erased-records-may-reopen"
        ),
        .notAllowed
      )
    case .headBeyond(let head, let restored):
      Told(
        say(
          "une tête signée couvre \(head) événements, la restauration \(restored) : en signer d'autres la contredirait ; prenez une sauvegarde plus récente, ou --fork pour continuer sous un autre nom",
          "a signed head covers \(head) events, the restored log \(restored): signing on would contradict it; take a newer backup, or --fork to go on under another name"
        ),
        .integrity
      )
    case .headDiffers(let size):
      Told(
        say(
          "une tête signée à \(size) événements n'est pas du passé de ce journal ; rien n'a été restauré",
          "a signed head at \(size) events is not of this log's past; nothing was restored"
        ),
        .integrity
      )
    default: Told(String(describing: failure), .integrity)
    }
  }

  private static func snapshot(_ failure: BackupFailure) -> Told {
    switch failure {
    case .notASnapshot(let path):
      Told(say("aucun instantané dans \(path)", "no snapshot in \(path)"), .notFound)
    case .snapshotAhead(let view, let snapshot, let log):
      Told(
        say(
          "l'instantané de \(view) va jusqu'à \(snapshot) événements, le journal à \(log)",
          "the snapshot of \(view) reaches \(snapshot) events, the log \(log)"
        ),
        .integrity
      )
    case .snapshotDiffers(let view):
      Told(
        say(
          "l'instantané de \(view) n'est pas ce que dit son manifeste, ou n'est pas de ce journal ; rien n'a été changé",
          "the snapshot of \(view) is not what its manifest says, or not of this log; nothing was changed"
        ),
        .integrity
      )
    case .snapshotOfAnotherVersion(let view, let found, let expected):
      Told(
        say(
          "l'instantané de \(view) est de la version \(found), celle-ci est \(expected) ; « carnet views rebuild » le remplace",
          "the snapshot of \(view) is of version \(found), this is \(expected); \"carnet views rebuild\" does instead"
        ),
        .foundSomething
      )
    default: Told(String(describing: failure), .integrity)
    }
  }

  static func register(_ failure: ErasureRegister.Failure, _ path: FilePath) -> Told {
    switch failure {
    case .malformed(let line):
      Told(
        say(
          "le registre des effacements est endommagé (\(path), ligne \(line)) ; reprenez-le d'une copie, rien n'a été effacé ni restauré",
          "the register of erasures is damaged (\(path), line \(line)); take a copy of it, nothing was erased or restored"
        ),
        .integrity
      )
    case .ofAnotherLog(let found):
      Told(
        say(
          "le registre \(path) est celui du journal \(found) ; rien n'a été changé",
          "the register \(path) is that of log \(found); nothing was changed"
        ),
        .notAllowed
      )
    }
  }

  static func keyBackup(_ failure: KeyBackup.Failure, _ path: FilePath) -> Told {
    switch failure {
    case .malformed:
      Told(
        say(
          "\(path) n'est pas une sauvegarde du trousseau, ou est endommagé",
          "\(path) is no backup of the keys, or is damaged"
        ),
        .integrity
      )
    case .ofAnotherLog(let found):
      Told(
        say(
          "\(path) est une sauvegarde du trousseau du journal \(found)",
          "\(path) is a backup of the keys of log \(found)"
        ),
        .notAllowed
      )
    case .generationGone(let generation):
      Told(
        say(
          "\(path) ne s'ouvre plus : le secret de la génération \(generation) est détruit, ou cette clé racine est plus ancienne",
          "\(path) opens no more: the secret of generation \(generation) is destroyed, or this root key is an older one"
        ),
        .notAllowed
      )
    case .damaged(let page):
      Told(
        say(
          "\(path) est endommagé (page \(page)) ; prenez une autre sauvegarde du trousseau",
          "\(path) is damaged (page \(page)); take another backup of the keys"
        ),
        .integrity
      )
    }
  }
}
