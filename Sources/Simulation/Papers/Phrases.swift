/// Turns of phrase that demonstration documents are made of.
enum Phrases {
  static let reasons = [
    "une douleur thoracique à l'effort", "une toux traînante", "une lombalgie aiguë",
    "le suivi d'une hypertension", "le suivi d'un diabète de type 2", "un bilan de fatigue",
    "des vertiges", "une douleur abdominale", "une fièvre de trois jours", "un renouvellement",
    "une éruption cutanée", "des palpitations", "le suivi d'une grossesse",
    "un traumatisme du genou",
    "une dyspnée d'effort", "des céphalées", "un certificat d'aptitude au sport",
  ]
  static let examinations = [
    "Auscultation cardio-pulmonaire sans particularité.", "Abdomen souple, dépressible.",
    "Examen neurologique normal.", "Murmure vésiculaire présent des deux côtés.",
    "Bruits du cœur réguliers, pas de souffle.", "Pas de signe de phlébite, mollets souples.",
    "Mobilité du rachis lombaire limitée en flexion.", "Conscience normale, orienté.",
  ]
  static let conclusions = [
    "pas d'anomalie décelée", "contrôle biologique dans trois mois", "poursuite du traitement",
    "surveillance tensionnelle à domicile", "avis spécialisé demandé", "repos et antalgiques",
    "amélioration nette", "rééducation prescrite", "contrôle à l'imagerie dans six mois",
  ]
  static let findings = [
    "Absence de lésion osseuse visible.", "Pas d'épanchement pleural.",
    "Discrète surcharge des bases.", "Foie de taille et de structure normales.",
    "Pincement discal modéré en L4-L5.", "Pas de fracture décelée.", "Lithiase vésiculaire unique.",
    "Nodule thyroïdien de 8 mm, bénin d'aspect.", "Épaississement bronchique modéré.",
  ]
  static let courses = [
    "Apyrexie obtenue au deuxième jour.", "Suites simples.", "Lever au premier jour.",
    "Relais par voie orale bien toléré.", "Douleur contrôlée par antalgiques de palier 1.",
  ]
  static let histories = [
    "hypertension artérielle depuis 2012", "appendicectomie en 1998", "diabète de type 2",
    "asthme dans l'enfance", "cholécystectomie en 2009", "fracture du poignet en 2015",
    "hypothyroïdie substituée", "aucun antécédent notable", "tabagisme sevré en 2017",
    "prothèse totale de hanche en 2020",
  ]
  static let images = [
    "radiographie du thorax de face", "échographie abdominale", "IRM du genou droit",
    "scanner thoracique sans injection", "radiographie du rachis lombaire",
    "mammographie bilatérale",
    "écho-doppler des troncs supra-aortiques",
  ]
  static let medicines = [
    "PARACETAMOL 1 g, comprimé", "AMOXICILLINE 1 g, comprimé", "RAMIPRIL 5 mg, comprimé",
    "METFORMINE 1000 mg, comprimé", "ATORVASTATINE 20 mg, comprimé",
    "LEVOTHYROXINE 75 µg, comprimé",
    "OMEPRAZOLE 20 mg, gélule", "SALBUTAMOL 100 µg, suspension", "AMLODIPINE 5 mg, gélule",
    "BISOPROLOL 2,5 mg, comprimé", "IBUPROFENE 400 mg, comprimé", "CETIRIZINE 10 mg, comprimé",
    "APIXABAN 5 mg, comprimé", "CHOLECALCIFEROL 100 000 UI, ampoule",
  ]
  static let doses = [
    "1 le matin", "1 matin et soir", "1 matin, midi et soir", "1 le soir au coucher",
    "1 à 2 bouffées si besoin", "1 toutes les 6 heures si douleur",
  ]
  static let vaccines = [
    "grippe saisonnière", "diphtérie-tétanos-poliomyélite", "COVID-19",
    "rougeole-oreillons-rubéole",
    "pneumocoque", "hépatite B", "coqueluche", "méningocoque ACWY",
  ]
  static let allergies = [
    "aucune connue", "pénicilline", "arachide", "latex", "pollens de graminées", "produits iodés",
  ]
  static let tissues = [
    "Muqueuse d'architecture conservée, infiltrat inflammatoire modéré.",
    "Adénome tubuleux en dysplasie de bas grade, exérèse complète.",
    "Prolifération carcinomateuse d'architecture glandulaire.", "Nævus sans atypie.",
  ]
  static let directives = [
    "Je refuse l'acharnement thérapeutique.",
    "Je souhaite que ma douleur soit soulagée avant tout.",
    "Je souhaite que tout soit tenté.", "Je ne souhaite pas de réanimation prolongée.",
  ]
  static let emergencies = [
    "patient inconscient, accident de la route", "détresse respiratoire, seul au domicile",
    "arrêt cardiaque récupéré", "coma hypoglycémique", "AVC suspecté, aphasie",
    "polytraumatisme, intubé", "intoxication médicamenteuse, non communicant",
    "état de choc, confusion",
  ]
  static let disputes = [
    "Je ne connais pas cette personne et n'ai pas été soigné dans ce service.",
    "Je n'étais pas à l'hôpital ce jour-là.",
    "C'est une voisine : elle n'a aucune raison d'ouvrir mon dossier.",
  ]
}
