/// Who wrote or answers for a document.
package struct DocumentAuthor: Hashable, Sendable {
  package var identifier: Identifier?
  package var family: String?
  package var given: String?
  package var prefix: String?
  package var suffix: String?
  /// The name of the software or device, where the author is one.
  package var device: String?
  /// Profession and speciality (JDV_J01).
  package var specialty: Code?
  /// What the author was to the patient at that moment: `PCP` for the usual doctor.
  package var role: Code?
  package var institution: Institution?

  package init(identifier: Identifier? = nil) { self.identifier = identifier }

  /// How the author is named.
  package enum Identifier: Hashable, Sendable {
    /// A professional, or a device of a structure, by the national identifier.
    case national(IDNPS)
    /// Anything else: a patient, a national identifier whose form is wrong.
    case other(InstanceIdentifier)
  }
}

extension DocumentAuthor.Identifier: CustomStringConvertible {
  package var description: String {
    switch self {
    case .national(let identifier): identifier.description
    case .other(let identifier): identifier.description
    }
  }
}

/// A structure: a hospital, a practice, a laboratory, an insurer.
package struct Institution: Hashable, Sendable {
  package var identifier: Identifier?
  package var name: String?

  package init(identifier: Identifier? = nil, name: String? = nil) {
    self.identifier = identifier
    self.name = name
  }

  /// How the structure is named.
  package enum Identifier: Hashable, Sendable {
    case national(IDNST)
    case other(InstanceIdentifier)
  }
}

extension Institution.Identifier: CustomStringConvertible {
  package var description: String {
    switch self {
    case .national(let identifier): identifier.description
    case .other(let identifier): identifier.description
    }
  }
}
