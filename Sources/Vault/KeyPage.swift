import CarnetCore
import Crypto

/// A page of the key store: 50 records' keys in one box of 4,096 bytes (docs/vault-format.md).
enum KeyPage {
  static let byteCount = 4096
  static let slots = 50
  static let slotBytes = 80
  private static let plainBytes = byteCount - SealedBox.nonceBytes - SealedBox.tagBytes

  static func seal(
    _ slots: UnsafeRawBufferPointer,
    number: Int,
    epoch: UInt32,
    log: String,
    key: SymmetricKey
  ) -> [UInt8] {
    withPadded(slots) {
      SealedBox.seal($0, key: key, authenticating: associatedData(number, epoch, log))
    }
  }

  /// Slots and the zeros after them, for as long as `body` runs.
  static func withPadded(
    _ slots: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> [UInt8]
  ) -> [UInt8] {
    withUnsafeTemporaryAllocation(byteCount: plainBytes, alignment: 8) { plain in
      plain.initializeMemory(as: UInt8.self, repeating: 0)
      plain.copyMemory(from: slots)
      defer { plain.initializeMemory(as: UInt8.self, repeating: 0) }
      return body(UnsafeRawBufferPointer(plain))
    }
  }

  static func open(
    _ page: ArraySlice<UInt8>,
    number: Int,
    epoch: UInt32,
    log: String,
    key: SymmetricKey
  ) -> [UInt8]? {
    guard page.count == byteCount else { return nil }
    return SealedBox.open(page, key: key, authenticating: associatedData(number, epoch, log))
  }

  private static func associatedData(_ number: Int, _ epoch: UInt32, _ log: String) -> [UInt8] {
    Array("carnet/v1/page/\(log)/\(epoch)/\(number)".utf8)
  }
}

/// The first page of a key store file.
struct KeyStoreHeader: Hashable {
  var log: String
  var epoch: UInt32
  /// A value that only the right root key gives, so that a wrong key is told from damage.
  var check: [UInt8]

  private static let magic = "carnet-keys/v1"

  init(log: String, epoch: UInt32, check: [UInt8]) {
    self.log = log
    self.epoch = epoch
    self.check = check
  }

  static func checkValue(_ key: SymmetricKey) -> [UInt8] {
    SealedBox.derive(key, "carnet/v1/check").withUnsafeBytes { Array($0.prefix(16)) }
  }

  func encoded() -> [UInt8] {
    let text = "\(Self.magic)\nlog \(log)\nepoch \(epoch)\ncheck \(Hex.encode(check))\n"
    let sum = Hex.encode(Crypto.SHA256.hash(data: Array(text.utf8)))
    let bytes = Array((text + "sum \(sum)\n").utf8)
    return bytes + [UInt8](repeating: 0, count: KeyPage.byteCount - bytes.count)
  }

  /// The version that a header of a later format names; nil when it is of this one, or no header.
  static func laterVersion(_ page: [UInt8]) -> Int? { FormatHeading.later(page, than: magic) }

  /// nil when it is not a header that checks.
  init?(decoding page: [UInt8]) {
    guard page.count == KeyPage.byteCount else { return nil }
    let lines = String(decoding: page.prefix { $0 != 0 }, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 6, lines[0] == Self.magic, lines[1].hasPrefix("log "),
      lines[2].hasPrefix("epoch "), let epoch = UInt32(lines[2].dropFirst(6)),
      lines[3].hasPrefix("check "), let check = Hex.decode(lines[3].dropFirst(6))
    else { return nil }
    self.init(log: String(lines[1].dropFirst(4)), epoch: epoch, check: check)
    guard encoded() == page else { return nil }
  }
}

/// The first line of the vault's files, `name/v1`.
enum FormatHeading {
  /// The version that the first line names when it is a later one than `heading` has.
  static func later(_ bytes: [UInt8], than heading: String) -> Int? {
    let line = String(decoding: bytes.prefix(64).prefix { $0 != 0x0a }, as: UTF8.self)
    guard let mark = heading.lastIndex(of: "v"),
      let own = Int(heading[heading.index(after: mark)...]), line.hasPrefix(heading[...mark]),
      let version = Int(line.dropFirst(heading[...mark].count)), version > own
    else { return nil }
    return version
  }
}
