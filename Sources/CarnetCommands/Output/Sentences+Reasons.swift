import EventLog
import Ledger
import MedicalRecord

// Why bytes are not what they should be, in words: what stands in brackets behind a finding.
extension Sentences {
  static func reason(_ failure: SegmentHeader.Failure) -> String {
    switch failure {
    case .short: say("trop court", "too short")
    case .notASegment: say("ce n'est pas un segment", "not a segment")
    case .futureFormat(let version): say("format \(version)", "format \(version)")
    case .checksumDiffers: say("sa somme de contrôle diffère", "its checksum differs")
    }
  }

  static func reason(_ failure: BatchHeader.Failure) -> String {
    switch failure {
    case .short: say("trop court", "too short")
    case .notABatch: say("ce n'est pas un lot", "not a batch")
    case .checksumDiffers: say("sa somme de contrôle diffère", "its checksum differs")
    case .futureFormat(let version): say("format \(version)", "format \(version)")
    case .malformed(let field):
      say("champ « \(field) » impossible", "impossible field \"\(field)\"")
    }
  }

  static func reason(_ failure: BatchFailure) -> String {
    switch failure {
    case .payloadChecksumDiffers:
      say("la somme de contrôle de son contenu diffère", "the checksum of its payload differs")
    case .columnsDoNotDecompress:
      say("ses colonnes ne se décompressent pas", "its columns do not decompress")
    case .malformedColumn(let column, let event):
      say(
        "colonne « \(column) » mal formée à son événement \(event)",
        "malformed column \"\(column)\" at its event \(event)"
      )
    case .bytesAfterColumns(let count):
      say("\(count) octets après ses colonnes", "\(count) bytes after its columns")
    case .bodiesLengthDiffers(let columns, let header):
      say(
        "ses corps font \(columns) octets, l'en-tête en dit \(header)",
        "its bodies have \(columns) bytes, the header says \(header)"
      )
    case .paddingNotZero: say("son remplissage n'est pas nul", "its padding is not zero")
    }
  }

  static func reason(_ failure: IdentityFailure) -> String {
    switch failure {
    case .notAnIdentity:
      say("ce n'est pas une identité de journal", "not the identity of a log")
    case .futureFormat(let heading):
      say("format « \(heading) »", "format \"\(heading)\"")
    case .malformedLine(let line): say("ligne \(line) mal formée", "line \(line) is malformed")
    case .sumDiffers: say("sa somme de contrôle diffère", "its checksum differs")
    }
  }

  static func reason(_ failure: SealFailure) -> String {
    switch failure {
    case .keyDestroyed(let record):
      say("la clé du dossier \(record) est détruite", "the key of record \(record) is destroyed")
    case .keyMissing(let record):
      say("la clé du dossier \(record) manque", "the key of record \(record) is missing")
    case .doesNotOpen:
      say("ses octets ont été changés ou déplacés", "its bytes were changed or moved")
    }
  }

  static func reason(_ failure: BodyCodecs.Failure) -> String {
    switch failure {
    case .unknownCodec(let codec):
      say("méthode \(codec) inconnue de cette version", "method \(codec) unknown to this version")
    case .malformed: say("octets mal formés", "malformed bytes")
    }
  }

  static func reason(_ failure: AppendFailure) -> String {
    switch failure {
    case .conflict(let record, _, let actual):
      say(
        "le dossier \(record) en est déjà à la révision \(actual?.description ?? "-")",
        "record \(record) is at revision \(actual?.description ?? "-") already"
      )
    case .partlyRecorded(let id):
      say(
        "une partie seulement de l'écriture de \(id) est dans le journal",
        "only some of the write of \(id) is in the log"
      )
    case .repeatedIdentity(let id):
      say("l'identité \(id) est donnée deux fois", "the identity \(id) is given twice")
    case .bodyTooLarge(let bytes, let max):
      say("un corps de \(bytes) octets, au plus \(max)", "a body of \(bytes) bytes, at most \(max)")
    case .writeTooLarge(let bytes, let max):
      say(
        "une écriture de \(bytes) octets, au plus \(max)",
        "a write of \(bytes) bytes, at most \(max)"
      )
    case .reservedType(let type):
      say(
        "le type \(type.rawValue) est réservé au journal",
        "type \(type.rawValue) is the log's own"
      )
    case .emptyWrite: say("aucun événement à écrire", "no event to write")
    case .tooManyEvents(let count, let max):
      say("\(count) événements, au plus \(max)", "\(count) events, at most \(max)")
    case .closed: say("le journal est fermé", "the log is closed")
    case .sealing(let failure): reason(failure)
    case .diskFull(let bytes):
      say("il reste \(bytes) octets sur le disque", "\(bytes) bytes are left on the disk")
    case .notDurable(let error): error.description
    case .unreadable(let failure): told(failure).sentence
    }
  }
}

extension Carnet_V1_Administration {
  /// What was done, as tables show it.
  var word: String {
    switch self {
    case .keysRotated: say("clés renouvelées", "keys rotated")
    case .viewRebuilt: say("vues reconstruites", "views rebuilt")
    case .viewRolledBack: say("vues remises en arrière", "views rolled back")
    case .backupMade: say("sauvegarde", "backup made")
    case .backupExpired: say("sauvegarde expirée", "backup expired")
    case .restored: say("restauration", "restored")
    case .snapshotMade: say("instantané fait", "snapshot made")
    case .snapshotUsed: say("instantané mis en service", "snapshot used")
    case .retentionRun: say("fins de conservation", "retention run")
    case .parkedRetried: say("dossiers de côté repris", "parked records retried")
    case .clockRun: say("échéances écrites", "clock run")
    case .noticesDelivered: say("avis envoyés", "notices delivered")
    case .conflictSettled: say("doute d'identité réglé", "identity conflict settled")
    case .recordRepaired: say("dossier réparé dans les vues", "record repaired in the views")
    case .directorySearched: say("recherche sans résultat", "search that showed nobody")
    case .tokensRefused: say("jetons refusés", "tokens refused")
    case .unspecified, .UNRECOGNIZED: say("acte inconnu", "unknown act")
    }
  }
}

extension Carnet_V1_ClosureReason {
  /// Why a record was closed, as tables show it.
  var sentence: String {
    switch self {
    case .holder: say("à la demande du titulaire", "asked for by the holder")
    case .death: say("décès", "death")
    case .fraud: say("fraude", "fraud")
    case .merged: say("fusion avec un autre dossier", "merged with another record")
    case .malfunction: say("dysfonctionnement", "malfunction")
    case .unspecified, .UNRECOGNIZED: say("non dit", "not said")
    }
  }
}

extension AccessKind {
  /// What of a record was asked for, as tables show it.
  var sentence: String {
    switch self {
    case .existence: say("existence", "existence")
    case .list: say("liste des documents", "list of documents")
    case .trail: say("traces", "trail")
    case .export: say("export", "export")
    case .emergencyCard: say("carte d'urgence", "emergency card")
    case .statements: say("déclarations", "statements")
    case .rights: say("droits", "rights")
    case .identity: say("identité", "identity")
    case .unspecified, .UNRECOGNIZED: say("autre", "other")
    }
  }
}
