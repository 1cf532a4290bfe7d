import Statistics

// Figures that cannot be had, denominators that cannot be read.
extension Sentences {
  static func statistics(_ failure: StatisticsFailure) -> Told {
    let sentence =
      switch failure {
      case .dimension(let dimension, let accepted):
        accepted.isEmpty
          ? say(
            "cet indicateur n'a pas de ventilation, pas même « \(dimension.rawValue) »",
            "this indicator has no breakdown, not even \"\(dimension.rawValue)\""
          )
          : say(
            "cet indicateur n'a pas la ventilation « \(dimension.rawValue) » ; acceptées : \(list(accepted))",
            "this indicator has no breakdown \"\(dimension.rawValue)\"; accepted: \(list(accepted))"
          )
      case .together(let one, let other):
        say(
          "« \(one.rawValue) » et « \(other.rawValue) » ne sont pas comptés ensemble : demandez-les l'un après l'autre",
          "\"\(one.rawValue)\" and \"\(other.rawValue)\" are not counted together: ask for one, then the other"
        )
      case .dimensionTwice(let dimension):
        say(
          "« \(dimension.rawValue) » est demandé deux fois",
          "\"\(dimension.rawValue)\" is asked for twice"
        )
      case .tooFine(let cells, let max):
        say(
          "plus de \(cells) cases, \(max) au plus : demandez moins de ventilations, des mois plutôt que des jours, ou une période plus courte",
          "over \(cells) cells, \(max) at most: ask for fewer breakdowns, months instead of days, or a shorter period"
        )
      case .backwards(let from, let asOf):
        say(
          "la période finit le \(asOf), avant de commencer le \(from)",
          "the period ends on \(asOf), before it begins on \(from)"
        )
      case .noDenominator(let name, let known):
        say(
          "aucun dénominateur « \(name) » ; connus : \(known.joined(separator: ", ")) ; publiez-en un avec « carnet stats publish »",
          "no denominator \"\(name)\"; known: \(known.joined(separator: ", ")); publish one with \"carnet stats publish\""
        )
      case .viewsMove:
        say(
          "les vues avancent pendant la lecture ; réessayez",
          "the views move on while they are read; try again"
        )
      }
    return Told(sentence, .wrongUsage)
  }

  private static func list(_ dimensions: [Dimension]) -> String {
    dimensions.map(\.rawValue).joined(separator: ", ")
  }

  static func denominator(_ failure: DenominatorCSV.Failure) -> Told {
    let sentence =
      switch failure {
      case .tooLarge(let bytes):
        say(
          "le fichier a plus de \(DenominatorCSV.bytesMax) octets (\(bytes))",
          "the file has more than \(DenominatorCSV.bytesMax) bytes (\(bytes))"
        )
      case .empty: say("le fichier n'a pas de ligne", "the file has no rows")
      case .column(let name):
        say(
          "colonne « \(name) » inconnue ; acceptées : commune, age_band, sex, count",
          "unknown column \"\(name)\"; accepted: commune, age_band, sex, count"
        )
      case .columnTwice(let name):
        say("la colonne « \(name) » est là deux fois", "column \"\(name)\" stands twice")
      case .noCount: say("la colonne count manque", "the column count is missing")
      case .tooManyRows(let count): say("trop de lignes : \(count)", "too many rows: \(count)")
      case .cells(let row, let found, let expected):
        say(
          "ligne \(row) : \(found) valeurs, il en faut \(expected)",
          "row \(row): \(found) values, \(expected) are needed"
        )
      case .commune(let row, let text):
        say(
          "ligne \(row) : « \(text) » n'est pas un code INSEE de commune, comme 76540",
          "row \(row): \"\(text)\" is no INSEE code of a commune, such as 76540"
        )
      case .ageBand(let row, let text):
        say(
          "ligne \(row) : « \(text) » n'est pas une tranche d'âge : 0-15, 16-24, 25-34, 35-49, 50-64, 65-74, 75+",
          "row \(row): \"\(text)\" is no age band: 0-15, 16-24, 25-34, 35-49, 50-64, 65-74, 75+"
        )
      case .sex(let row, let text):
        say(
          "ligne \(row) : « \(text) » n'est pas un sexe : F, M, I",
          "row \(row): \"\(text)\" is no sex: F, M, I"
        )
      case .count(let row, let text):
        say(
          "ligne \(row) : « \(text) » n'est pas un nombre entier",
          "row \(row): \"\(text)\" is no whole number"
        )
      case .twice(let row):
        say(
          "ligne \(row) : ce groupe a déjà une ligne",
          "row \(row): this group has a row already"
        )
      }
    return Told(
      say("\(sentence) ; rien n'a été publié", "\(sentence); nothing was published"),
      .wrongUsage
    )
  }
}
