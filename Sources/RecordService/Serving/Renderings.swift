package import CarnetCore
import Synchronization

/// What was made of a record's documents for those who read them, kept as long as the record stands as
/// it is.
///
/// It belongs to one dossier: whatever changes the record begins a new one, and it goes with the
/// dossier when the record is erased. What is kept was made of what one reader may see, so a key names
/// all that differs between readers.
package final class Renderings: Sendable {
  /// One form of one document.
  package struct Key: Hashable, Sendable {
    package var number: UInt32
    /// The logicalId of the document that it took the place of, for readers who may see that one.
    package var predecessor: EventID?
    /// The format, and whatever else the bytes depend on.
    package var form: String

    /// - Parameter document: as its reader sees it.
    package init(_ document: DocumentView, form: String) {
      number = document.number
      predecessor = document.predecessor
      self.form = form
    }
  }

  /// A record with more than this is rendered anew each time.
  static let bytesMax = 512 << 10

  private struct Kept {
    var forms: [Key: [UInt8]] = [:]
    var bytes = 0
  }

  private let kept = Mutex(Kept())

  init() {}

  /// Bytes that the forms take.
  var bytes: Int { kept.withLock { $0.bytes } }

  /// The bytes of that form: those that are kept, or those that `make` makes.
  package func form(_ key: Key, _ make: () -> [UInt8]) -> [UInt8] {
    if let known = kept.withLock({ $0.forms[key] }) { return known }
    let made = make()
    kept.withLock { kept in
      guard kept.forms[key] == nil, kept.bytes + made.count <= Self.bytesMax else { return }
      kept.forms[key] = made
      kept.bytes += made.count
    }
    return made
  }
}
