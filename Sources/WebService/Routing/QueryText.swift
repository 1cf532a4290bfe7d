/// The parameters of a query or of a form, decoded, in their order.
struct QueryText: Sendable {
  private(set) var items: [(name: String, value: String)] = []

  init() {}

  /// - Throws: more parameters than `max`, or a malformed escape.
  init(_ text: some StringProtocol, max: Int) throws(WebRefusal) {
    for part in text.split(separator: "&", omittingEmptySubsequences: true) {
      guard items.count < max else {
        throw WebRefusal(
          .badRequest,
          .tooManyParameters,
          "plus de \(max) paramètres",
          "more than \(max) parameters"
        )
      }
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(pair[0]), let value = Self.decode(pair.count > 1 ? pair[1] : "")
      else {
        throw .malformed(
          "un paramètre est mal codé (%HH, UTF-8)",
          "a parameter is wrongly encoded (%HH, UTF-8)"
        )
      }
      items.append((name, value))
    }
  }

  subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  mutating func append(name: String, value: String) { items.append((name, value)) }

  mutating func append(_ other: QueryText) { items += other.items }

  static func decode(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// As it stands in a link.
  static func encode(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
