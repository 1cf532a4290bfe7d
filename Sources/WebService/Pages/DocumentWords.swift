import CarnetCore
import Interop
import MedicalRecord
import Pages
import RecordService

/// A document's facts in words.
struct DocumentWords: Sendable {
  private let tables: CodeTables
  let text: PageText

  init(_ text: PageText) throws {
    tables = try CodeTables.standard()
    self.text = text
  }

  func type(_ document: DocumentView) -> String {
    let code = document.type
    return code.display ?? tables.label(ofType: code) ?? code.code
  }

  func title(_ document: DocumentView) -> String {
    document.title.isEmpty ? type(document) : document.title
  }

  func className(_ document: DocumentView) -> String {
    let known = tables.documentClass(ofType: document.type)
    return document.documentClass.display ?? known?.display ?? document.documentClass.code
  }

  func label(ofType code: Code) -> String {
    code.display ?? tables.label(ofType: code) ?? code.code
  }

  func label(ofSetting code: Code) -> String {
    code.display ?? tables.label(ofPracticeSetting: code) ?? code.code
  }

  func label(ofSpecialty code: Code) -> String {
    code.display ?? tables.label(ofSpecialty: code) ?? code.code
  }

  func day(_ document: DocumentView) -> String {
    text.day(PageText.day(of: document.moment))
  }

  /// The first author's name, or the organisation they wrote for; nil where neither is said.
  func author(_ document: DocumentView) -> String? {
    guard let author = document.metadata.authors.first else { return nil }
    let name = [author.given, author.family].filter { !$0.isEmpty }.joined(separator: " ")
    return name.isEmpty ? nil : name
  }

  /// Labels and state that whoever sees the document must see too (BB#139).
  func marks(_ document: DocumentView) -> [Mark] {
    let language = text.language
    var marks: [Mark] = []
    for label in document.hiddenFrom.sorted(by: { $0.rawValue < $1.rawValue }) {
      switch label {
      case .professionals:
        marks.append(
          Mark(language.say("masqué aux professionnels", "hidden from professionals"), .care)
        )
      case .patient:
        marks.append(
          Mark(language.say("en attente d'annonce au patient", "waits to be announced"), .care)
        )
      case .representatives:
        marks.append(
          Mark(language.say("masqué aux représentants", "hidden from representatives"), .care)
        )
      default: break
      }
    }
    if document.replacedBy != nil {
      marks.append(Mark(language.say("version remplacée", "replaced version"), .care))
    }
    if document.isArchived { marks.append(Mark(language.say("archivé", "archived"))) }
    if document.isDeleted { marks.append(Mark(language.say("supprimé", "deleted"), .alarm)) }
    return marks
  }
}
