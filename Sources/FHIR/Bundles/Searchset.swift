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

extension FHIRValue {
  /// A searchset Bundle; an OperationOutcome is its last entry where there is something to say.
  package static func searchset(
    _ page: FHIRPage,
    at site: FHIRSite,
    in language: FHIRIssue.Language = .french
  ) -> FHIRValue {
    var entries = page.resources.map { entry($0, mode: "match", site) }
    entries += page.included.map { entry($0, mode: "include", site) }
    if !page.issues.isEmpty {
      let outcome = operationOutcome(page.issues, in: language)
      entries.append(entry(outcome, mode: "outcome", site))
    }
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

  private static func entry(_ resource: FHIRValue, mode: String, _ site: FHIRSite) -> FHIRValue {
    var url: FHIRValue?
    if let type = resource["resourceType"]?.text, let id = resource["id"]?.text {
      url = .string("\(site.base)/\(type)/\(id)")
    }
    return ["fullUrl": url, "resource": resource, "search": ["mode": .string(mode)]]
  }
}
