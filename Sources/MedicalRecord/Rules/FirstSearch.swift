package import CarnetCore

/// What a professional is shown of a record first, before they look for anything: the acts of the last
/// years, and of all years what is never out of date for them.
///
/// It decides nothing: whoever may read a document finds it by any other search. So it is part of no
/// publication, and the trace names what was shown.
package struct FirstSearch: Hashable, Sendable {
  /// Codes of the professions (JDV_J65) that it is for; empty for all that no other names.
  package var professions: [String] = []
  package var years = 2
  /// Types of which all years count.
  package var typesOfAllYears: Set<String>

  /// Where the years begin, at the start of a day in France: pages that are asked for on one day are
  /// of the same documents.
  package func start(at now: Instant) -> Instant {
    ParisTime.start(of: ParisTime.day(of: now.adding(years: -years)))
  }

  /// Whether a document of that type, on care of that moment, is shown.
  package func shows(type: String, moment: Instant, at now: Instant) -> Bool {
    typesOfAllYears.contains(type) || moment >= start(at: now)
  }
}

extension FirstSearch {
  /// History of vaccinations and notes of one (P4D: vaccines without limit), and advance directives.
  private static let always: Set<String> = ["11369-6", "87273-9", "EXPPAT_3"]

  /// Two years and the vaccines of all years are the DMP's own rule (P4D, "exemples d'usage"); what
  /// single professions see beyond it are Carnet's defaults.
  package static let presets = [
    FirstSearch(typesOfAllYears: always),
    // A synthesis says what holds, whenever it was written; so does an implant's card.
    FirstSearch(professions: ["10"], typesOfAllYears: always.union(["60591-5", "101881-1"])),
    // The review of medications.
    FirstSearch(professions: ["21", "38", "39"], typesOfAllYears: always.union(["56445-0"])),
    // Earlier pregnancies and births.
    FirstSearch(
      professions: ["50"],
      typesOfAllYears: always.union([
        "15508-5", "57055-6", "57057-2", "57075-4", "78489-2", "89233-1", "89235-6",
      ])
    ),
  ]

  /// The preset of a profession, in any form that an author's code has; the general one for all others.
  package static func preset(for profession: String) -> FirstSearch {
    let code = Profession.code(of: profession)
    return presets.first { $0.professions.contains(code) } ?? presets[0]
  }
}
