import Foundation
import Testing

@testable import Interop

struct Base64Tests {
  @Test(
    "the examples of RFC 4648",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
      ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), (" Zm9v\r\n\tYmFy \n", "foobar"),
      ("Z m 9 v Y g = =", "foob"),
    ]
  )
  func decodes(text: String, expected: String) throws {
    #expect(try Base64.decode(Array(text.utf8), maximum: 100) == Array(expected.utf8))
  }

  @Test(
    "what is not strict Base64 is refused",
    arguments: [
      ("Z", Base64.Failure.incomplete), ("Zg", .incomplete), ("Zg=", .incomplete),
      ("Zm8", .incomplete), ("Zg===", .character(at: 4)), ("Zm9v=", .character(at: 4)),
      ("=", .character(at: 0)), ("Z===", .character(at: 1)), ("Zg==Zg==", .character(at: 4)),
      ("Zh==", .unusedBits), ("Zm9=", .unusedBits), ("Zm9v*", .character(at: 4)),
      ("Zm-v", .character(at: 2)), ("Zm_v", .character(at: 2)), ("Zm\u{e9}v", .character(at: 2)),
      ("Zm8=\u{0}", .character(at: 4)), ("Zm9vYmFyYmF6", .tooLong(maximum: 8)),
      ("Zm9vYmFyYg==", .tooLong(maximum: 6)), ("Zm9vYmFyYmE=", .tooLong(maximum: 7)),
    ]
  )
  func refuses(text: String, failure: Base64.Failure) {
    let maximum = if case .tooLong(let maximum) = failure { maximum } else { 100 }
    #expect(throws: failure) { try Base64.decode(Array(text.utf8), maximum: maximum) }
  }

  @Test("decoding agrees with Foundation's encoder", arguments: 0..<100)
  func agrees(length: Int) throws {
    var random = SplitMix64(seed: UInt64(length))
    let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    let text = Data(bytes).base64EncodedString(options: .lineLength64Characters)
    #expect(try Base64.decode(Array(text.utf8), maximum: length) == bytes)
  }
}
