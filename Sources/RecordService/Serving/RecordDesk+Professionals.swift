import MedicalRecord

extension RecordDesk {
  /// TD1.6 with the names of those who may read, which the record's events alone hold.
  ///
  /// - Returns: the rights as they were decided on, and the professionals, structures and professions
  ///   that they are about.
  package func professionals(
    of reference: RecordReference,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<(rights: RightsView, rows: [RecordProfessionals.Row])> {
    let traced = try await rights(of: reference, for: caller)
    do {
      let history = try service.history(of: traced.value.record)
      return Traced(
        value: (traced.value, RecordProfessionals(history).rows),
        receipt: traced.receipt,
        asOf: traced.asOf,
        rule: traced.rule,
        relation: traced.relation
      )
    } catch {
      throw ServingFailure(error)
    }
  }
}
