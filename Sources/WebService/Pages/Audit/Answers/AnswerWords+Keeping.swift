import Audit
import CarnetCore
import EventLog
import MedicalRecord
import Pages
import Vault

extension AnswerWords {
  // MARK: What is missing

  func integrity(_ rows: [Integrity.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("alarm", "alerte", "alarm"), column("check", "contrôle", "check"),
      column("finding", "constat", "finding"),
    ])
    for row in rows {
      let (code, check, finding) = finding(row)
      sheet.add([
        row.isAlarm
          ? AnswerCell(say("à regarder", "look at it"), code: "true", tone: .alarm)
          : AnswerCell(say("en ordre", "in order"), code: "false", tone: .good),
        AnswerCell(check, code: code), AnswerCell(finding),
      ])
    }
    return sheet
  }

  private func finding(_ row: Integrity.Row) -> (code: String, check: String, finding: String) {
    switch row {
    case .headsHold(let count, let last):
      (
        "heads", say("têtes signées", "signed heads"),
        say(
          "\(text.number(count)) têtes recalculées, la dernière à \(text.number(last ?? 0)) événements",
          "\(text.number(count)) heads computed again, the last at \(text.number(last ?? 0)) events"
        )
      )
    case .verified(let events, let segments, let bytes):
      (
        "bytes", say("chaque octet", "every byte"),
        say(
          "\(text.number(events)) événements, \(segments) segments, \(text.bytes(Int(clamping: bytes))) relus",
          "\(text.number(events)) events, \(segments) segments, \(text.bytes(Int(clamping: bytes))) read again"
        )
      )
    case .finding(let finding):
      ("log", say("fichiers du journal", "files of the log"), words(finding))
    case .tailCut(let position, let time):
      (
        "cut", say("fin coupée", "cut tail"),
        say(
          "écriture inachevée coupée à \(position), le \(text.moment(time)) : rien d'acquitté n'y était",
          "unfinished write cut at \(position), on \(text.moment(time)): nothing acknowledged was in it"
        )
      )
    case .clockJump(let position, let from, let to):
      (
        "clock", say("horloge", "clock"),
        say(
          "passe du \(text.moment(from)) au \(text.moment(to)) à la position \(position)",
          "goes from \(text.moment(from)) to \(text.moment(to)) at position \(position)"
        )
      )
    case .viewBehind(let view, let applied):
      (
        "view", say("vue en retard", "view behind"),
        say("\(view) s'arrête à \(applied)", "\(view) stops at \(applied)")
      )
    case .parked(let view, let parked):
      (
        "parked", say("dossier écarté", "record set aside"),
        say(
          "\(view) a écarté \(parked.record) à \(parked.position) : \(parked.reason)",
          "\(view) set aside \(parked.record) at \(parked.position): \(parked.reason)"
        )
      )
    }
  }

  /// Where and what; the same words as `carnet verify` are told by the command alone.
  private func words(_ finding: Finding) -> String {
    var place = finding.file
    if let offset = finding.offset { place += say(", octet \(offset)", ", byte \(offset)") }
    if let position = finding.position {
      place += say(", événement \(position)", ", event \(position)")
    }
    return "\(place) : \(finding.kind)"
  }

  // MARK: What is kept of a record

  func erasure(_ rows: [Erasure.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("what", "quoi", "what"), column("time", "moment", "time"),
      column("actor", "qui", "who"), column("details", "détails", "details"),
      column("position", "position", "position"),
    ])
    for row in rows {
      switch row {
      case .keys(let content, let trace):
        sheet.add([
          AnswerCell(say("clé de contenu", "content key"), code: "content_key"), .none, .none,
          key(content), .none,
        ])
        sheet.add([
          AnswerCell(say("clé des traces", "trace key"), code: "trace_key"), .none, .none,
          key(trace), .none,
        ])
      case .step(let position, let time, let type, let actor, let words):
        sheet.add([
          fact(type), self.time(time), person(actor), AnswerCell(words), self.position(position),
        ])
      case .erased(let position, let time, let ground, let events, let epoch):
        sheet.add([
          AnswerCell(say("effacé", "erased"), code: "erased", tone: .alarm), self.time(time),
          .none,
          AnswerCell(
            say(
              "\(events) événements, motif \(ground), époque \(epoch)",
              "\(events) events, ground \(ground), epoch \(epoch)"
            )
          ), self.position(position),
        ])
      case .due(let kind, let due):
        sheet.add([
          AnswerCell(
            kind == .erasure
              ? say("effacement dû le", "erasure due on")
              : say("fin de conservation le", "end of retention on"),
            code: "due_\(kind)"
          ), time(due), .none, .none, .none,
        ])
      case .backup(let backup):
        sheet.add([
          AnswerCell(say("sauvegarde des clés", "backup of the keys"), code: "backup"),
          time(backup.created), .none, AnswerCell(expiry(backup)), .none,
        ])
      case .horizon(let horizon):
        sheet.add([
          AnswerCell(
            say("dernière sauvegarde des clés", "last backup of the keys"),
            code: "horizon"
          ), time(horizon), .none, .none, .none,
        ])
      }
    }
    return sheet
  }

  func inventory(_ rows: [Inventory.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("place", "où", "where"), column("what", "quoi", "what"),
      column("count", "nombre", "count"), column("bytes", "taille", "size"),
      column("state", "état", "state"),
    ])
    for row in rows {
      switch row {
      case .key(let isContent, let state):
        sheet.add([
          AnswerCell(say("trousseau", "key store"), code: "keys"),
          isContent
            ? AnswerCell(say("clé de contenu", "content key"), code: "content_key")
            : AnswerCell(say("clé des traces", "trace key"), code: "trace_key"), .none, .none,
          key(state),
        ])
      case .events(let type, let count, let bytes, let readable):
        sheet.add([
          AnswerCell(say("journal", "log"), code: "log"), fact(type), number(count),
          size(bytes),
          AnswerCell(
            text.count(readable, ("lisible", "readable"), ("lisibles", "readable")),
            code: String(readable)
          ),
        ])
      case .contents(let count, let bytes, let isReadable):
        sheet.add([
          AnswerCell(say("contenus", "contents"), code: "contents"),
          AnswerCell(say("documents", "documents"), code: "documents"), number(count),
          size(bytes),
          isReadable
            ? AnswerCell(say("lisibles", "readable"), code: "readable")
            : AnswerCell(say("illisibles à jamais", "unreadable for ever"), code: "unreadable"),
        ])
      case .view(let view, let table, let rows):
        sheet.add([
          AnswerCell(say("vue \(view)", "view \(view)"), code: "views/\(view)"),
          AnswerCell(table), number(rows), .none, .none,
        ])
      case .backup(let backup):
        sheet.add([
          AnswerCell(say("sauvegarde des clés", "backup of the keys"), code: "backup"),
          AnswerCell(backup.name), .none, .none, AnswerCell(expiry(backup)),
        ])
      }
    }
    return sheet
  }

  private func size(_ bytes: UInt64) -> AnswerCell {
    .number(text.bytes(Int(clamping: bytes)), String(bytes))
  }

  private func expiry(_ backup: BackupGeneration) -> String {
    let day = text.moment(backup.expires)
    return say("\(backup.name), expire le \(day)", "\(backup.name), expires on \(day)")
  }

  private func key(_ state: KeyState) -> AnswerCell {
    switch state {
    case .present(let version):
      AnswerCell(
        say("présente, version \(version)", "there, version \(version)"),
        code: "present \(version)",
        tone: .good
      )
    case .destroyed: AnswerCell(say("détruite", "destroyed"), code: "destroyed", tone: .alarm)
    case .missing: AnswerCell(say("inconnue", "unknown"), code: "missing", tone: .care)
    }
  }
}
