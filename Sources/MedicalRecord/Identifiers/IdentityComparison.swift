/// What comparing two identities gives.
///
/// Two people must never become one record, so everything short of agreement is said.
package enum IdentityComparison: Hashable, Sendable {
  /// All that both know agrees, and both know enough.
  case same
  /// Nothing contradicts; these traits are known to one side only, known in part, or are names in
  /// use that changed.
  case compatible(differences: [IdentityTrait])
  /// These traits contradict: not the same person until somebody settles it.
  case conflicting(traits: [IdentityTrait])
}

/// A trait that may differ, in the order in which a person would look at it.
package enum IdentityTrait: String, Hashable, Sendable, Codable, CaseIterable {
  case ins, birthName, givenNames, sex, birthDate, birthPlace, usedName, usedGivenName
}

extension PatientIdentity {
  /// Compares two identities trait by trait.
  ///
  /// - Names are compared as `NormalizedName`s. Birth name, birth date and sex must agree. Given
  ///   names agree when the first ones are equal or one list begins with the other. Two known
  ///   birth places must be equal.
  /// - Two known INS must have the same number, and one of people never agrees with one of tests
  ///   or demonstrations. That a number is the same proves nothing by itself: real data carry one
  ///   number with the traits of several people.
  /// - A strict trait that one side does not know is a difference when both sides have the same
  ///   INS with a right key. Without that nothing is left to tell namesakes apart: a conflict.
  ///
  /// The result is the same whichever side is asked.
  package func compared(with other: PatientIdentity) -> IdentityComparison {
    var comparison = TraitComparison()
    let sharesINS = compareINS(with: other, &comparison)

    let (name, otherName) = (NormalizedName(birthName), NormalizedName(other.birthName))
    comparison.add(
      .birthName,
      name.isEmpty || otherName.isEmpty
        ? .missing(conflicts: !sharesINS) : name == otherName ? .agrees : .contradicts
    )

    comparison.add(.givenNames, givenNamesOutcome(with: other, sharesINS: sharesINS))

    comparison.add(
      .sex,
      sex == .unknown || other.sex == .unknown
        ? .missing(conflicts: !sharesINS) : sex == other.sex ? .agrees : .contradicts
    )

    if let birthDate, let otherDate = other.birthDate {
      let complete = birthDate == otherDate && birthDate.isComplete
      comparison.add(
        .birthDate,
        complete
          ? .agrees
          : birthDate.agrees(with: otherDate) ? .missing(conflicts: !sharesINS) : .contradicts
      )
    } else {
      comparison.add(.birthDate, .missing(conflicts: !sharesINS))
    }

    if let birthPlace, let otherPlace = other.birthPlace {
      comparison.add(.birthPlace, birthPlace == otherPlace ? .agrees : .contradicts)
    } else {
      // Documents of people born before the code was asked for never carry it.
      let bothSilent = birthPlace == nil && other.birthPlace == nil
      comparison.add(.birthPlace, bothSilent && sharesINS ? .agrees : .missing(conflicts: false))
    }

    comparison.addUsed(.usedName, usedName, other.usedName)
    comparison.addUsed(.usedGivenName, usedGivenName, other.usedGivenName)
    return comparison.result
  }

  /// Compares the INS of both and says whether they share one that can be relied on.
  private func compareINS(
    with other: PatientIdentity,
    _ comparison: inout TraitComparison
  ) -> Bool {
    guard let ins, let otherINS = other.ins else {
      if ins != nil || other.ins != nil { comparison.add(.ins, .missing(conflicts: false)) }
      return false
    }
    let (population, otherPopulation) = (ins.authority.population, otherINS.authority.population)
    let mixed =
      population != otherPopulation && population != .unknown && otherPopulation != .unknown
    guard ins.hasNumber(of: otherINS), !mixed else {
      comparison.add(.ins, .contradicts)
      return false
    }
    if ins.authority != otherINS.authority { comparison.add(.ins, .missing(conflicts: false)) }
    // A number whose key is wrong was mistyped somewhere, perhaps into another person's.
    return ins.findings.isEmpty
  }

  private func givenNamesOutcome(
    with other: PatientIdentity,
    sharesINS: Bool
  ) -> TraitComparison.Outcome {
    let (list, otherList) = (
      NormalizedName(joining: givenNames), NormalizedName(joining: other.givenNames)
    )
    let (first, otherFirst) = (firstNormalized, other.firstNormalized)
    guard !first.isEmpty, !otherFirst.isEmpty else { return .missing(conflicts: !sharesINS) }
    let agree =
      first == otherFirst
      || !list.isEmpty && !otherList.isEmpty
        && (list.begins(with: otherList) || otherList.begins(with: list))
    guard agree else { return .contradicts }
    return first == otherFirst && (list == otherList || list.isEmpty || otherList.isEmpty)
      ? .agrees : .missing(conflicts: false)
  }

  private var firstNormalized: NormalizedName {
    NormalizedName(firstGivenName ?? givenNames.first ?? "")
  }
}

/// Gathers the outcome of each trait.
private struct TraitComparison {
  enum Outcome {
    case agrees
    case contradicts
    /// Known to one side only or in part.
    case missing(conflicts: Bool)
  }

  var differences: [IdentityTrait] = []
  var conflicts: [IdentityTrait] = []

  mutating func add(_ trait: IdentityTrait, _ outcome: Outcome) {
    switch outcome {
    case .agrees: break
    case .contradicts, .missing(conflicts: true): conflicts.append(trait)
    case .missing(conflicts: false): differences.append(trait)
    }
  }

  /// Names in use: one that only one side states says nothing.
  mutating func addUsed(_ trait: IdentityTrait, _ left: String?, _ right: String?) {
    guard let left, let right, NormalizedName(left) != NormalizedName(right) else { return }
    differences.append(trait)
  }

  var result: IdentityComparison {
    if !conflicts.isEmpty { return .conflicting(traits: conflicts) }
    return differences.isEmpty ? .same : .compatible(differences: differences)
  }
}
