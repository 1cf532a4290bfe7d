import ArgumentParser

/// `carnet stats`: the indicators.
struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Les indicateurs : ouvertures, couverture, rythme, alimentation, accès, droits.",
      "Indicators: enrolment, coverage, pace, feeding, accesses, rights."
    ),
    discussion: say(
      """
      À toute date ; les petits effectifs ne sont pas montrés et ne se déduisent pas.
      Exemples :
        carnet stats coverage --by epci
        carnet stats pace --target 80% --by-date 2022-12-31
        carnet stats feeding --by feeder --every month --from 2026-01-01
      Ce que compte chaque chiffre : docs/statistics.md
      """,
      """
      As of any day; small counts are not shown, nor can they be reckoned.
      Examples:
        carnet stats coverage --by epci
        carnet stats pace --target 80% --by-date 2022-12-31
        carnet stats feeding --by feeder --every month --from 2026-01-01
      What each figure counts: docs/statistics.md
      """
    ),
    subcommands: [
      StatsEnrolment.self, StatsCoverage.self, StatsPace.self, StatsFeeding.self,
      StatsSynthesis.self, StatsAccesses.self, StatsFirstAccess.self, StatsRights.self,
      StatsDenominators.self, StatsPublish.self,
    ]
  )
}
