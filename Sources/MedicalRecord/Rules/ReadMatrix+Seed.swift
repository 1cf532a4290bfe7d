extension ReadMatrix {
  /// The matrix that holds until an administrator publishes the annex of the arrêté.
  ///
  /// Its cells come from public accounts of the arrêté of 26 October 2023, each with its certainty;
  /// the annex itself is to be loaded by event (`carnet rules publish`).
  package static let seed = ReadMatrix(rows: [
    row(["10"], allow: true, "ATTEST-RESID", .stated, "Revue Pharma, 2023-10"),
    row(
      ["21", "38", "39"],
      allow: true,
      """
      75496-0 34842-5 68599-0 83901-9 68817-6 89601-9 EXPPAT_3 ATTEST-RESID ATTEST-HEBGT 86531-1
      """,
      .stated,
      "Revue Pharma, 2023-10; 38 by analogy"
    ),
    row(
      ["40"],
      allow: true,
      dentalExceptions,
      .stated,
      "L'Information dentaire: given as examples, perhaps incomplete"
    ),
    row(
      ["60", "69"],
      allow: true,
      "ATTEST-RESID ATTEST-HEBGT",
      .tendency,
      "a little narrower than physicians"
    ),
    row(
      ["50", "70", "80", "91", "92"],
      allow: true,
      dentalExceptions,
      .tendency,
      "the majority of documents"
    ),
    row(
      ["26", "28", "81", "82", "83", "84", "85", "86", "94", "95", "96", "98"],
      allow: false,
      "class:10 class:11 class:31 class:42 class:44 class:52 !68599-0 !83901-9",
      .default,
      "default"
    ),
    row(
      ["31", "35", "36", "37"],
      allow: false,
      "11369-6 74207-2 60591-5 80788-3",
      .default,
      "default"
    ),
    row(["93"], allow: false, "class:11 class:44 34794-8 83901-9 68599-0", .default, "default"),
    // Social workers: the text names them, but for them it is not in force.
    row([], allow: false, "", .tendency, "not in force for social and medico-social roles"),
  ])

  private static let dentalExceptions = "80788-3 75496-0 83981-1 83901-9 68599-0"

  private static func row(
    _ professions: [String],
    allow: Bool,
    _ exceptions: String,
    _ certainty: Carnet_V1_Certainty,
    _ source: String
  ) -> Row {
    Row(
      professions: professions,
      allows: allow,
      exceptions: exceptions.split(whereSeparator: \.isWhitespace)
        .compactMap { Exception(String($0)) },
      certainty: certainty,
      source: source
    )
  }
}
