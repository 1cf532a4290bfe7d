import CarnetCore
package import MedicalRecord

/// Who calls the service, as its authentication made them out: the one value that events, decisions
/// and answers take a caller from.
package struct Caller: Sendable, Hashable {
  /// Who it is.
  package enum Identity: Sendable, Hashable {
    case professional(Professional)
    /// A structure by its certificate alone, without anybody who is named.
    case structure(identifier: String, name: String)
    case patient(INS, name: String)
    case representative(identifier: String, name: String)
    case heir(identifier: String, name: String)
    case auditor(identifier: String, name: String)
    /// A desk of the CPAM.
    case insuranceAgent(identifier: String, structure: String, name: String)
    case `operator`(identifier: String, name: String)
  }

  /// A professional in the one activity, of those that the token offers, that they chose.
  package struct Professional: Sendable, Hashable {
    package var identifier: IDNPS
    package var name: String
    /// Profession (TRE_G15), as `10`.
    package var profession: String
    /// Skill or speciality (TRE_R38), as `SM26`; empty where there is none.
    package var skill: String
    /// The structure of the activity (Struct_IdNat); empty for none.
    package var structure: String
    package var structureName: String
    /// Sector of the activity (TRE_R02), as `SA07`.
    package var sector: String
    /// Whether the token says that this is the doctor of a "centre de régulation".
    package var mayRegulate: Bool

    package init(
      _ identifier: IDNPS,
      name: String = "",
      profession: String,
      skill: String = "",
      structure: String = "",
      structureName: String = "",
      sector: String = "",
      mayRegulate: Bool = false
    ) {
      self.identifier = identifier
      self.name = name
      self.profession = profession
      self.skill = skill
      self.structure = structure
      self.structureName = structureName
      self.sector = sector
      self.mayRegulate = mayRegulate
    }

    /// As JDV_J01 writes it: `G15_10/SM26`.
    package var speciality: String {
      let profession = profession.hasPrefix("G15_") ? profession : "G15_" + profession
      return skill.isEmpty ? profession : "\(profession)/\(skill)"
    }
  }

  /// In which mode records are entered (VIHF PurposeOfUse).
  package enum Mode: Sendable, Hashable {
    case normal
    /// Danger and no way to ask (L1111-17 I); the reason is compulsory.
    case breakGlass(reason: String)
    /// The regulating doctor of an emergency call, by its number.
    case regulation(call: String)
  }

  package enum Language: Sendable, Hashable {
    case french
    case english
  }

  package var identity: Identity
  package var mode: Mode
  /// Why, for those who run the service, audit it or sit at a desk: compulsory for them.
  package var reason: String
  package var request: RequestID
  /// The application that calls, by the name of its registration.
  package var client: String
  /// The network that it calls from, as far as a trace should keep it: a class, never an address.
  package var network: String
  /// A minor's "connexion secrète" (R1111-50).
  package var isSecret: Bool
  package var language: Language

  package init(
    _ identity: Identity,
    mode: Mode = .normal,
    reason: String = "",
    request: RequestID,
    client: String = "",
    network: String = "",
    isSecret: Bool = false,
    language: Language = .french
  ) {
    self.identity = identity
    self.mode = mode
    self.reason = reason
    self.request = request
    self.client = client
    self.network = network
    self.isSecret = isSecret
    self.language = language
  }
}

/// The number under which one request is found again in every event that it caused.
package struct RequestID: RawRepresentable, Hashable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  package static func random() -> RequestID {
    RequestID(rawValue: UInt64.random(in: 1...UInt64.max))
  }
}

extension RequestID: CustomStringConvertible {
  /// The 16 hexadecimal digits by which `carnet audit trace` finds it.
  package var description: String { Hex.encode(rawValue) }
}
