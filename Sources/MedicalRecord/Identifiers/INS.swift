/// The national health identity number of a patient: "matricule INS", 13 characters and a key of
/// two digits, with the authority that gave it (CSP R1111-8-1; NIR form of the INSEE register).
///
/// The form is checked on reading: sex 1 or 2, two digits of the year, a month of 01 to 12 or one
/// of the substitutes 20 to 99, a department (2A and 2B for Corsica), a commune and an order
/// number. A key that does not follow from the number is a finding and not a refusal, because
/// official examples carry wrong keys; strict reading refuses it.
///
/// One word and an authority, so that millions can be held and hashed.
package struct INS: Hashable, Sendable {
  private var number: NumberText
  package let authority: Authority

  private static let width = 15
  private static let departmentLetter = 6

  /// Reads 15 characters, no space before, within or after.
  ///
  /// - Parameters:
  ///   - text: number and key, as documents write them: `277076322082910`.
  ///   - authority: who gave the number.
  ///   - strictness: `.strict` makes a wrong key an error.
  /// - Throws: `.length`, `.character`, `.value`; `.temporaryNumber` for NNP and MIG;
  ///   `.computedINS` for the 22 digits of the former INS-C; `.key` in strict reading.
  package init(
    _ text: some StringProtocol,
    authority: Authority,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    if text.utf8.count == 22, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw MalformedIdentifier(.ins, .computedINS)
    }
    number = try NumberText(
      text,
      width: Self.width,
      letterAt: Self.departmentLetter,
      kind: .ins
    )
    self.authority = authority
    try checkStructure()
    if strictness == .strict, key != expectedKey {
      throw MalformedIdentifier(.ins, .key(found: key, expected: expectedKey))
    }
  }

  private func checkStructure() throws(MalformedIdentifier) {
    switch digits(at: 0, count: 1) {
    case 1, 2: break
    case 7, 8: throw MalformedIdentifier(.ins, .temporaryNumber(.nnp))
    case 5, 6: throw MalformedIdentifier(.ins, .temporaryNumber(.mig))
    // Waiting numbers follow no published rule beyond their length.
    case _ where authority == .nia: return
    default: throw MalformedIdentifier(.ins, .value(position: 0, accepted: "1 or 2"))
    }
    let month = digits(at: 3, count: 2)
    guard (1...12).contains(month) || month >= 20 else {
      throw MalformedIdentifier(.ins, .value(position: 3, accepted: "01 to 12, 20 to 99"))
    }
  }

  private func digits(at position: Int, count: Int) -> Int {
    var rest = number.value
    for _ in 0..<(Self.width - position - count) { rest /= 10 }
    var modulus: UInt64 = 1
    for _ in 0..<count { modulus *= 10 }
    return Int(rest % modulus)
  }

  /// The 13 characters without the key.
  package var matricule: String { String(description.prefix(13)) }

  /// The key as it was written.
  package var key: Int { digits(at: 13, count: 2) }

  /// The key that the 13 characters ask for: 97 - n mod 97, where 2A counts as 19 and 2B as 18.
  package var expectedKey: Int {
    let department: UInt64 = 1_000_000
    var body = number.value / 100
    // The department's letter was read as 0: 2A stands there as 20.
    if number.letter > 0 { body -= UInt64(number.letter) * department }
    return 97 - Int(body % 97)
  }

  package var findings: [IdentifierFinding] {
    key == expectedKey ? [] : [.key(found: key, expected: expectedKey)]
  }

  /// Whether both have the same 13 characters and key, whoever gave them.
  package func hasNumber(of other: INS) -> Bool { number == other.number }
}

extension INS: CustomStringConvertible {
  /// The 15 characters, without the authority.
  package var description: String {
    number.text(width: Self.width, letterAt: Self.departmentLetter)
  }
}

/// Written `root^extension`, as `1.2.250.1.213.1.4.10^279035121518989`.
extension INS: Codable {
  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in
      let identifier = try InstanceIdentifier(text)
      return try INS(
        identifier.extension ?? "",
        authority: Authority(OID(identifier.root))
      )
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(authority.oid)^\(self)")
  }
}
