/// Names as they are borne in Normandy, put together at random: nobody is meant.
enum Names {
  static let families = [
    "LEFEBVRE", "LEROY", "MARTIN", "DUVAL", "DUBOIS", "PETIT", "DURAND", "LEMAIRE", "MOREL",
    "BERTRAND", "LECOMTE", "LANGLOIS", "QUESNEL", "VASSEUR", "HEBERT", "AUBER", "PREVOST",
    "DELAMARE", "LEMONNIER", "GODEFROY", "CAUCHOIS", "FERMENT", "BEAUFILS", "DUMONT", "RENAULT",
    "SIMON", "LAURENT", "MICHEL", "GARCIA", "BENALI", "DIALLO", "TRAORE", "NGUYEN", "COSTA",
    "DA SILVA", "HAMEL", "BOULANGER", "CARPENTIER", "LEBLOND", "LEGRAND", "MALLET", "PAYEN",
    "POISSON", "RIDEL", "SAUNIER", "TESSON", "THIERRY", "VALLEE", "VARIN", "BARON", "BLONDEL",
    "BUQUET", "CAVELIER", "COLOMBEL", "CREVEL", "DESCHAMPS", "DUTHIL", "FLEURY", "FOUQUET",
    "GRENIER", "GUERARD", "HAUCHECORNE", "JOUEN", "LAINE", "LECLERC", "LEVASSEUR", "MABIRE",
    "MAUGER", "NEVEU", "OLIVIER", "PICARD", "QUIBEL", "ROUSSEL", "SAVALLE", "TOUTAIN", "VATTIER",
  ]
  /// Family names of those who are no holders, so that a reader of a list tells them apart.
  static let professionals = [
    "ARGENTIN", "BELLENGREVILLE", "CAILLOUEL", "DARNETAL", "ECTOT", "FONTENAY", "GOURNAY",
    "HARFLEUR", "INGOUVILLE", "JUMIEGES", "LILLEBONNE", "MONTIVILLIERS", "NEUFCHATEL",
    "OFFRANVILLE",
    "PAVILLY", "QUINCAMPOIX", "ROUMARE", "SAUQUEVILLE", "TOTES", "URVILLE", "VEULETTES", "YERVILLE",
    "ALIERMONT", "BRAY", "CAUX", "DUCLAIR", "ETRETAT", "FORGES", "GRAINVILLE", "HAUTOT",
  ]
  static let women = [
    "Marie", "Françoise", "Monique", "Catherine", "Nathalie", "Isabelle", "Sylvie", "Martine",
    "Sandrine", "Céline", "Stéphanie", "Aurélie", "Émilie", "Julie", "Camille", "Léa", "Manon",
    "Emma", "Jade", "Louise", "Alice", "Chloé", "Inès", "Fatima", "Aminata", "Linh", "Jeanne",
    "Simone", "Odette", "Yvette", "Christiane", "Brigitte", "Véronique", "Corinne", "Élodie",
  ]
  static let men = [
    "Jean", "Michel", "Pierre", "Alain", "Philippe", "Patrick", "Christophe", "Stéphane", "Laurent",
    "Nicolas", "Sébastien", "David", "Julien", "Thomas", "Maxime", "Hugo", "Lucas", "Gabriel",
    "Louis", "Raphaël", "Jules", "Adam", "Mohamed", "Ibrahima", "Minh", "André", "Marcel", "Roger",
    "Bernard", "Gérard", "Daniel", "Thierry", "Pascal", "Olivier", "Antoine",
  ]
}
