import MedicalRecord

extension FHIRValue {
  /// An identifier as XDS and CDA write it: an OID or a UUID alone is a URN of its own, one with a
  /// text below it is that text in the root's system.
  static func identifier(
    _ identifier: InstanceIdentifier,
    use: String? = nil,
    type: String? = nil
  ) -> FHIRValue {
    let urn = urn(identifier.root)
    var object: FHIRValue = ["use": .text(use)]
    if let type { object.set("type", .concept(CodeSystems.identifierTypes, type)) }
    if let value = identifier.extension {
      object.set("system", .string(urn))
      object.set("value", .string(value))
    } else {
      object.set("system", "urn:ietf:rfc:3986")
      object.set("value", .string(urn))
    }
    return object
  }

  /// The same from its one line, `root` or `root^extension`; what is neither stays as it is.
  static func identifier(line: String, use: String? = nil) -> FHIRValue {
    do throws(MalformedIdentifier) {
      return identifier(try InstanceIdentifier(line), use: use)
    } catch {
      return ["use": .text(use), "system": "urn:ietf:rfc:3986", "value": .string(line)]
    }
  }

  static func urn(_ root: String) -> String {
    root.contains("-") ? "urn:uuid:\(root)" : "urn:oid:\(root)"
  }

  /// The INS, with the type and use that its authority asks for (domain 4).
  static func identifier(_ ins: INS) -> FHIRValue {
    let (use, type): (String, String?) =
      switch ins.authority {
      case .nir: ("official", "INS-NIR")
      case .nia: ("temp", "INS-NIA")
      case .test: ("official", "INS-NIR-TEST")
      case .demonstration: ("official", "INS-NIR-DEMO")
      case .computed: ("old", "INS-C")
      case .unknown: ("official", nil)
      }
    return [
      "use": .string(use), "type": type.map { .concept(CodeSystems.identifierTypes, $0) },
      "system": .string("urn:oid:\(ins.authority.oid.text)"),
      "value": .string(ins.description),
    ]
  }

  /// A professional's national identifier, and beside it the RPPS number where it is one.
  static func identifiers(_ identifier: DocumentAuthor.Identifier?) -> FHIRValue? {
    switch identifier {
    case .national(let national): identifiers(national)
    case .other(let other): [.identifier(other)]
    case nil: nil
    }
  }

  static func identifiers(_ identifier: IDNPS) -> FHIRValue {
    let rpps: FHIRValue? = identifier.rpps.map { number in
      [
        "use": "official", "type": .concept(CodeSystems.identifierTypes, "RPPS"),
        "system": "https://rpps.esante.gouv.fr", "value": .string(String(describing: number)),
      ]
    }
    let national: FHIRValue = [
      "use": "official", "type": .concept(CodeSystems.identifierTypes, "IDNPS"),
      "system": .string("urn:oid:\(OID.professionals.text)"), "value": .string(identifier.text),
    ]
    return .array([national, rpps].compactMap { $0 })
  }

  /// A structure's national identifier, and beside it the FINESS or SIRENE number.
  static func identifiers(_ identifier: Institution.Identifier?) -> FHIRValue? {
    switch identifier {
    case .national(let national): identifiers(national)
    case .other(let other): [.identifier(other)]
    case nil: nil
    }
  }

  static func identifiers(_ identifier: IDNST) -> FHIRValue {
    let kind: (system: String, type: String)? =
      switch identifier.kind {
      case .finess: ("https://finess.esante.gouv.fr", "FINEG")
      case .siren: ("https://sirene.fr", "SIREN")
      case .siret: ("https://sirene.fr", "SIRET")
      case .rppsRank: ("https://rppsrang.esante.gouv.fr", "RPPSRG")
      case .adeliPractice, .technical: nil
      }
    let register: FHIRValue? = kind.map { kind in
      [
        "use": "official", "type": .concept(CodeSystems.identifierTypes, kind.type),
        "system": .string(kind.system), "value": .string(String(identifier.number)),
      ]
    }
    let national: FHIRValue = [
      "use": "official", "type": .concept(CodeSystems.identifierTypes, "IDNST"),
      "system": .string("urn:oid:\(OID.structures.text)"), "value": .string(identifier.text),
    ]
    return .array([national, register].compactMap { $0 })
  }

  /// Sets a member of an element.
  mutating func set(_ name: String, _ value: FHIRValue?) {
    guard case .object(var object) = self else { return }
    object[name] = value
    self = .object(object)
  }
}
