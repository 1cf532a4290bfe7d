import MedicalRecord

// Tokens that name documents, people and structures by their numbers.
extension TokenValue {
  /// An identifier in one line, `root` or `root^extension`.
  func matches(line: String) -> Bool {
    do throws(MalformedIdentifier) {
      return matches(try InstanceIdentifier(line))
    } catch {
      return matches(system: "", line)
    }
  }

  /// A person or device, by the national identifier, the RPPS number or another one.
  func matchesPerson(_ author: DocumentAuthor) -> Bool {
    switch author.identifier {
    case .national(let national):
      if matches(system: OID.professionals.text, national.text) { return true }
      return national.rpps.map {
        matches(system: "https://rpps.esante.gouv.fr", String(describing: $0))
      } ?? false
    case .other(let other): return matches(other)
    case nil: return false
    }
  }

  /// A structure, by the national identifier or the number of its register.
  func matches(_ institution: Institution) -> Bool {
    switch institution.identifier {
    case .national(let national):
      if matches(system: OID.structures.text, national.text) { return true }
      let register: String
      switch national.kind {
      case .finess: register = "https://finess.esante.gouv.fr"
      case .siren, .siret: register = "https://sirene.fr"
      case .rppsRank: register = "https://rppsrang.esante.gouv.fr"
      case .adeliPractice, .technical: return false
      }
      return matches(system: register, String(national.number))
    case .other(let other): return matches(other)
    case nil: return false
    }
  }
}
