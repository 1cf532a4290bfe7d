import CarnetCore

/// The limit of requests about one record.
///
/// Asked twice: by the name that the client gives, before anything is looked up, and by the record
/// once it is found. By the first, a name that is nobody's hears "later" as soon as one that is
/// somebody's does: being throttled tells nothing.
struct RecordLimiter: Sendable {
  private let records: TokenBuckets<Pseudonym>
  // By hash: identifiers of people are not kept for a limit's sake.
  private let names: TokenBuckets<Int>

  init(_ rate: ServiceLimits.Rate) {
    records = TokenBuckets(rate)
    names = TokenBuckets(rate)
  }

  func check(_ record: Pseudonym) throws(WebRefusal) {
    if let seconds = records.take(record) { throw .tooManyRequests(seconds) }
  }

  /// - Parameter name: an identifier as the client wrote it.
  func check(name: String) throws(WebRefusal) {
    if let seconds = names.take(name.hashValue) { throw .tooManyRequests(seconds) }
  }
}
