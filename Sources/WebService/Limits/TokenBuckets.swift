import Synchronization

/// Limits of rate, one bucket a key, in bounded memory.
///
/// A key that was not used until its bucket is full again is the same as one that was never seen, so
/// forgetting it changes nothing; when too many are in use at once, the fullest goes.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  private let rate: ServiceLimits.Rate
  private let keysMax: Int
  private let buckets = Mutex<[Key: Bucket]>([:])

  init(_ rate: ServiceLimits.Rate, keysMax: Int = 16_384) {
    self.rate = rate
    self.keysMax = keysMax
  }

  var count: Int { buckets.withLock { $0.count } }

  /// Takes a token; or says after how many seconds there will be one.
  func take(_ key: Key, now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      var bucket = buckets[key] ?? Bucket(tokens: rate.burst, at: now)
      let elapsed = max(0, (now - bucket.at) / .seconds(1))
      bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
      bucket.at = now
      if buckets[key] == nil, buckets.count >= keysMax { makeRoom(&buckets, now) }
      guard bucket.tokens >= 1 else {
        buckets[key] = bucket
        return max(1, Int(((1 - bucket.tokens) / rate.perSecond).rounded(.up)))
      }
      bucket.tokens -= 1
      buckets[key] = bucket
      return nil
    }
  }

  private func makeRoom(_ buckets: inout [Key: Bucket], _ now: ContinuousClock.Instant) {
    func tokens(_ bucket: Bucket) -> Double {
      bucket.tokens + (now - bucket.at) / .seconds(1) * rate.perSecond
    }
    buckets = buckets.filter { tokens($0.value) < rate.burst }
    guard buckets.count >= keysMax else { return }
    // Half of them, the fullest: what is being throttled stays so.
    let kept = buckets.sorted { tokens($0.value) < tokens($1.value) }.prefix(keysMax / 2)
    buckets = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}
