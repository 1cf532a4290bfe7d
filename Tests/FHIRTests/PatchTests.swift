import CarnetCore
import MedicalRecord
import Testing

@testable import FHIR

/// PATCH of a DocumentReference: three ways to write it, commands to come of it.
struct PatchTests {
  private static let visibility = CodeSystems.visibility

  private func patch(
    _ text: String,
    _ form: DocumentMetadataPatch.Form = .jsonPatch,
    on document: FHIRDocument? = nil
  ) throws -> DocumentMetadataPatch {
    try DocumentMetadataPatch(
      Array(text.utf8),
      form,
      on: try document ?? Samples.document()
    )
  }

  private static func concept(_ code: String) -> String {
    #"{"coding":[{"system":"\#(visibility)","code":"\#(code)"}]}"#
  }

  private static func parameters(_ type: String, _ path: String, _ rest: String = "") -> String {
    """
    {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
    {"name":"type","valueCode":"\(type)"},{"name":"path","valueString":"\(path)"}\(rest)]}]}
    """
  }

  private static func xml(_ operation: String) -> String {
    #"<diff xmlns:f="http://hl7.org/fhir">\#(operation)</diff>"#
  }

  // MARK: The same in three ways

  @Test func `masking is one command, however it is written`() throws {
    var masked = DocumentMetadataPatch()
    masked.hides = [.professionals]
    let concept = Self.concept("MASQUE_PS")
    #expect(try patch(#"[{"op":"add","path":"/securityLabel/-","value":\#(concept)}]"#) == masked)
    #expect(try patch(#"[{"op":"add","path":"/securityLabel/1","value":\#(concept)}]"#) == masked)
    // The draft of the DMP writes over the level: the level stays all the same.
    #expect(
      try patch(#"[{"op":"replace","path":"/securityLabel/0","value":\#(concept)}]"#) == masked
    )
    #expect(
      try patch(#"[{"op":"replace","path":"/securityLabel","value":[\#(concept)]}]"#) == masked
    )
    #expect(
      try patch(
        Self.parameters(
          "add",
          "DocumentReference",
          #",{"name":"name","valueString":"securityLabel"},{"name":"value","valueCodeableConcept":"#
            + concept + "}"
        ),
        .fhirPath(.json)
      ) == masked
    )
    #expect(
      try patch(
        Self.xml(
          """
          <add sel="f:DocumentReference"><f:securityLabel><f:coding>
          <f:system value="\(Self.visibility)"/><f:code value="MASQUE_PS"/></f:coding>
          </f:securityLabel></add>
          """
        ),
        .xmlPatch
      ) == masked
    )
  }

  @Test func `archiving is one command, however it is written`() throws {
    var archived = DocumentMetadataPatch()
    archived.archives = true
    #expect(
      try patch(#"[{"op":"replace","path":"/extension/0/valueBoolean","value":true}]"#) == archived
    )
    let whole =
      #"{"url":"\#(FHIRValue.isArchivedExtension)","valueBoolean":true}"#
    #expect(try patch(#"[{"op":"add","path":"/extension/-","value":\#(whole)}]"#) == archived)
    #expect(try patch(#"[{"op":"add","path":"/extension","value":[\#(whole)]}]"#) == archived)
    #expect(
      try patch(
        Self.parameters(
          "replace",
          "DocumentReference.extension('\(FHIRValue.isArchivedExtension)').value",
          #",{"name":"value","valueBoolean":true}"#
        ),
        .fhirPath(.json)
      ) == archived
    )
    #expect(
      try patch(
        Self.xml(
          """
          <replace sel="f:DocumentReference/f:extension[@url='x']/f:valueBoolean/@value">true</replace>
          """
        ),
        .xmlPatch
      ) == archived
    )
  }

  @Test func `a deletion is one command, however it is written`() throws {
    var deleted = DocumentMetadataPatch()
    deleted.deletes = true
    for status in ["entered-in-error", "superseded"] {
      #expect(try patch(#"[{"op":"replace","path":"/status","value":"\#(status)"}]"#) == deleted)
      let operation = Self.parameters(
        "replace",
        "DocumentReference.status",
        #",{"name":"value","valueCode":"\#(status)"}"#
      )
      #expect(try patch(operation, .fhirPath(.json)) == deleted)
      #expect(
        try patch(
          Self.xml(#"<replace sel="f:DocumentReference/f:status/@value">\#(status)</replace>"#),
          .xmlPatch
        ) == deleted
      )
    }
  }

  // MARK: Differences

  @Test func `removing one label leaves the others alone`() throws {
    var document = try Samples.document()
    document.hiddenFrom = [.patient, .representatives]
    var expected = DocumentMetadataPatch()
    expected.reveals = [.patient]
    #expect(try patch(#"[{"op":"remove","path":"/securityLabel/1"}]"#, on: document) == expected)
    #expect(
      try patch(
        Self.parameters("delete", "DocumentReference.securityLabel[1]"),
        .fhirPath(.json),
        on: document
      ) == expected
    )
    #expect(
      try patch(
        Self.xml(#"<remove sel="f:DocumentReference/f:securityLabel[2]"/>"#),
        .xmlPatch,
        on: document
      ) == expected
    )
  }

  @Test func `a patch that asks for what is there asks for nothing`() throws {
    #expect(try patch(#"[{"op":"replace","path":"/status","value":"current"}]"#).isEmpty)
    #expect(
      try patch(#"[{"op":"replace","path":"/extension/0/valueBoolean","value":false}]"#).isEmpty
    )
  }

  @Test func `applying the difference gives the labels that were asked for`() throws {
    let all: [Visibility] = [.professionals, .patient, .representatives]
    for before in 0..<8 {
      for after in 0..<8 {
        var document = try Samples.document()
        document.hiddenFrom = Set(all.enumerated().filter { before >> $0.0 & 1 == 1 }.map(\.1))
        let wanted = Set(all.enumerated().filter { after >> $0.0 & 1 == 1 }.map(\.1))
        let concepts = wanted.compactMap(\.label).map { Self.concept($0.code) }
        let difference = try patch(
          #"[{"op":"replace","path":"/securityLabel","value":[\#(concepts.joined(separator: ","))]}]"#,
          on: document
        )
        #expect(difference.hides.isDisjoint(with: document.hiddenFrom))
        #expect(difference.reveals.isSubset(of: document.hiddenFrom))
        #expect(
          document.hiddenFrom.union(difference.hides).subtracting(difference.reveals) == wanted
        )
      }
    }
  }

  // MARK: Refusals

  @Test(arguments: [
    "/type", "/content/0/attachment/title", "/subject", "/meta/versionId", "/date", "", "/",
    "/securityLabel/0/coding/0/code", "/extension/1", "/identifier/0", "/contained/0",
  ])
  func `anything else is not changed by a patch`(_ path: String) {
    let failure = #expect(throws: FHIRFailure.self) {
      try patch(#"[{"op":"replace","path":"\#(path.isEmpty ? "x" : path)","value":"x"}]"#)
    }
    #expect(failure?.status == 405)
    let other = #expect(throws: FHIRFailure.self) {
      try patch(
        Self.parameters("replace", "DocumentReference.type", #",{"name":"value","valueCode":"x"}"#),
        .fhirPath(.json)
      )
    }
    #expect(other?.status == 405)
  }

  @Test func `another extension, another level and another element are refused`() {
    let cases: [(String, DocumentMetadataPatch.Form)] = [
      (
        #"[{"op":"add","path":"/extension/-","value":{"url":"https://e.org","valueBoolean":true}}]"#,
        .jsonPatch
      ),
      (
        """
        [{"op":"replace","path":"/securityLabel/0","value":{"coding":[{"system":
        "\(CodeSystems.confidentiality)","code":"V"}]}}]
        """, .jsonPatch
      ),
      (#"[{"op":"move","from":"/type","path":"/status"}]"#, .jsonPatch),
      (
        Self.xml(#"<add sel="f:DocumentReference"><f:description value="x"/></add>"#),
        .xmlPatch
      ),
      (Self.xml(#"<remove sel="f:DocumentReference/f:type"/>"#), .xmlPatch),
    ]
    for (text, form) in cases {
      let failure = #expect(throws: FHIRFailure.self) { try patch(text, form) }
      #expect(failure?.status == 405, "\(text)")
    }
  }

  @Test(arguments: [
    ("{}", 400), ("[]", 400), ("[{}]", 400), (#"[{"op":"fly","path":"/status"}]"#, 400),
    (#"[{"op":"replace","path":"/status","value":"gone"}]"#, 422),
    (#"[{"op":"add","path":"/securityLabel/7","value":{}}]"#, 422),
    (#"[{"op":"add","path":"/securityLabel/-","value":{"coding":[{"code":"SECRET"}]}}]"#, 422),
    (#"[{"op":"test","path":"/status","value":"superseded"}]"#, 422),
    (#"[{"op":"replace","path":"/extension/0/valueBoolean","value":"oui"}]"#, 422),
    (#"[{"op":"remove","path":"/status"}]"#, 405), ("not json", 400),
  ])
  func `what is malformed or unknown is refused`(_ text: String, _ status: Int) {
    let failure = #expect(throws: FHIRFailure.self) { try patch(text) }
    #expect(failure?.status == status)
  }

  @Test func `a test that holds lets the rest through`() throws {
    let text =
      #"[{"op":"test","path":"/status","value":"current"},{"op":"replace","path":"/status","value":"entered-in-error"}]"#
    #expect(try patch(text).deletes)
  }

  @Test func `nothing becomes current again`() throws {
    var document = try Samples.document()
    document.isReplaced = true
    let failure = #expect(throws: FHIRFailure.self) {
      try patch(#"[{"op":"replace","path":"/status","value":"current"}]"#, on: document)
    }
    #expect(failure?.status == 409)
  }

  @Test func `the official patch of a replacement is read`() throws {
    let text = Self.parameters(
      "replace",
      "DocumentReference.status",
      #",{"name":"value","valueCode":"superseded"}"#
    )
    var document = try Samples.document()
    document.isReplaced = true
    #expect(try patch(text, .fhirPath(.json), on: document).isEmpty)
  }

  @Test func `a patch that is too long is refused before it is read`() {
    let text = "[" + String(repeating: " ", count: DocumentMetadataPatch.bytesMax) + "]"
    let failure = #expect(throws: FHIRFailure.self) { try patch(text) }
    #expect(failure?.status == 413)
  }
}
