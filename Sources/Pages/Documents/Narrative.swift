import Interop

/// What people read of a CDA document: its sections in order, each with a title and the narrative
/// block that its author answers for (HL7 CDA R2 section 4.3.5).
///
/// Read into a tree of known elements and nothing else, so that what becomes of it can be made of
/// our own words alone. Elements that are not known give their text and lose their name.
package struct Narrative: Sendable {
  package struct Section: Sendable {
    package var title: String
    /// 1 for a section of the body, 2 for one within it, and so on.
    package var level: Int
    var nodes: [Node]
    /// The nodes directly in the section's text.
    var roots: [Int]
  }

  /// A file that the document carries beside its text, by the name that the text calls it.
  package struct Media: Sendable {
    package var id: String
    package var mediaType: String
  }

  struct Node: Sendable {
    var kind: Kind
    var children: [Int] = []
  }

  enum Kind: Sendable, Hashable {
    case text(String)
    case paragraph
    case list(isOrdered: Bool)
    case item
    case table
    case head
    case body
    case foot
    case row
    case cell(Cell)
    case caption
    case content(Set<Style>)
    case sub
    case sup
    case lineBreak
    case footnote
    case media(String)
    /// An element that is not known: its text is kept.
    case other
  }

  struct Cell: Sendable, Hashable {
    var isHeading: Bool
    var columns: Int
    var rows: Int
  }

  enum Style: Sendable, Hashable {
    case bold
    case italics
    case underline
  }

  /// Why a document is not shown as text; its file is still there to be opened.
  package enum Failure: Error, Hashable, Sendable {
    case tooLarge
    case notCDA
    /// Not well formed, or beyond a bound of its reader.
    case malformed
    /// The body is a file that the document only wraps, or there is none.
    case noText
  }

  package private(set) var sections: [Section] = []
  package private(set) var media: [Media] = []

  /// Bytes of a document that is shown as text; pictures within it are most of a large one.
  package static let bytesMax = 16 << 20
  static let nodesMax = 60_000
  static let sectionsMax = 400
  static let depthMax = 40
  static let mediaMax = 200

  /// Whether bytes begin as XML does: what is worth reading.
  package static func seems(_ bytes: [UInt8]) -> Bool {
    IncomingFormat(bytes) == .cda
  }

  package init(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count <= Self.bytesMax else { throw .tooLarge }
    let result: Result<NarrativeReader, Failure> = bytes.withUnsafeBytes { buffer in
      Result { () throws(Failure) in
        do throws(XMLError) {
          var reader = NarrativeReader(try XMLReader(buffer))
          try reader.read()
          return reader
        } catch {
          throw .malformed
        }
      }
    }
    let reader = try result.get()
    guard reader.isCDA else { throw .notCDA }
    sections = reader.sections.filter { !$0.roots.isEmpty || !$0.title.isEmpty }
    media = reader.media
    if sections.isEmpty { throw .noText }
  }
}

extension Narrative {
  /// The bytes of a file within a document.
  ///
  /// - Parameters:
  ///   - number: its place among the document's files, from 1, as the HTML names it.
  ///   - bytes: the document.
  ///   - maximum: bytes of a file at most.
  /// - Returns: nil where the document has no such file, or it is not one in Base64.
  package static func file(
    _ number: Int,
    in bytes: [UInt8],
    maximum: Int = 32 << 20
  ) -> (bytes: [UInt8], mediaType: String)? {
    guard bytes.count <= bytesMax else { return nil }
    return bytes.withUnsafeBytes { buffer in
      do throws(XMLError) {
        var reader = NarrativeReader(try XMLReader(buffer))
        reader.wanted = number
        try reader.read()
        guard let file = reader.file else { return nil }
        do throws(Base64.Failure) {
          return (try Base64.decode(file.text, maximum: maximum), file.mediaType)
        } catch {
          return nil
        }
      } catch {
        return nil
      }
    }
  }
}
