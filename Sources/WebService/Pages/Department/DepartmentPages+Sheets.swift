import CarnetCore
import Hummingbird
import Pages
import Statistics

// Tables: whose records are open, and what is done with them.
extension DepartmentPages {
  @Sendable func groups(_ visit: Visit) async throws -> Response {
    let columns = ["open", "fed", "fed_of_open", "denominator", "coverage"]
    return try await sheets(
      visit,
      "/department/groups",
      visit.say("Couverture par population", "Coverage by population"),
      [
        Asked(
          .epci,
          Words("Intercommunalités", "Intermunicipal bodies"),
          Words(
            "Dossiers en cours, et leur part du dénominateur, par EPCI d'aujourd'hui.",
            "Records open, and their share of the denominator, by the EPCI of today."
          ),
          ["epci"] + columns
        ),
        Asked(
          .arrondissements,
          Words("Arrondissements", "Arrondissements"),
          Words("Les trois arrondissements.", "The three arrondissements."),
          ["arrondissement"] + columns
        ),
        Asked(
          .ages,
          Words("Âges", "Ages"),
          Words(
            "L'âge dit à l'ouverture ; la couverture demande un dénominateur publié par âge.",
            "The age stated at the opening; coverage takes a denominator published by age."
          ),
          ["age_band"] + columns
        ),
        Asked(
          .sexes,
          Words("Sexes", "Sexes"),
          Words(
            "Le sexe dit à l'ouverture ; la couverture demande un dénominateur publié par sexe.",
            "The sex stated at the opening; coverage takes a denominator published by sex."
          ),
          ["sex"] + columns
        ),
      ]
    )
  }

  @Sendable func use(_ visit: Visit) async throws -> Response {
    try await sheets(
      visit,
      "/department/use",
      visit.say("Alimentation et lectures", "Feeding and reading"),
      [
        Asked(
          .feeders,
          Words("Qui alimente", "Who feeds"),
          Words(
            "Documents déposés depuis le début, et part du jour même (R1111-42).",
            "Documents deposited since the beginning, and the share of the same day (R1111-42)."
          )
        ),
        Asked(
          .types,
          Words("Types de documents", "Types of documents"),
          Words("Documents déposés depuis le début.", "Documents deposited since the beginning.")
        ),
        Asked(
          .delays,
          Words("Délai de dépôt", "Delay of deposit"),
          Words(
            "Jours entre la fin de l'acte et le dépôt.",
            "Days from the end of the act to the deposit."
          )
        ),
        Asked(
          .synthesis,
          Words("Synthèse annuelle", "Yearly synthesis"),
          Words(
            "Patients qui ont un médecin traitant, par âge de leur volet de synthèse (L1111-15).",
            "Patients who have a treating doctor, by the age of their synthesis (L1111-15)."
          )
        ),
        Asked(
          .readers,
          Words("Qui lit", "Who reads"),
          Words(
            "Lectures, refus, urgences et recherches depuis le début.",
            "Reads, refusals, emergencies and searches since the beginning."
          )
        ),
        Asked(
          .modes,
          Words("Modes d'accès", "Modes of access"),
          Words("Normal, bris de glace, régulation.", "Normal, break glass, regulation.")
        ),
        Asked(
          .firstAccess,
          Words("Première lecture", "First reading"),
          Words(
            "Jours entre l'ouverture et la première lecture, par lecteur ; les lecteurs se recoupent.",
            "Days from the opening to the first reading, by reader; readers overlap."
          )
        ),
        Asked(
          .rights,
          Words("Choix des titulaires", "Choices of holders"),
          Words(
            "Documents masqués et blocages, par qui ils tiennent à l'écart.",
            "Hidden documents and blocks, by whom they keep out."
          )
        ),
      ]
    )
  }

  /// A figure with its title and what it counts.
  private struct Asked {
    var figure: DepartmentFigure
    var title: Words
    var explanation: Words
    /// All of the answer's if nil.
    var columns: [String]?

    init(
      _ figure: DepartmentFigure,
      _ title: Words,
      _ explanation: Words,
      _ columns: [String]? = nil
    ) {
      self.figure = figure
      self.title = title
      self.explanation = explanation
      self.columns = columns
    }
  }

  private func sheets(
    _ visit: Visit,
    _ path: String,
    _ heading: String,
    _ asked: [Asked]
  ) async throws -> Response {
    let chosen = try await chosen(visit)
    let words = FigureWords(text: visit.text)
    var sections: [DepartmentSheetsPage.Section] = []
    for one in asked {
      let title = visit.say(one.title.french, one.title.english)
      sections.append(
        DepartmentSheetsPage.Section(
          id: one.figure.rawValue,
          title: title,
          explanation: visit.say(one.explanation.french, one.explanation.english),
          sheet: words.sheet(
            try await answer(one.figure, on: chosen.day),
            one.figure,
            on: chosen.day,
            caption: title,
            columns: one.columns
          )
        )
      )
    }
    let model = DepartmentSheetsPage(
      heading: heading,
      choice: chosen.choice(path, visit.text),
      sections: sections
    )
    return try visit.page(heading, model)
  }
}
