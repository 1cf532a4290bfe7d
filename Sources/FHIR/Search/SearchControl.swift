/// How an answer is to look: the parameters that every search has (R4, search, 3.1.1.6).
package struct SearchControl: Hashable, Sendable {
  package enum Total: String, Hashable, Sendable {
    case none, estimate, accurate
  }

  package enum Summary: String, Hashable, Sendable {
    case `true`, text, data, count, `false`
  }

  package struct SortKey: Hashable, Sendable {
    package var name: String
    package var descending: Bool
  }

  /// Resources on a page.
  package var count = SearchControl.countDefault
  /// Where the page before ended, as its link said; opaque to callers.
  package var cursor: String?
  package var sort: [SortKey] = []
  package var total = Total.accurate
  package var summary = Summary.false
  /// Names of top-level elements; empty for all.
  package var elements: Set<String> = []
  /// As they were written: `DocumentReference:patient`.
  package var includes: [String] = []
  /// `_format`, in the place of an Accept header.
  package var format: String?

  package static let countDefault = 50
  package static let countMax = 500

  package init() {}
}

/// What was asked, in the order that paging links repeat it.
package struct SearchPairs: Hashable, Sendable {
  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var pairs: [Pair]

  /// Bounds on what is looked at: parameters, bytes of one value, alternatives within it.
  package static let countMax = 64
  package static let lengthMax = 4096
  package static let alternativesMax = 100

  package init(_ pairs: [Pair]) { self.pairs = pairs }

  package init(_ pairs: [(String, String)]) { self.pairs = pairs.map { Pair($0.0, $0.1) } }

  /// Checks the bounds before anything is read.
  package func checked() throws(FHIRFailure) -> SearchPairs {
    guard pairs.count <= Self.countMax else {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .tooCostly,
          "\(pairs.count) paramètres de recherche ; \(Self.countMax) au plus",
          "\(pairs.count) search parameters; at most \(Self.countMax)"
        )
      )
    }
    for pair in pairs where pair.name.utf8.count + pair.value.utf8.count > Self.lengthMax {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .tooLong,
          "un paramètre de recherche dépasse \(Self.lengthMax) octets",
          "a search parameter has more than \(Self.lengthMax) bytes",
          at: [String(pair.name.prefix(40))]
        )
      )
    }
    return self
  }
}
