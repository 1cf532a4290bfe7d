/// The words of figures in French and English; machine formats write the keys.
package enum StatisticsWords {
  package typealias Words = (french: String, english: String)

  private static let headings: [String: Words] = [
    "as_of": ("au", "as of"), "start": ("début", "start"), "end": ("fin", "end"),
    "channel": ("canal", "channel"), "commune": ("commune", "commune"),
    "epci": ("intercommunalité", "intermunicipal body"),
    "arrondissement": ("arrondissement", "arrondissement"), "age_band": ("âge", "age"),
    "sex": ("sexe", "sex"), "announced": ("annoncés", "announced"),
    "refused": ("refus", "refused"), "opened": ("ouverts", "opened"),
    "reactivated": ("réactivés", "reactivated"), "closed": ("clos", "closed"),
    "net": ("solde", "net"), "open": ("en cours", "open"), "fed": ("alimentés", "fed"),
    "fed_of_open": ("part alimentée", "share fed"), "denominator": ("dénominateur", "denominator"),
    "counted": ("compté au", "counted on"), "coverage": ("couverture", "coverage"),
    "fed_of_denominator": ("personnes alimentées", "people fed"),
    "figure": ("chiffre", "figure"), "value": ("valeur", "value"), "type": ("type", "type"),
    "feeder": ("producteur", "feeder"), "structure": ("structure", "structure"),
    "software": ("logiciel", "software"), "delay": ("délai (jours)", "delay (days)"),
    "documents": ("documents", "documents"), "same_day": ("le jour même", "same day"),
    "later": ("plus tard", "later"), "undated": ("sans date", "undated"),
    "same_day_share": ("part du jour même", "same-day share"),
    "submissions": ("lots", "submissions"), "doctor": ("médecin traitant", "doctor"),
    "patients": ("patients", "patients"), "fresh": ("à jour", "fresh"),
    "stale": ("plus d'un an", "over a year"), "never": ("aucune", "none"),
    "fresh_share": ("part à jour", "share fresh"), "mode": ("mode", "mode"),
    "profession": ("profession", "profession"), "actor": ("qui", "who"),
    "read": ("lectures", "reads"), "denied": ("refus d'accès", "denied"),
    "emergencies": ("urgences", "emergencies"), "searches": ("recherches", "searches"),
    "other": ("autres", "other"), "all": ("total", "total"), "audience": ("lecteur", "reader"),
    "days": ("jours", "days"), "records": ("dossiers", "records"), "share": ("part", "share"),
    "of": ("pour", "of"), "count": ("nombre", "count"), "name": ("nom", "name"),
    "title": ("titre", "title"), "source": ("source", "source"),
    "position": ("événement", "event"),
  ]

  private static let terms: [String: Words] = [
    "site": ("site", "site"), "pharmacy": ("pharmacie", "pharmacy"),
    "insurance-desk": ("accueil CPAM", "insurance desk"),
    "general-practitioner": ("médecin", "general practitioner"),
    "hospital": ("hôpital", "hospital"), "automatic": ("automatique", "automatic"),
    "takeover": ("reprise", "takeover"), "normal": ("normal", "normal"),
    "break-glass": ("bris de glace", "break glass"), "regulation": ("régulation", "regulation"),
    "holder": ("titulaire", "holder"), "professional": ("professionnel", "professional"),
    "representative": ("représentant", "representative"), "structure": ("structure", "structure"),
    "insurance-agent": ("agent CPAM", "insurance agent"), "operator": ("opérateur", "operator"),
    "auditor": ("auditeur", "auditor"), "system": ("système", "system"),
    "device": ("appareil", "device"), "heir": ("ayant droit", "heir"),
    "anybody": ("quiconque", "anybody"), "never": ("jamais", "never"),
    "documents": ("documents", "documents"), "hidden": ("masqués", "hidden"),
    "professionals": ("aux professionnels", "from professionals"),
    "patient": ("au patient", "from the patient"),
    "representatives": ("aux représentants", "from representatives"),
    "profession": ("profession", "profession"), "blocks_set": ("blocages posés", "blocks set"),
    "blocks_lifted": ("blocages levés", "blocks lifted"),
    "blocks_in_force": ("blocages en vigueur", "blocks in force"),
    "as_of": ("au", "as of"), "open": ("dossiers en cours", "records open"),
    "denominator": ("dénominateur", "denominator"), "counted": ("compté au", "counted on"),
    "coverage": ("couverture", "coverage"), "last_week": ("dernière semaine", "last week"),
    "weeks": ("semaines du rythme", "weeks of the pace"),
    "pace_per_week": ("rythme par semaine", "pace a week"), "target": ("cible", "target"),
    "target_share": ("cible, en part", "target, as a share"),
    "reached": ("atteinte le", "reached on"), "wished": ("voulue pour le", "wished by"),
    "pace_needed": ("rythme nécessaire par semaine", "pace needed a week"),
  ]

  /// Professions of JDV_J65 that open records most.
  private static let professions: [String: Words] = [
    "10": ("médecin", "physician"), "21": ("pharmacien", "pharmacist"),
    "40": ("chirurgien-dentiste", "dentist"), "50": ("sage-femme", "midwife"),
    "60": ("infirmier", "nurse"), "69": ("infirmier psychiatrique", "psychiatric nurse"),
    "70": ("masseur-kinésithérapeute", "physiotherapist"), "80": ("podologue", "podiatrist"),
    "91": ("orthophoniste", "speech therapist"), "92": ("orthoptiste", "orthoptist"),
  ]

  /// What a column is called; nil for one without a name of its own.
  package static func heading(_ column: String) -> Words? { headings[column] }

  /// What a word of ours means in a column; nil for a code that stands for itself.
  package static func term(_ term: String, in column: String) -> Words? {
    if term.isEmpty { return ("inconnu", "unknown") }
    if column == "profession" {
      return professions[term].map { ("\(term) \($0.french)", "\(term) \($0.english)") }
    }
    return terms[term]
  }
}
