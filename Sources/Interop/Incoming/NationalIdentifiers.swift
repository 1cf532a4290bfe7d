import MedicalRecord

extension DocumentAuthor.Identifier {
  /// A professional's identifier by its root; nil, with a finding, for what is none.
  static func reading(
    root: String,
    value: String,
    _ findings: inout FindingCollector
  ) -> DocumentAuthor.Identifier? {
    do throws(MalformedIdentifier) {
      let identifier = try InstanceIdentifier(root: root, extension: value)
      guard root == OID.professionals.text else { return .other(identifier) }
      do throws(MalformedIdentifier) {
        let national = try IDNPS(value)
        for finding in national.findings { findings.note(.identifier(finding), line: 0) }
        return .national(national)
      } catch {
        findings.note(.identifierRefused(error), line: 0)
        return .other(identifier)
      }
    } catch {
      findings.note(.identifierRefused(error), line: 0)
      return nil
    }
  }
}

extension Institution.Identifier {
  /// A structure's identifier by its root; nil, with a finding, for what is none.
  static func reading(
    root: String,
    value: String,
    _ findings: inout FindingCollector
  ) -> Institution.Identifier? {
    do throws(MalformedIdentifier) {
      let identifier = try InstanceIdentifier(root: root, extension: value)
      guard root == OID.structures.text else { return .other(identifier) }
      do throws(MalformedIdentifier) {
        let national = try IDNST(value)
        for finding in national.findings { findings.note(.identifier(finding), line: 0) }
        return .national(national)
      } catch {
        findings.note(.identifierRefused(error), line: 0)
        return .other(identifier)
      }
    } catch {
      findings.note(.identifierRefused(error), line: 0)
      return nil
    }
  }
}
