import CarnetCore
import HTTPTypes
import MedicalRecord
import RecordService

@testable import WebService

/// Somebody who calls, as their token and headers say it, and as the policy knows them.
struct Persona: Sendable {
  var name: String
  var subject: DevelopmentSubject
  var mode = "normal"
  var reason = ""
  /// The record's holder, where the persona is one.
  var ins: INS?

  // Who they are

  static func professional(
    _ number: Int,
    profession: String = "G15_10/SM26",
    structure: String = "1750000001",
    mode: String = "normal",
    reason: String = "",
    mayRegulate: Bool = false
  ) -> Persona {
    var subject = DevelopmentSubject(.professional, identifier: "8" + rpps(number))
    subject.profession = profession
    subject.structure = structure
    subject.sector = "SA07"
    subject.isRegulator = mayRegulate
    return Persona(
      name: "professional \(number) \(profession) \(mode)",
      subject: subject,
      mode: mode,
      reason: reason
    )
  }

  /// An RPPS that is nobody's: ten digits and the one that makes Luhn's sum right.
  private static func rpps(_ number: Int) -> String {
    let digits = [1, 0, 0, 0, 0, 0, 0, 0, number / 10, number % 10]
    let sum = digits.reversed().enumerated()
      .reduce(0) { sum, digit in
        let doubled = digit.element * 2
        return sum + (digit.offset % 2 == 1 ? digit.element : doubled > 9 ? doubled - 9 : doubled)
      }
    return digits.map(String.init).joined() + String((10 - sum % 10) % 10)
  }

  static func holder(_ ins: INS) -> Persona {
    var subject = DevelopmentSubject(.patient, identifier: ins.description)
    subject.authority = ins.authority.oid.description
    return Persona(name: "patient \(ins.description.prefix(3))", subject: subject, ins: ins)
  }

  static func structure(_ identifier: String) -> Persona {
    Persona(name: "structure", subject: DevelopmentSubject(.structure, identifier: identifier))
  }

  static func staff(_ kind: DevelopmentSubject.Kind, reason: String = "control") -> Persona {
    Persona(
      name: "\(kind.rawValue) with\(reason.isEmpty ? "out" : "") a reason",
      subject: DevelopmentSubject(kind, identifier: "\(kind.rawValue)-1"),
      reason: reason
    )
  }

  /// Every kind of actor that a token can name, in every mode.
  static func all(holder: INS, other: INS) -> [Persona] {
    [
      .holder(holder), .holder(other), .professional(1), .professional(2), .professional(3),
      .professional(4, profession: "G15_21"),
      .professional(5, profession: "G15_60", structure: "1750000002"),
      .professional(6, mode: "bris-de-glace", reason: "coma"),
      .professional(7, mode: "regulation", mayRegulate: true),
      .professional(8, mode: "regulation"), .structure("1750000001"), .staff(.auditor),
      .staff(.auditor, reason: ""), .staff(.operator), .staff(.cpam), .staff(.cpam, reason: ""),
    ]
  }

  // How they call

  func headers(_ issuer: DevelopmentIssuer, now: Instant) throws -> HTTPFields {
    var headers = HTTPFields()
    headers[.authorization] =
      "Bearer \(try issuer.token(for: subject, seconds: 3600, now: now))"
    headers[.carnetMode] = mode
    if !reason.isEmpty { headers[.carnetReason] = reason }
    return headers
  }

  /// The caller that a deposit of a test is made by.
  var caller: Caller {
    let identity: Caller.Identity
    switch subject.kind {
    case .professional:
      do {
        identity = .professional(
          Caller.Professional(
            try IDNPS(subject.identifier),
            profession: String(subject.profession.dropFirst(4).prefix { $0 != "/" }),
            skill: String(subject.profession.drop { $0 != "/" }.dropFirst()),
            structure: subject.structure,
            sector: subject.sector
          )
        )
      } catch {
        preconditionFailure("\(subject.identifier): \(error)")
      }
    case .patient:
      guard let ins else { preconditionFailure("a patient without a number") }
      identity = .patient(ins, name: "")
    case .structure: identity = .structure(identifier: subject.identifier, name: "")
    case .auditor: identity = .auditor(identifier: subject.identifier, name: "")
    case .operator: identity = .operator(identifier: subject.identifier, name: "")
    case .cpam:
      identity = .insuranceAgent(identifier: subject.identifier, structure: "", name: "")
    }
    return Caller(identity, reason: reason, request: RequestID(rawValue: 1))
  }

  // What the policy knows

  var actor: Actor {
    let identifier = subject.identifier
    return switch subject.kind {
    case .professional:
      Actor(
        .professional,
        identifier: identifier,
        profession: subject.profession,
        structure: subject.structure
      )
    case .patient: Actor(.patient, identifier: identifier)
    case .structure: Actor(.structure, identifier: identifier, structure: identifier)
    case .auditor: Actor(.auditor, identifier: identifier)
    case .operator: Actor(.operator, identifier: identifier)
    case .cpam: Actor(.insuranceAgent, identifier: identifier)
    }
  }

  func request(_ target: AccessRequest.Target, ofHolder holder: INS) -> AccessRequest {
    let purpose: Purpose =
      switch (subject.kind, mode) {
      case (.patient, _): .patientAccess
      case (.auditor, _): .audit
      case (.operator, _), (.cpam, _): .administration
      case (_, "bris-de-glace"): .emergency
      case (_, "regulation"): .regulation
      default: .care
      }
    var request = AccessRequest(actor: actor, purpose: purpose, reason: reason, target: target)
    request.isHolder = ins == holder
    request.isRegulator = subject.isRegulator
    return request
  }

  /// What keeps them out of every record, whichever it is.
  var lacks: AccessRule? {
    switch subject.kind {
    case .auditor, .operator, .cpam: reason.isEmpty ? .reasonMissing : nil
    case .professional where mode == "regulation" && !subject.isRegulator: .notARegulator
    case .professional, .patient, .structure: nil
    }
  }
}
