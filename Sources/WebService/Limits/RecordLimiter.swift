import CarnetCore

/// The limit of requests about one record, asked once a route knows which record it is.
struct RecordLimiter: Sendable {
  let buckets: TokenBuckets<Pseudonym>

  func check(_ record: Pseudonym) throws(WebRefusal) {
    if let seconds = buckets.take(record) { throw .tooManyRequests(seconds) }
  }
}
