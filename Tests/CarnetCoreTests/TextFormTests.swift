import CarnetCore
import Testing

struct TextFormTests {
  // MARK: - Hexadecimal

  @Test func `bytes are written in lower case and read in either`() {
    #expect(Hex.encode([0x00, 0x0f, 0xa5, 0xff]) == "000fa5ff")
    #expect(Hex.encode([]) == "")
    #expect(Hex.decode("000fa5ff") == [0x00, 0x0f, 0xa5, 0xff])
    #expect(Hex.decode("000FA5fF") == [0x00, 0x0f, 0xa5, 0xff])
    #expect(Hex.decode("") == [])
    let all = (0...255).map { UInt8($0) }
    #expect(Hex.decode(Hex.encode(all)) == all)
    #expect(Hex.encode(0x0123_4567_89ab_cdef) == "0123456789abcdef")
    #expect(Hex.decodeUInt64("0123456789abcdef") == 0x0123_4567_89ab_cdef)
    #expect(Hex.decodeUInt64("ffffffffffffffff") == .max)
  }

  @Test(
    "what is no hexadecimal is refused",
    arguments: [
      "0", "000", "0g", "g0", " 00", "00 ", "0x00", "-1", "\u{ff10}0", "00\u{0}", "é",
    ]
  )
  func badHex(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test(
    "a number has sixteen digits",
    arguments: ["", "0", "0123456789abcde", "0123456789abcdef0"]
  )
  func badNumber(text: String) {
    #expect(Hex.decodeUInt64(text) == nil)
  }

  // MARK: - Base64

  /// RFC 4648 section 10.
  static let rfc4648 = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]

  @Test("Base64 is that of the RFC", arguments: rfc4648)
  func base64(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test(
    "Base64 has one spelling",
    arguments: [
      "Zg", "Zg=", "Zg===", "=Zg=", "Z=g=", "Zh==", "Zm9=", "Zm9v=", "Zm9v====", "====", "=", "Z",
      "Zm9v Zm9v", "Zm9v\n", "Zm8-", "Zm8_", "Zm9v\u{301}", "\u{ff3a}g==",
    ]
  )
  func badBase64(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func `bytes of every length go through Base64 and back`() {
    var random = SplitMix64(seed: 64)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  // MARK: - Digest

  @Test func `a digest is 32 bytes and 64 digits`() {
    let bytes = (0..<32).map { UInt8($0 * 7) }
    let digest = Digest(bytes: bytes)
    #expect(digest?.bytes == bytes)
    #expect(digest?.description == Hex.encode(bytes))
    #expect(digest.flatMap { Digest($0.description) } == digest)
    #expect(Digest(bytes: bytes.dropLast()) == nil)
    #expect(Digest(bytes: bytes + [0]) == nil)
    #expect(Digest("00") == nil)
    #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
    for place in 0..<32 {
      var other = bytes
      other[place] ^= 0x80
      #expect(Digest(bytes: other) != digest)
    }
  }

  // MARK: - EventID

  @Test func `event identities are written as UUIDs`() throws {
    let id = EventID(high: 0x0123_4567_89ab_4def, low: 0x8123_4567_89ab_cdef)
    #expect(id.description == "01234567-89ab-4def-8123-456789abcdef")
    #expect(EventID(id.description) == id)
    #expect(EventID("01234567-89AB-4DEF-8123-456789ABCDEF") == id)
    #expect(EventID(high: 0, low: 0).description == "00000000-0000-0000-0000-000000000000")
    #expect(EventID(high: 0, low: 1) < EventID(high: 1, low: 0))
    #expect(EventID(high: 1, low: 0) < EventID(high: 1, low: 1))
  }

  @Test(
    "what is no UUID is refused",
    arguments: [
      "", "0123456789ab4def8123456789abcdef", "01234567-89ab-4def-8123-456789abcde",
      "01234567-89ab-4def-8123-456789abcdef0", "01234567089ab-4def-8123-456789abcdef",
      "0123456-789ab-4def-8123-456789abcdef", "01234567-89ab-4def-8123-456789abcdeg",
      "{1234567-89ab-4def-8123-456789abcde}", "01234567-89ab-4def-8123-456789abcd\u{e9}",
      "------------------------------------",
    ]
  )
  func badEventID(text: String) {
    #expect(EventID(text) == nil)
  }

  @Test("drawn and derived identities have their version", arguments: [1, 2] as [UInt64])
  func versions(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var seen: Set<EventID> = []
    for _ in 0..<1000 {
      let id = EventID.random(using: &random)
      #expect(id.high & 0xf000 == 0x4000)
      #expect(id.low >> 62 == 0b10)
      #expect(EventID(id.description) == id)
      seen.insert(id)
    }
    #expect(seen.count == 1000)
    let derived = Digest(bytes: (0..<32).map { UInt8($0) }).map(EventID.init(derivedFrom:))
    #expect(derived?.description == "00010203-0405-8607-8809-0a0b0c0d0e0f")
  }

  // MARK: - Pseudonym

  @Test func `pseudonyms are written r- and sixteen digits`() {
    let pseudonym = Pseudonym(rawValue: 0xab)
    #expect(pseudonym.description == "r-00000000000000ab")
    #expect(Pseudonym(pseudonym.description) == pseudonym)
    #expect(Pseudonym("r-0000000000000000") == .system)
    #expect(Pseudonym(rawValue: 1) < Pseudonym(rawValue: 2))
  }

  @Test(
    "what is no pseudonym is refused",
    arguments: [
      "", "r-", "00000000000000ab", "r-ab", "r-00000000000000abc", "R-00000000000000ab",
      "r_00000000000000ab", "r-0000000000000 ab", "r-00000000000000\u{e9}", "r-00000000000000ag",
    ]
  )
  func badPseudonym(text: String) {
    #expect(Pseudonym(text) == nil)
  }

  @Test func `a drawn pseudonym is never the system's`() {
    struct ZerosFirst: RandomNumberGenerator {
      var draws: UInt64 = 0
      mutating func next() -> UInt64 {
        draws += 1
        return draws / 4
      }
    }
    var zeros = ZerosFirst()
    #expect(Pseudonym.random(using: &zeros) != .system)
    var random = SplitMix64(seed: 5)
    for _ in 0..<1000 { #expect(Pseudonym.random(using: &random) != .system) }
  }

  // MARK: - Position

  @Test func `positions and revisions count from zero`() {
    #expect(Position.zero.advanced(by: 5) == Position(5))
    #expect(Position(4) < Position(5))
    #expect(Position(5).description == "5")
    #expect(Revision.zero.next == Revision(1))
    #expect(Revision(1) < Revision(2))
  }
}
