import MedicalRecord
import RecordService

// Rules that cannot be published, erasures that wait.
extension Sentences {
  static func rules(_ failure: RulesFailure) -> Told {
    switch failure {
    case .nothingToPublish:
      Told(
        say(
          "rien à publier : indiquez --matrix, --timer, --opening, --class-of…",
          "nothing to publish: give --matrix, --timer, --opening, --class-of…"
        ),
        .wrongUsage
      )
    case .exception(let row, let text):
      Told(
        say(
          "ligne \(row) de la matrice : « \(text) » n'est pas une exception",
          "row \(row) of the matrix: \"\(text)\" is not an exception"
        ),
        .wrongUsage
      )
    case .professionTwice(let profession):
      Told(
        say(
          "la profession \(profession) est deux fois dans la matrice ; rien n'a été publié",
          "profession \(profession) stands twice in the matrix; nothing was published"
        ),
        .wrongUsage
      )
    case .noMatrixRows:
      Told(say("la matrice est vide", "the matrix is empty"), .wrongUsage)
    case .effectiveBeforeLast:
      Told(
        say(
          "des règles ne peuvent pas valoir avant la dernière publication ; rien n'a été publié",
          "rules cannot hold from before the last publication; nothing was published"
        ),
        .wrongUsage
      )
    }
  }

  static func matrix(_ failure: ReadMatrixCSV.Failure) -> Told {
    let sentence =
      switch failure {
      case .empty: say("le fichier est vide", "the file is empty")
      case .header(let found):
        say(
          "première ligne « \(found) » ; attendu : \(ReadMatrixCSV.header)",
          "first line \"\(found)\"; expected: \(ReadMatrixCSV.header)"
        )
      case .line(let number, let accepted):
        say("ligne \(number) : attendu \(accepted)", "line \(number): expected \(accepted)")
      case .defaultMissing(let profession):
        say(
          "la profession \(profession) n'a pas de ligne « * »",
          "profession \(profession) has no \"*\" line"
        )
      case .twice(let line):
        say("ligne \(line) : cellule déjà donnée", "line \(line): this cell was given before")
      }
    return Told(
      say("matrice refusée : ", "matrix refused: ") + sentence
        + say(" ; rien n'a été publié", "; nothing was published"),
      .wrongUsage
    )
  }

  static func erasure(_ failure: ErasureFailure) -> Told {
    switch failure {
    case .needsAnotherOperator(let name):
      Told(
        say(
          "\(name) a déjà approuvé : un autre opérateur doit le faire ; rien n'a été effacé",
          "\(name) approved before: another operator must; nothing was erased"
        ),
        .notAllowed
      )
    case .operatorWithoutName:
      Told(
        say("un opérateur se nomme : --operator", "an operator is named: --operator"),
        .wrongUsage
      )
    }
  }

  static func search(_ failure: PatientSearch.Failure) -> Told {
    switch failure {
    case .tooMany(let count):
      Told(
        say(
          "\(count) personnes répondent à ces critères : précisez-les ; rien n'a été montré",
          "\(count) people match these criteria: narrow them; nothing was shown"
        ),
        .notAllowed
      )
    case .actorWithoutIdentifier:
      Told(
        say(
          "qui cherche se nomme : --actor",
          "whoever searches is named: --actor"
        ),
        .notAllowed
      )
    }
  }
}
