/// A part of the administrative block, as errors name it.
package enum ContactField: String, Hashable, Sendable, CaseIterable {
  case address
  case postalCode
  case city
  case commune
  case phone
  case mobile
  case email
  /// Nothing at all was given.
  case nothing
}

/// The administrative block beside the identity (TD1.3): address, telephone, e-mail.
extension RecordState {
  /// What to change of the block: nil leaves a part as it is, the empty text takes it out.
  package struct ContactChange: Hashable, Sendable {
    package var address: [String]?
    package var postalCode: String?
    package var city: String?
    package var commune: String?
    package var phone: String?
    package var mobile: String?
    package var email: String?

    package init() {}
  }

  /// Lines of an address at most (AFNOR NF Z10-011), and characters of a line.
  private static let addressLinesMax = 6
  private static let charactersMax = 200

  /// Writes where the holder lives and is reached; nothing where it is known already.
  package func recordContact(_ change: ContactChange) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard change != ContactChange() else { throw .malformedContact(.nothing) }
    var contact = contact ?? ContactRecorded()
    if let lines = change.address { contact.address = lines.filter { !$0.isEmpty } }
    if let code = change.postalCode { contact.postalCode = code }
    if let city = change.city { contact.city = city }
    if let commune = change.commune { contact.commune = commune }
    if let phone = change.phone { contact.phone = Self.dialled(phone) }
    if let mobile = change.mobile { contact.mobile = Self.dialled(mobile) }
    if let email = change.email { contact.email = email }
    try Self.check(contact)
    return contact == (self.contact ?? ContactRecorded()) ? [] : [.contactRecorded(contact)]
  }

  /// A number as it is dialled: without the spaces, dots and hyphens that people write.
  private static func dialled(_ text: String) -> String {
    text.filter { !" .-\u{a0}()".contains($0) }
  }

  private static func check(_ contact: ContactRecorded) throws(Refusal) {
    guard contact.address.count <= addressLinesMax, contact.address.allSatisfy(isALine) else {
      throw .malformedContact(.address)
    }
    let code = contact.postalCode
    guard code.isEmpty || (code.count == 5 && code.allSatisfy(isDigit)) else {
      throw .malformedContact(.postalCode)
    }
    guard contact.city.isEmpty || isALine(contact.city) else { throw .malformedContact(.city) }
    if !contact.commune.isEmpty {
      do throws(MalformedIdentifier) {
        _ = try CommuneCode(contact.commune)
      } catch {
        throw .malformedContact(.commune)
      }
    }
    guard isANumber(contact.phone) else { throw .malformedContact(.phone) }
    guard isANumber(contact.mobile) else { throw .malformedContact(.mobile) }
    guard contact.email.isEmpty || isAnAddress(contact.email) else {
      throw .malformedContact(.email)
    }
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isALine(_ text: String) -> Bool {
    text.count <= charactersMax
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
  }

  /// ITU-T E.164: at most 15 digits, with a plus before those of another country.
  private static func isANumber(_ text: String) -> Bool {
    if text.isEmpty { return true }
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    return (4...15).contains(digits.count) && digits.allSatisfy(isDigit)
  }

  /// RFC 5321 §4.5.3.1: 64 and 255 characters; what the mail server says of it is its own affair.
  private static func isAnAddress(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@"), isALine(text), !text.contains(" ") else { return false }
    let (name, domain) = (text[..<at], text[text.index(after: at)...])
    return (1...64).contains(name.count) && domain.count <= 255
      && domain.split(separator: ".", omittingEmptySubsequences: false).count > 1
      && domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
  }
}
