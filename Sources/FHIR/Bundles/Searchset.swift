package import CarnetCore

/// One page of an answer to a search.
package struct FHIRPage: Sendable {
  package var resources: [FHIRValue]
  /// What `_include` adds: shown, and not counted.
  package var included: [FHIRValue] = []
  /// All that match, on all pages; nil where it was not counted (`_total=none`).
  package var total: Int?
  /// Addresses of this page and its neighbours.
  package var links: Links
  /// What is worth saying about the search itself: parameters that were ignored.
  package var issues: [FHIRIssue] = []
  /// When it was answered.
  package var time: Instant

  package struct Links: Hashable, Sendable {
    package var current: String
    package var first: String?
    package var previous: String?
    package var next: String?
    package var last: String?

    package init(current: String) { self.current = current }
  }

  package init(resources: [FHIRValue], total: Int?, current: String, time: Instant) {
    self.resources = resources
    self.total = total
    links = Links(current: current)
    self.time = time
  }
}

/// An entry of a searchset as JSON, written once and given as often as it is asked for.
package struct FHIRRenderedEntry: Sendable {
  package let bytes: [UInt8]

  /// An entry that matched.
  package init(matching resource: FHIRValue, at site: FHIRSite) {
    bytes = FHIRValue.entry(resource, mode: "match", site).jsonBytes()
  }

  /// What was kept of an entry's `bytes`.
  package init(bytes: [UInt8]) { self.bytes = bytes }
}

extension FHIRPage {
  /// The same bytes as the JSON of `FHIRValue.searchset`, with matches that were written before.
  ///
  /// - Parameter matches: what stands before the page's own resources.
  package func searchsetJSON(
    _ matches: [FHIRRenderedEntry],
    at site: FHIRSite,
    in language: FHIRIssue.Language = .french
  ) -> [UInt8] {
    let own = FHIRValue.entries(of: self, at: site, in: language).map { $0.jsonBytes() }
    let entries = matches.map(\.bytes) + own
    var bytes = FHIRValue.searchset(self, of: [], in: language).jsonBytes()
    guard !entries.isEmpty else { return bytes }
    bytes.reserveCapacity(entries.reduce(bytes.count + 16) { $0 + $1.count + 1 })
    // The entries are a searchset's last member: the brace that ends it moves behind them.
    bytes.removeLast()
    bytes += #","entry":["#.utf8
    for (index, entry) in entries.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += entry
    }
    bytes += "]}".utf8
    return bytes
  }
}

extension FHIRValue {
  /// A searchset Bundle; an OperationOutcome is its last entry where there is something to say.
  package static func searchset(
    _ page: FHIRPage,
    at site: FHIRSite,
    in language: FHIRIssue.Language = .french
  ) -> FHIRValue {
    searchset(page, of: entries(of: page, at: site, in: language), in: language)
  }

  fileprivate static func entries(
    of page: FHIRPage,
    at site: FHIRSite,
    in language: FHIRIssue.Language
  ) -> [FHIRValue] {
    var entries = page.resources.map { entry($0, mode: "match", site) }
    entries += page.included.map { entry($0, mode: "include", site) }
    if !page.issues.isEmpty {
      let outcome = operationOutcome(page.issues, in: language)
      entries.append(entry(outcome, mode: "outcome", site))
    }
    return entries
  }

  fileprivate static func searchset(
    _ page: FHIRPage,
    of entries: [FHIRValue],
    in language: FHIRIssue.Language
  ) -> FHIRValue {
    let links = page.links
    let pairs = [
      ("self", links.current), ("first", links.first), ("previous", links.previous),
      ("next", links.next), ("last", links.last),
    ]
    return [
      "resourceType": "Bundle", "type": "searchset", "timestamp": .moment(page.time),
      "total": page.total.map { .whole($0) },
      "link": .list(
        pairs.map { relation, url in
          url.map { ["relation": .string(relation), "url": .string($0)] }
        }
      ), "entry": .array(entries),
    ]
  }

  fileprivate static func entry(_ resource: FHIRValue, mode: String, _ site: FHIRSite) -> FHIRValue
  {
    var url: FHIRValue?
    if let type = resource["resourceType"]?.text, let id = resource["id"]?.text {
      url = .string("\(site.base)/\(type)/\(id)")
    }
    return ["fullUrl": url, "resource": resource, "search": ["mode": .string(mode)]]
  }
}
