import MedicalRecord

/// A piece of a message at any depth: a field, a repetition, a component, a part of one.
struct ER7Value {
  let bytes: ArraySlice<UInt8>
  private let delimiters: ER7Message.Delimiters

  init(_ bytes: ArraySlice<UInt8>, _ delimiters: ER7Message.Delimiters) {
    self.bytes = bytes
    self.delimiters = delimiters
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// What a field says more than once; at most 256 times.
  var repetitions: [ER7Value] { parts(delimiters.repetition) }

  /// A component by its number from 1; empty where there is none.
  func component(_ number: Int) -> ER7Value { part(number, delimiters.component) }

  /// A part of a component by its number from 1.
  func subcomponent(_ number: Int) -> ER7Value { part(number, delimiters.subcomponent) }

  /// The first component's text, as most fields are asked for.
  var code: String? { component(1).text }

  /// The text with its escapes replaced; nil when empty, or when it is the HL7 null `""`.
  var text: String? {
    guard !bytes.isEmpty, !bytes.elementsEqual("\"\"".utf8) else { return nil }
    let unescaped = bytes.contains(delimiters.escape) ? replacingEscapes() : Array(bytes)
    let text = String(decoding: unescaped, as: UTF8.self)
    var rest = text[...].drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest.isEmpty ? nil : String(rest)
  }

  private static let repetitionsMax = 256

  private func parts(_ separator: UInt8) -> [ER7Value] {
    bytes.split(
      separator: separator,
      maxSplits: Self.repetitionsMax,
      omittingEmptySubsequences: false
    )
    .prefix(Self.repetitionsMax).map { ER7Value($0, delimiters) }
  }

  private func part(_ number: Int, _ separator: UInt8) -> ER7Value {
    var start = bytes.startIndex
    for _ in 1..<max(1, number) {
      guard let next = bytes[start...].firstIndex(of: separator) else {
        return ER7Value([], delimiters)
      }
      start = next + 1
    }
    let end = bytes[start...].firstIndex(of: separator) ?? bytes.endIndex
    return ER7Value(bytes[start..<end], delimiters)
  }

  /// Chapter 2, section 2.7: the delimiters themselves, hexadecimal bytes, line ends; highlighting is
  /// left out, and what is no escape stays as it is.
  private func replacingEscapes() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      guard bytes[offset] == delimiters.escape,
        // No escape is long: without the bound a text of escape characters would cost its square.
        let end = bytes[(offset + 1)...].prefix(64).firstIndex(of: delimiters.escape)
      else {
        text.append(bytes[offset])
        offset += 1
        continue
      }
      let sequence = bytes[offset + 1..<end]
      if let replacement = replacement(of: sequence) {
        text += replacement
      } else {
        text += bytes[offset...end]
      }
      offset = end + 1
    }
    return text
  }

  private func replacement(of sequence: ArraySlice<UInt8>) -> [UInt8]? {
    switch String(decoding: sequence, as: UTF8.self) {
    case "F": [delimiters.field]
    case "S": [delimiters.component]
    case "T": [delimiters.subcomponent]
    case "R": [delimiters.repetition]
    case "E": [delimiters.escape]
    case "H", "N": []
    case ".br", ".sp": [0x0a]
    case let other where other.hasPrefix("X"): Self.hexadecimal(sequence.dropFirst())
    default: nil
    }
  }

  /// Printable bytes only: control characters have no place in names and titles.
  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var index = digits.startIndex
    while index < digits.endIndex {
      let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16), byte >= 0x20 || byte == 0x0a || byte == 0x09 else {
        return nil
      }
      bytes.append(byte)
      index += 2
    }
    return bytes
  }
}

extension ER7Value {
  /// An identifier with the OID of its authority (types CX, XCN, EI with an HD): nil where the
  /// authority has none.
  func identifier(
    number: Int = 1,
    authority: Int
  ) -> InstanceIdentifier? {
    let hierarchy = component(authority)
    guard let value = component(number).text, let root = hierarchy.subcomponent(2).text else {
      return nil
    }
    do throws(MalformedIdentifier) {
      return try InstanceIdentifier(root: root, extension: value)
    } catch {
      return nil
    }
  }
}
