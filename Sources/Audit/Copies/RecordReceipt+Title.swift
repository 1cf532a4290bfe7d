extension RecordReceipt.Subject {
  /// What stands over the receipt, in French and English.
  package var title: (french: String, english: String) {
    switch self {
    case .opening: ("Accusé de création du dossier", "Receipt: a record was opened")
    case .announcement: ("Avis d'ouverture d'un dossier", "Notice: a record will be opened")
    case .objection: ("Accusé d'opposition à l'ouverture", "Receipt: an opening was objected to")
    case .closure: ("Accusé de clôture du dossier", "Receipt: a record was closed")
    case .erasureRequest: ("Accusé de demande d'effacement", "Receipt: an erasure was requested")
    case .dispute: ("Accusé de contestation d'un accès", "Receipt: an access was disputed")
    }
  }
}
