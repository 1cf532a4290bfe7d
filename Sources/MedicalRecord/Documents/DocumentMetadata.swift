package import CarnetCore

/// What is known of a document without opening it: the XDS DocumentEntry as the DMP asks for it
/// (domain 3.3), in the words of this domain.
///
/// Size and digests of the content belong to whoever keeps the content.
package struct DocumentMetadata: Hashable, Sendable {
  /// Fixed by the producer for this version of the document; `root` or `root^extension`.
  package var uniqueID: String
  /// Common to all versions of the document.
  package var setID: String?
  package var versionNumber: Int?
  package var title: String
  package var type: Code
  /// Follows from the type by a versioned map; nil where the map has none.
  package var classCode: Code?
  package var format: Code?
  package var confidentiality: [Code]
  package var practiceSetting: Code?
  package var facilityType: Code?
  package var creationTime: Instant
  package var serviceStart: Instant?
  package var serviceStop: Instant?
  /// A language tag, `fr-FR`.
  package var language: String
  package var authors: [DocumentAuthor]
  package var legalAuthenticator: DocumentAuthor?
  package var custodian: Institution?
  package var eventCodes: [Code] = []
  /// The uniqueID of the document that this one replaces.
  package var replaces: String?
  /// The media type of the content as it is kept: that of the embedded file where the document is
  /// but its envelope.
  package var mediaType: String

  package init(
    uniqueID: String,
    title: String,
    type: Code,
    confidentiality: [Code],
    creationTime: Instant,
    language: String,
    authors: [DocumentAuthor],
    mediaType: String
  ) {
    self.uniqueID = uniqueID
    self.title = title
    self.type = type
    self.confidentiality = confidentiality
    self.creationTime = creationTime
    self.language = language
    self.authors = authors
    self.mediaType = mediaType
  }
}
