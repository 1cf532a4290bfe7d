import CarnetCore
import Interop
import MedicalRecord

extension DocumentSearch {
  /// Whether a document answers the search; who may see it is another question.
  package func matches(_ document: FHIRDocument) -> Bool {
    if document.isDeleted, profile == .mhd { return false }
    guard statuses.contains(document.status), patients.allSatisfy({ $0.matches(document.subject) })
    else { return false }
    if let ids, !ids.contains(document.logicalID.description) { return false }
    let updated = DateRange(document.updated)
    guard lastUpdated.allSatisfy({ $0.contains { $0.matches(updated) } }) else { return false }
    return criteria.allSatisfy { Self.holds($0, document) }
  }

  private static func holds(_ criterion: Criterion, _ document: FHIRDocument) -> Bool {
    switch criterion {
    case .token(let field, let values, let isNegated):
      let codes = codes(field, of: document)
      let found = values.contains { value in codes.contains { value.matches($0) } }
      return found != isNegated
    case .date(let field, let dates):
      guard let range = range(field, of: document) else { return false }
      return dates.contains { $0.matches(range) }
    case .text(let field, let text):
      return words(field, of: document).contains { text.matches($0) }
    case .identifier(let values):
      let lines = [
        document.metadata.uniqueID, document.entryID.description,
        document.logicalID.description,
      ]
      return values.contains { value in lines.contains { value.matches(line: $0) } }
    case .author(let values):
      return document.metadata.authors.contains { author in
        values.contains {
          $0.matchesPerson(author) || (author.institution.map($0.matches) ?? false)
        }
      }
    case .relatesTo(let targets):
      return targets.contains { isPredecessor($0, of: document) }
    case .isArchived(let flag): return document.isArchived == flag
    case .missing(let name, let isMissing):
      return isMissing == lacks(name, document)
    }
  }

  private static func codes(_ field: TokenField, of document: FHIRDocument) -> [Code] {
    let metadata = document.metadata
    switch field {
    case .type: return [metadata.type]
    case .category: return [metadata.classCode].compactMap { $0 }
    case .facility: return [metadata.facilityType].compactMap { $0 }
    case .setting: return [metadata.practiceSetting].compactMap { $0 }
    case .format: return [metadata.format].compactMap { $0 }
    case .event: return metadata.eventCodes
    case .securityLabel: return document.securityLabels
    case .language: return [Code(system: "urn:ietf:bcp:47", code: metadata.language)]
    case .contentType: return [Code(system: "urn:ietf:bcp:13", code: metadata.mediaType)]
    case .relation:
      return metadata.replaces == nil
        ? [] : [Code(system: "http://hl7.org/fhir/document-relationship-type", code: "replaces")]
    }
  }

  private static func range(_ field: DateField, of document: FHIRDocument) -> DateRange? {
    let metadata = document.metadata
    switch field {
    case .creation: return DateRange(metadata.creationTime)
    case .date: return DateRange(document.added)
    case .period:
      guard metadata.serviceStart != nil || metadata.serviceStop != nil else { return nil }
      return DateRange(
        low: metadata.serviceStart,
        high: metadata.serviceStop.map { Instant(milliseconds: $0.milliseconds + 1) }
      )
    case .periodStart: return metadata.serviceStart.map { DateRange($0) }
    case .periodEnd: return metadata.serviceStop.map { DateRange($0) }
    }
  }

  private static func words(_ field: TextField, of document: FHIRDocument) -> [String] {
    switch field {
    case .authorGiven: document.metadata.authors.compactMap(\.given)
    case .authorFamily: document.metadata.authors.compactMap(\.family)
    case .description: [document.metadata.title]
    }
  }

  private static func isPredecessor(_ target: String, of document: FHIRDocument) -> Bool {
    if let predecessor = document.predecessor?.description,
      target == predecessor || target.hasSuffix("DocumentReference/\(predecessor)")
    {
      return true
    }
    guard let replaces = document.metadata.replaces else { return false }
    return TokenValue.bare(target) == replaces || replaces.hasSuffix("^\(target)")
  }

  private static func lacks(_ name: String, _ document: FHIRDocument) -> Bool {
    if let field = TokenField(rawValue: name) { return codes(field, of: document).isEmpty }
    if let field = DateField(rawValue: name) { return range(field, of: document) == nil }
    return false
  }

  /// The documents that answer, in the order that was asked for; else the newest first, and always
  /// with the id as the last word, so that pages neither overlap nor leave out.
  package func answer(_ documents: [FHIRDocument]) -> [FHIRDocument] {
    let keys =
      control.sort.isEmpty
      ? [SearchControl.SortKey(name: "date", descending: true)] : control.sort
    return documents.filter(matches)
      .sorted { left, right in
        for key in keys {
          let (one, other) = (Self.value(key.name, left), Self.value(key.name, right))
          if one != other { return (one < other) != key.descending }
        }
        return left.logicalID < right.logicalID
      }
  }

  private enum SortValue: Equatable, Comparable {
    case number(Int64)
    case text(String)
  }

  private static func value(_ key: String, _ document: FHIRDocument) -> SortValue {
    let metadata = document.metadata
    return switch key {
    case "_lastUpdated": .number(document.updated.milliseconds)
    case "date": .number(document.added.milliseconds)
    case "creation": .number(metadata.creationTime.milliseconds)
    case "period", "period-start": .number(metadata.serviceStart?.milliseconds ?? .min)
    case "type": .text(metadata.type.code)
    case "status": .text(document.status.rawValue)
    default: .text(document.logicalID.description)
    }
  }
}
