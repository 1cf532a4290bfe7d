package import CarnetCore
package import MedicalRecord

/// What is searched for among the documents of one record; what is not set does not matter.
package struct DocumentSearch: Sendable {
  package enum Order: UInt8, Sendable, Hashable, CaseIterable {
    /// As they came, the oldest first.
    case added
    case addedDescending
    /// By when the care took place, the latest first.
    case momentDescending
    case moment
    case createdDescending
    case created
  }

  package var types: Set<String> = []
  package var classes: Set<String> = []
  /// When the documented care took place; see `DocumentView.moment`.
  package var period: Range<Instant>?
  package var includesSuperseded = false
  package var archived: Archived = .without
  /// Whatever else the caller asks for; called for documents that the policy shows, alone.
  package var predicate: (@Sendable (DocumentView) -> Bool)?
  /// Whether the documents that those of the page took the place of come with it.
  package var includesPredecessors = false
  package var order = Order.momentDescending
  package var limit = 50
  /// Where the page before ended.
  package var cursor: SearchCursor?
  /// An event that must be seen: read your write.
  package var atLeast: Position?

  package enum Archived: Sendable, Hashable {
    case without
    case with
    case only
  }

  package static let limitMax = 500

  package init() {}

  /// Whether a document is asked for, beside being visible.
  func wants(_ document: DocumentView) -> Bool {
    if document.isDeleted { return false }
    if document.replacedBy != nil, !includesSuperseded { return false }
    switch archived {
    case .without: if document.isArchived { return false }
    case .with: break
    case .only: if !document.isArchived { return false }
    }
    if !types.isEmpty, !types.contains(document.metadata.type.code) { return false }
    if !classes.isEmpty, !classes.contains(document.metadata.documentClass.code) { return false }
    if let period, !period.contains(document.moment) { return false }
    return predicate?(document) ?? true
  }

  /// What documents are ordered by; none of it ever changes, so pages never overlap.
  func key(_ document: DocumentView) -> (Int64, UInt32) {
    switch order {
    case .added: (0, document.number)
    case .addedDescending: (0, ~document.number)
    case .moment: (document.moment.milliseconds, document.number)
    case .momentDescending: (-document.moment.milliseconds, document.number)
    case .created: (document.created.milliseconds, document.number)
    case .createdDescending: (-document.created.milliseconds, document.number)
    }
  }
}

extension FirstSearch {
  /// Whether a document is shown before anything is looked for.
  package func shows(_ document: DocumentView, at now: Instant) -> Bool {
    shows(type: document.metadata.type.code, moment: document.moment, at: now)
  }
}

/// Where a page ended: the position that the first page was answered as of, and the last document.
///
/// Holds nothing of a record but numbers; a page is decided anew for whoever brings it.
package struct SearchCursor: Sendable, Hashable {
  var asOf: Position
  var record: Pseudonym
  var order: UInt8
  var key: Int64
  var number: UInt32
}

extension SearchCursor: CustomStringConvertible, LosslessStringConvertible {
  private static let byteCount = 29

