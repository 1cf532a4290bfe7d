import Testing

@testable import MedicalRecord

/// The "matrice d'habilitation" as the program brings it along (domain 2).
struct ReadMatrixTests {
  struct Cell: Sendable, CustomTestStringConvertible {
    var professions: [String]
    var type: String
    var documentClass: String
    var allows: Bool

    init(_ professions: [String], _ type: String, _ documentClass: String, _ allows: Bool) {
      self.professions = professions
      self.type = type
      self.documentClass = documentClass
      self.allows = allows
    }

    var testDescription: String {
      "\(professions.joined(separator: ", ")): \(type) \(allows ? "allowed" : "denied")"
    }
  }

  private static let pharmacy = ["21", "38", "39"]
  private static let likeDentists = ["40", "50", "70", "80", "91", "92"]
  private static let therapists = [
    "26", "28", "81", "82", "83", "84", "85", "86", "94", "95", "96", "98",
  ]
  private static let assistants = ["31", "35", "36", "37"]

  static let cells: [Cell] =
    [
      Cell(["10"], "34112-3", "10", true), Cell(["10"], "EXPPAT_3", "90", true),
      Cell(["10"], "ATTEST-RESID", "95", false),
      Cell(pharmacy, "34112-3", "10", true), Cell(pharmacy, "57833-6", "42", true),
      Cell(["60", "69"], "34112-3", "10", true), Cell(["60", "69"], "EXPPAT_3", "90", true),
      Cell(["60", "69"], "ATTEST-RESID", "95", false),
      Cell(["60", "69"], "ATTEST-HEBGT", "95", false),
      Cell(likeDentists, "18748-4", "31", true), Cell(therapists, "34112-3", "10", true),
      Cell(therapists, "60591-5", "11", true), Cell(therapists, "18748-4", "31", true),
      Cell(therapists, "57833-6", "42", true), Cell(therapists, "PROT_ALD", "44", true),
      Cell(therapists, "11369-6", "52", true), Cell(therapists, "68599-0", "11", false),
      Cell(therapists, "83901-9", "11", false), Cell(therapists, "EXPPAT_3", "90", false),
      Cell(therapists, "ATTEST-RESID", "95", false), Cell(assistants, "34112-3", "10", false),
      Cell(["93"], "60591-5", "11", true), Cell(["93"], "80788-3", "44", true),
      Cell(["93"], "34794-8", "10", true), Cell(["93"], "34112-3", "10", false),
      Cell(["41", "53", "99", "", "no profession"], "60591-5", "11", false),
    ]
    + [
      "75496-0", "34842-5", "68599-0", "83901-9", "68817-6", "89601-9", "EXPPAT_3",
      "ATTEST-RESID", "ATTEST-HEBGT", "86531-1",
    ]
    .map { Cell(pharmacy, $0, "10", false) }
    + ["80788-3", "75496-0", "83981-1", "83901-9", "68599-0"]
    .map { Cell(likeDentists, $0, "10", false) }
    + ["11369-6", "74207-2", "60591-5", "80788-3"].map { Cell(assistants, $0, "52", true) }

  @Test(arguments: cells)
  func `each row gives its professions what the table of the arrêté says`(_ cell: Cell) {
    for profession in cell.professions {
      #expect(
        ReadMatrix.seed.allows(profession, type: cell.type, documentClass: cell.documentClass)
          == cell.allows,
        "profession \(profession)"
      )
    }
  }

  @Test func `every row states how certain it is and where it comes from`() {
    for row in ReadMatrix.seed.rows {
      #expect(row.certainty != .unspecified)
      #expect(!row.source.isEmpty)
    }
    #expect(ReadMatrix.seed.row(for: "10")?.certainty == .stated)
    #expect(ReadMatrix.seed.row(for: "60")?.certainty == .tendency)
    #expect(ReadMatrix.seed.row(for: "35")?.certainty == .default)
  }

  @Test func `a profession that no row names has no right in a matrix without a rest`() {
    let matrix = ReadMatrix(rows: [
      ReadMatrix.Row(
        professions: ["10"],
        allows: true,
        exceptions: [],
        certainty: .stated,
        source: ""
      )
    ])
    #expect(matrix.allows("10", type: "x", documentClass: "10"))
    let others = matrix.allows("60", type: "x", documentClass: "10")
    #expect(!others)
  }

  @Test(arguments: ["34112-3", "EXPPAT_*", "class:11", "!83901-9"])
  func `an exception is written as it was read`(_ text: String) {
    #expect(ReadMatrix.Exception(text)?.text == text)
  }

  @Test(arguments: ["", "*", "class:", "!"])
  func `a text that covers nothing is no exception`(_ text: String) {
    #expect(ReadMatrix.Exception(text) == nil)
  }

  @Test(arguments: [("G15_10/SM26", "10"), ("G15_21", "21"), ("10", "10"), ("", "")])
  func `the matrix knows a profession by its code`(_ text: String, _ code: String) {
    #expect(Profession.code(of: text) == code)
  }

  @Test(arguments: [
    ("G15_10/SM25", true), ("G15_10/SM26@SA68", true), ("G15_10/SM26", false), ("G15_60", false),
  ])
  func `occupational and fire-brigade physicians need express consent`(
    _ profession: String,
    _ needs: Bool
  ) {
    #expect(Profession.needsExpressConsent(profession) == needs)
  }
}
