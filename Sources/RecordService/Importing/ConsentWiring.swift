import Interop

extension DocumentImport {
  /// What becomes of the consents that a message carries.
  ///
  /// They are read, checked and handed to the caller whole; the record keeps none of them here.
  func collect(_ consents: ConsentCollection, from name: String) -> ImportEntry {
    ImportEntry(
      name: name,
      outcome: .consents(consents),
      findings: consents.findings.map(ImportRemark.finding)
    )
  }
}
