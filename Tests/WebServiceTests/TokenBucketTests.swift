import Testing

@testable import WebService

@Suite("Limits of rate")
struct TokenBucketTests {
  private let start = ContinuousClock.now

  @Test func `a burst is taken at once and then there is one token a tick`() {
    let buckets = TokenBuckets<String>(.init(perSecond: 2, burst: 3))
    for _ in 0..<3 { #expect(buckets.take("a", now: start) == nil) }
    #expect(buckets.take("a", now: start) == 1)
    #expect(buckets.take("a", now: start + .milliseconds(600)) == nil)
    #expect(buckets.take("a", now: start + .milliseconds(700)) == 1)
  }

  @Test func `one key's flood takes nothing from another`() {
    let buckets = TokenBuckets<String>(.init(perSecond: 1, burst: 1))
    for _ in 0..<100 { _ = buckets.take("loud", now: start) }
    #expect(buckets.take("quiet", now: start) == nil)
  }

  @Test func `memory is bounded and who is throttled stays throttled`() {
    let buckets = TokenBuckets<Int>(.init(perSecond: 0.001, burst: 2), keysMax: 64)
    for _ in 0..<5 { _ = buckets.take(-1, now: start) }
    for key in 0..<1000 { _ = buckets.take(key, now: start) }
    #expect(buckets.count <= 64)
    #expect(buckets.take(-1, now: start) != nil)
  }
}
