import CarnetCore
import MedicalRecord

/// What a document says: a page of French as practices, laboratories and hospitals write it, with
/// values drawn at random.
struct PaperText {
  let paper: Paper
  let person: Person
  let commune: String
  let author: Professional?
  let time: Instant
  let age: Int

  func write(_ random: inout SeededRandom) -> [UInt8] {
    var text = ""
    text.reserveCapacity(1600)
    if let author {
      text += "\(author.structure.name)\n"
      text += author.service.isEmpty ? "" : "Service : \(author.service)\n"
      text += "\(author.name) — RPPS \(author.identifier.dropFirst())\n\n"
    }
    text += "\(paper.title.uppercased())\nLe \(Self.day(time.day))\n\n"
    text += "Patient : \(person.name), \(person.sex == .female ? "née" : "né") le "
    text += "\(Self.day(person.birth)), \(age) ans, \(commune)\nINS : \(person.matricule)\n\n"
    text += body(&random)
    text += "\nDocument de démonstration : personne, établissement et valeurs sont inventés.\n"
    return Array(text.utf8)
  }

  static func day(_ day: CalendarDay) -> String {
    let (year, month, number) = day.components
    return "\(Person.digits(number, 2))/\(Person.digits(month, 2))/\(year)"
  }

  private func body(_ random: inout SeededRandom) -> String {
    switch paper {
    case .biology: biology(&random)
    case .prescription, .dispensation: medicines(&random)
    case .consultation: consultation(&random)
    case .imaging: imaging(&random)
    case .hospitalReport, .dischargeLetter: stay(&random)
    case .emergencyPassage: emergency(&random)
    case .vaccination: vaccination(&random)
    case .synthesis: synthesis(&random)
    case .pathology: pathology(&random)
    case .referral:
      "Cher confrère,\n\nJe vous adresse ce patient pour \(random.pick(Phrases.reasons)). "
        + "\(random.pick(Phrases.examinations))\n\nConfraternellement.\n"
    case .patientReport:
      "Document ajouté par le titulaire : \(random.pick(Phrases.reasons)).\n"
        + "Noté le \(Self.day(time.day)), à montrer au médecin traitant.\n"
    case .directives:
      "Je soussigné(e) \(person.name) exprime les volontés suivantes pour le cas où je ne pourrais "
        + "plus les dire.\n\(random.pick(Phrases.directives))\n"
        + "Personne de confiance : \(random.pick(Names.women)) \(person.family).\n"
    }
  }

  private func biology(_ random: inout SeededRandom) -> String {
    func value(_ low: Int, _ high: Int, _ decimals: Int) -> String {
      let drawn = random.within(low...high)
      if decimals == 0 { return String(drawn) }
      let unit = decimals == 1 ? 10 : 100
      return "\(drawn / unit),\(Person.digits(drawn % unit, decimals))"
    }
    var text = "Prélèvement du \(Self.day(time.day)), à jeun\n\nNUMERATION FORMULE SANGUINE\n"
    text += "  Hémoglobine            \(value(108, 172, 1)) g/dL     (12,0 - 16,0)\n"
    text += "  Hématocrite            \(value(34, 51, 0)) %         (36 - 47)\n"
    text += "  Leucocytes             \(value(31, 128, 1)) G/L      (4,0 - 10,0)\n"
    text += "  Plaquettes             \(value(142, 431, 0)) G/L      (150 - 400)\n\nBIOCHIMIE\n"
    text += "  Glycémie               \(value(68, 168, 2)) g/L      (0,70 - 1,10)\n"
    text += "  Créatinine             \(value(48, 141, 0)) µmol/L    (45 - 104)\n"
    text += "  Cholestérol LDL        \(value(70, 212, 2)) g/L      (< 1,60)\n"
    text += "  CRP                    \(value(1, 64, 0)) mg/L       (< 5)\n"
    if age >= 40 { text += "  HbA1c                  \(value(49, 89, 1)) %        (< 6,0)\n" }
    if random.chance(0.3) { text += "  TSH                    \(value(30, 612, 2)) mUI/L\n" }
    return text + "\nValidé par le biologiste.\n"
  }

  private func medicines(_ random: inout SeededRandom) -> String {
    var text = ""
    for number in 1...random.within(1...5) {
      text += "\(number). \(random.pick(Phrases.medicines))\n"
      text += "   \(random.pick(Phrases.doses)), pendant \(random.within(1...6)) mois\n"
    }
    return text + "\nÀ renouveler : \(random.within(0...5)) fois.\n"
  }

  private func consultation(_ random: inout SeededRandom) -> String {
    "Motif : \(random.pick(Phrases.reasons)).\n\n\(random.pick(Phrases.examinations)) "
      + "TA \(random.within(104...168))/\(random.within(58...98)) mmHg, pouls "
      + "\(random.within(52...104))/min, poids \(random.within(48...104)) kg.\n\n"
      + "Conclusion : \(random.pick(Phrases.conclusions)).\n"
  }

  private func imaging(_ random: inout SeededRandom) -> String {
    "Examen : \(random.pick(Phrases.images)).\nIndication : \(random.pick(Phrases.reasons)).\n\n"
      + "Résultat : \(random.pick(Phrases.findings))\n\nConclusion : "
      + "\(random.pick(Phrases.conclusions)).\n"
  }

  private func stay(_ random: inout SeededRandom) -> String {
    "Hospitalisation pour \(random.pick(Phrases.reasons)).\n\nAntécédents : "
      + "\(random.pick(Phrases.histories)).\n\nÀ l'entrée : \(random.pick(Phrases.examinations))\n\n"
      + "Évolution : \(random.pick(Phrases.findings)) \(random.pick(Phrases.courses))\n\n"
      + "Traitement de sortie :\n" + medicines(&random)
      + "\nSuite : \(random.pick(Phrases.conclusions)). Rendez-vous dans "
      + "\(random.within(1...12)) semaines.\n"
  }

  private func emergency(_ random: inout SeededRandom) -> String {
    "Arrivée : \(random.within(0...23)) h \(Person.digits(random.below(60), 2)), motif : "
      + "\(random.pick(Phrases.reasons)).\nTri : \(random.within(2...5)).\n\n"
      + "\(random.pick(Phrases.examinations))\n\nOrientation : retour au domicile. "
      + "\(random.pick(Phrases.conclusions)).\n"
  }

  private func vaccination(_ random: inout SeededRandom) -> String {
    "Vaccin administré : \(random.pick(Phrases.vaccines)), lot "
      + "DEMO\(Person.digits(random.below(100_000), 5)), voie intramusculaire, bras "
      + "\(random.chance(0.5) ? "gauche" : "droit"), dose \(random.within(1...3)).\n"
      + "Tolérance immédiate : bonne.\n"
  }

  private func synthesis(_ random: inout SeededRandom) -> String {
    "Antécédents : \(random.pick(Phrases.histories)) ; \(random.pick(Phrases.histories)).\n"
      + "Allergies : \(random.pick(Phrases.allergies)).\n\nTraitement au long cours :\n"
      + medicines(&random) + "\nPoints de vigilance : \(random.pick(Phrases.conclusions)).\n"
  }

  private func pathology(_ random: inout SeededRandom) -> String {
    "Pièce n° \(random.within(1...4)), biopsie.\n\nMacroscopie : fragment de "
      + "\(random.within(2...14)) mm.\nMicroscopie : \(random.pick(Phrases.tissues))\n\n"
      + "Conclusion : à rapprocher de la clinique ; à annoncer en consultation.\n"
  }
}