  /// 58 characters that may stand in a URL.
  package var description: String {
    var bytes: [UInt8] = []
    for word in [asOf.rawValue, record.rawValue, UInt64(bitPattern: key)] {
      withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(order)
    return Hex.encode(bytes)
  }

  package init?(_ description: String) {
    guard description.utf8.count == Self.byteCount * 2,
      let bytes = Hex.decode(description), bytes.count == Self.byteCount,
      bytes[28] < UInt8(DocumentSearch.Order.allCases.count)
    else { return nil }
    func word(_ start: Int, _ count: Int) -> UInt64 {
      bytes[start..<(start + count)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    asOf = Position(word(0, 8))
    record = Pseudonym(rawValue: word(8, 8))
    key = Int64(bitPattern: word(16, 8))
    number = UInt32(word(24, 4))
    order = bytes[28]
  }
}

/// A page of documents.
package struct DocumentPage: Sendable {
  package var documents: [DocumentView]
  /// Those that they took the place of, each once, without those of the page; as far as the caller may
  /// see them.
  package var predecessors: [DocumentView] = []
  /// How many the caller may see of what they ask for, on all pages.
  package var total: Int
  /// Where the next page begins; nil after the last one.
  package var next: SearchCursor?
}

extension RecordDesk {
  /// TD3.1a: the documents of a record that a caller may see and asks for.
  ///
  /// The trace names what this page shows, and is durable before it is given. Later pages are of the
  /// record as it was for the first: what is added meanwhile does not push anything to another page,
  /// and what was hidden meanwhile is hidden at once.
  package func documents(
    of reference: RecordReference,
    _ search: DocumentSearch = DocumentSearch(),
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<DocumentPage> {
    guard (0...DocumentSearch.limitMax).contains(search.limit) else { throw .badParameter("limit") }
    try await requireDurable(search.atLeast)
    let record = try await find(reference, for: caller)
    let before = try past(search.cursor, record, search)
    var traced = try await read(
      record,
      by: caller,
      asking: { _ in .record(.list) },
      everything: true
    ) { ground in
      let page = Self.page(search, ground, before)
      return Shown(page, documents: (page.documents + page.predecessors).map(\.number))
    }
    // Where the first page's trace stands is what its later pages are of.
    if search.cursor == nil { traced.value.next?.asOf = traced.asOf }
    return traced
  }

  /// The record as the first page saw it, where it changed since; nil where it did not.
  private func past(
    _ cursor: SearchCursor?,
    _ record: Pseudonym,
    _ search: DocumentSearch
  ) throws(ServingFailure) -> [UInt32: DocumentView]? {
    guard let cursor else { return nil }
    guard cursor.record == record, cursor.order == search.order.rawValue else { throw .badCursor }
    do {
      guard try cursor.asOf.rawValue <= service.reader.readableSize() else {
        throw ServingFailure.badCursor
      }
      let now = try service.dossier(of: record)
      guard let changed = now.changed, changed >= cursor.asOf else { return nil }
      return try service.dossier(of: record, before: cursor.asOf).documents
    } catch {
      throw ServingFailure(error)
    }
  }

  static func page(
    _ search: DocumentSearch,
    _ ground: ReadGround,
    _ past: [UInt32: DocumentView]?
  ) -> DocumentPage {
    let documents = ground.dossier.documents
    // What is asked for is told by the record of the first page; what may be seen, by that of now.
    var found = ground.decision.shown.compactMap { number -> DocumentView? in
      guard let document = documents[number].map({ ground.shown($0) }) else { return nil }
      if let past {
        guard let then = past[number], search.wants(then) else { return nil }
        return document
      }
      if let cursor = search.cursor, document.added >= cursor.asOf { return nil }
      return search.wants(document) ? document : nil
    }
    found.sort { search.key($0) < search.key($1) }
    let total = found.count
    if let cursor = search.cursor {
      let last = (cursor.key, cursor.number)
      found = Array(found.drop { search.key($0) <= last })
    }
    let page = Array(found.prefix(search.limit))
    var next: SearchCursor?
    if page.count < found.count, let last = page.last {
      let key = search.key(last)
      next = SearchCursor(
        asOf: search.cursor?.asOf ?? .zero,
        record: last.record,
        order: search.order.rawValue,
        key: key.0,
        number: key.1
      )
    }
    var result = DocumentPage(documents: page, total: total, next: next)
    if search.includesPredecessors { result.predecessors = predecessors(of: page, ground) }
    return result
  }

  private static func predecessors(
    of page: [DocumentView],
    _ ground: ReadGround
  ) -> [DocumentView] {
    var seen = Set(page.map(\.number))
    return page.compactMap { document in
      guard let before = ground.predecessor(of: document), seen.insert(before.number).inserted
      else { return nil }
      return ground.shown(before)
    }
  }

  /// - Throws: `.behind` when the log does not hold the event yet: another log's position, or one
  ///   that was lost.
  func requireDurable(_ position: Position?) async throws(ServingFailure) {
    guard let position else { return }
    do {
      let size = try service.reader.readableSize()
      if position.rawValue >= size {
        throw ServingFailure.behind(asked: position, reached: size)
      }
    } catch {
      throw ServingFailure(error)
    }
  }
}
