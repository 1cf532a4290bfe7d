import CarnetCore
import Foundation
import MedicalRecord
import Testing

@testable import Interop

/// What the reader does with documents that are a little, or very, wrong.
///
/// Each test changes a sample.
struct CDAReaderTests {
  private let reader: CDAReader
  private let summary: String
  private let letter: String

  init() throws {
    reader = try CDAReader()
    func text(_ name: String) throws -> String {
      String(
        decoding: try Locations.bytes(of: Locations.samples.appending(path: "\(name).xml")),
        as: UTF8.self
      )
    }
    summary = try text("01-synthese-medicale")
    letter = try text("13-consultation-autres-traits")
  }

  /// Reads the summary with one piece changed; the piece must be there.
  private func read(
    _ text: String? = nil,
    changing piece: String,
    to other: String
  ) throws -> CDADocument {
    let text = text ?? summary
    let range = try #require(text.range(of: piece), "the sample has no \(piece)")
    return try reader.read(Array(text.replacingCharacters(in: range, with: other).utf8))
  }

  /// Removes an element of the header with all that is in it.
  private func without(_ element: String, in text: String) throws -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let begin = try #require(
      lines.firstIndex { $0.hasPrefix("  <\(element)>") || $0.hasPrefix("  <\(element) ") }
    )
    var end = begin
    if !lines[begin].contains("/>"), !lines[begin].contains("</\(element)>") {
      end = try #require(lines[begin...].firstIndex { $0 == "  </\(element)>" })
    }
    lines.removeSubrange(begin...end)
    return lines.joined(separator: "\n")
  }

  // MARK: Refusals

  @Test(
    "a required element that is missing is named",
    arguments: [
      "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode",
      "recordTarget", "author", "component",
    ]
  )
  func missing(element: String) throws {
    let bytes = Array(try without(element, in: summary).utf8)
    do {
      _ = try reader.read(bytes)
      Issue.record("it was read")
    } catch {
      guard case .missing(element, line: 2, let accepted) = error else {
        Issue.record("refused as \(error)")
        return
      }
      #expect(!accepted.isEmpty)
      #expect(error.description.contains(element))
    }
  }

  @Test(
    "inner elements that are missing are named with their line",
    arguments: [
      ("patientRole>", "patientX>", "recordTarget/patientRole", 16),
      ("<patient>", "<patientX>", "patientRole/patient", 17),
      ("family", "familyX", "patient/name/family", 27),
      ("assignedAuthor>", "assignedX>", "author/assignedAuthor", 48),
      ("<title>Volet de synthèse médicale<", "<title> <", "title", 10),
      (
        "effectiveTime value=\"20240916183000+0200\"", "effectiveTime nullFlavor=\"UNK\"",
        "effectiveTime", 11
      ),
    ]
  )
  func missingInside(piece: String, other: String, element: String, line: Int) throws {
    var text = summary.replacingOccurrences(of: piece, with: other)
    if piece == "<patient>" {
      text = text.replacingOccurrences(of: "</patient>", with: "</patientX>")
    }
    do {
      _ = try reader.read(Array(text.utf8))
      Issue.record("it was read")
    } catch {
      guard case .missing(element, line: line, _) = error else {
        Issue.record("refused as \(error)")
        return
      }
    }
  }

  @Test(
    "an element whose value cannot be read is named",
    arguments: [
      ("<id root=\"2.25.", "<id root=\"X.", "id"),
      ("codeSystem=\"2.16.840.1.113883.6.1\" displayName=\"Synthèse médicale\"", "", "code"),
      ("effectiveTime value=\"2024", "effectiveTime value=\"XXXX", "effectiveTime"),
      ("<confidentialityCode code=\"N\"", "<confidentialityCode", "confidentialityCode"),
      ("<languageCode code=\"fr-FR\"", "<languageCode", "languageCode"),
    ]
  )
  func invalid(piece: String, other: String, element: String) {
    do {
      _ = try read(changing: piece, to: other)
      Issue.record("it was read")
    } catch let error as CDARefusal {
      guard case .invalid(element, _, _) = error else {
        Issue.record("refused as \(error)")
        return
      }
    } catch {
      Issue.record(error)
    }
  }

  @Test(
    "what must be alone may not be there twice",
    arguments: ["id", "code", "title", "effectiveTime", "recordTarget", "custodian", "component"]
  )
  func repeated(element: String) throws {
    let rest = try without(element, in: summary)
    let piece = summary.difference(from: rest)
    let text =
      summary.replacingOccurrences(of: "</ClinicalDocument>", with: piece)
      + "</ClinicalDocument>"
    #expect {
      try reader.read(Array(text.utf8))
    } throws: { error in
      guard case .repeated? = error as? CDARefusal else { return false }
      return true
    }
  }

  @Test(
    "what is no CDA document is said to be none",
    arguments: [
      ("<Bundle xmlns=\"http://hl7.org/fhir\"/>", 1),
      ("<ClinicalDocument/>", 1),
      ("\n<ClinicalDocument xmlns=\"urn:hl7-org:v2\"/>", 2),
      ("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", 1),
      (
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">\n<typeId root=\"2.16.840.1.113883.1.3\" "
          + "extension=\"POCD_HD000020\"/></ClinicalDocument>", 2
      ),
    ]
  )
  func notCDA(text: String, line: Int) throws {
    #expect(throws: CDARefusal.notCDA(line: line)) { try reader.read(Array(text.utf8)) }
  }

  @Test func `what is no XML says so, also behind another problem`() {
    #expect {
      try reader.read(Array("<Bundle><a></Bundle>".utf8))
    } throws: { error in
      guard case .xml? = error as? CDARefusal else { return false }
      return true
    }
  }

  @Test func `a header without end is refused`() throws {
    var limits = CDAReader.Limits()
    limits.headerElements = 50
    let small = CDAReader(tables: reader.tables, limits: limits)
    #expect {
      try small.read(Array(summary.utf8))
    } throws: { error in
      guard case .xml(let error)? = error as? CDARefusal, case .limit(.nodes, 50) = error.reason
      else { return false }
      return true
    }
  }

  @Test func `a title as long as a book is refused`() {
    let long = String(repeating: "x", count: 8193)
    for piece in ["<title>", "<languageCode code=\""] {
      #expect {
        try read(changing: piece, to: piece + long)
      } throws: { error in
        guard case .xml(let error)? = error as? CDARefusal, case .limit = error.reason else {
          return false
        }
        return true
      }
    }
  }

  // MARK: Content

  private static let body = "mediaType=\"text/plain\" representation=\"B64\">"

  @Test(
    "content that cannot be had is refused",
    arguments: [
      ("mediaType=\"text/plain\" representation=\"B64\" compression=\"DF\">", "compressed"),
      ("mediaType=\"text/plain\" representation=\"B64\">*", "content"),
      ("mediaType=\"text/plain\" representation=\"B64\">Zg=", "content"),
    ]
  )
  func content(other: String, expected: String) {
    #expect {
      try read(letter, changing: Self.body, to: other)
    } throws: { error in
      switch error as? CDARefusal {
      case .compressed: expected == "compressed"
      case .content: expected == "content"
      default: false
      }
    }
  }

  @Test func `a body that is only a reference, or empty, or too long is refused`() throws {
    let begin = try #require(letter.range(of: Self.body)).upperBound
    let end = try #require(letter.range(of: "</text>")).lowerBound
    func refusal(_ inside: String, limit: Int = 1000) -> CDARefusal? {
      var limits = CDAReader.Limits()
      limits.contentBytes = limit
      let text = letter.replacingCharacters(in: begin..<end, with: inside)
      do {
        _ = try CDAReader(tables: reader.tables, limits: limits).read(Array(text.utf8))
        return nil
      } catch {
        return error
      }
    }
    let line = 1 + letter[..<begin].count { $0 == "\n" }
    #expect(refusal("<reference value=\"a.pdf\"/>") == .contentElsewhere(line: line))
    #expect(refusal("") == .missing("nonXMLBody/text", line: line, accepted: "a file in Base64"))
    #expect(refusal(" \n") == .missing("nonXMLBody/text", line: line, accepted: "a file in Base64"))
    #expect(refusal("Zm9vYmFy", limit: 5) == .content(.tooLong(maximum: 5), line: line))
    #expect(refusal("Zm9vYmFy", limit: 6) == nil)
    #expect(refusal("Zm9v<!-- c --> Ym<![CDATA[Fy]]>") == nil)
  }

  @Test(
    "a media type that could not be sent back is refused",
    arguments: ["", "pdf", "application/pdf; x=y", "a/b/c", "text/html\u{e9}", "Text/Plain", "a/"]
  )
  func mediaType(text: String) {
    #expect {
      try read(letter, changing: "mediaType=\"text/plain\"", to: "mediaType=\"\(text)\"")
    } throws: { error in
      guard case .invalid("nonXMLBody/text/@mediaType", _, _)? = error as? CDARefusal else {
        return false
      }
      return true
    }
  }

  @Test func `plain text needs no Base64`() throws {
    let plain = try read(
      letter,
      changing: "mediaType=\"text/plain\" representation=\"B64\">",
      to: ">pas de &lt;fièvre&gt;"
    )
    guard case .embedded(let bytes, "text/plain") = plain.content else {
      Issue.record("the body is a file")
      return
    }
    #expect(bytes.starts(with: Array("pas de <fièvre>".utf8)))
  }

  // MARK: Findings

  @Test(
    "what is merely wrong is a finding",
    arguments: [
      ("<birthTime value=\"19480412\"/>", "", ["birth-date-missing"]),
      (
        "<birthTime value=\"19480412\"/>", "<birthTime nullFlavor=\"UNK\"/>", ["birth-date-missing"]
      ),
      (
        "<birthTime value=\"19480412\"/>", "<birthTime value=\"19480431\"/>", ["birth-date-missing"]
      ),
      ("<birthTime value=\"19480412\"/>", "<birthTime value=\"1948\"/>", []),
      ("<birthTime value=\"19480412\"/>", "<birthTime value=\"194804121430+0100\"/>", []),
      (
        "effectiveTime value=\"20240916183000+0200\"", "effectiveTime value=\"20240916183000\"",
        ["time-zone-missing"]
      ),
      (
        "effectiveTime value=\"20240916183000+0200\"", "effectiveTime value=\"20240916\"",
        ["time-partial"]
      ),
      (
        "<low value=\"20240916180000+0200\"/>", "<low value=\"hier\"/>",
        ["time-refused", "service-start-missing"]
      ),
      ("<low value=\"20240916180000+0200\"/>", "", ["service-start-missing"]),
      ("code=\"60591-5\"", "code=\"00000-0\"", ["type-unknown", "class-missing"]),
      ("code=\"60591-5\"", "code=\"10213-7\"", []),
      ("1.2.250.1.213.1.1.1.13", "1.2.250.1.213.1.1.1.9999", ["format-unknown"]),
      ("code=\"AMBULATOIRE\"", "code=\"CHEZ_SOI\"", ["practice-setting-unknown"]),
      (
        "standardIndustryClassCode code=\"AMBULATOIRE\"", "standardIndustryClassCode",
        ["practice-setting-missing"]
      ),
      ("code=\"SA07\"", "code=\"SA99\"", ["facility-type-unknown"]),
      ("<code code=\"SA07\"", "<code nullFlavor=\"UNK\" code=\"SA07\"", ["facility-type-missing"]),
      (
        "<confidentialityCode code=\"N\"", "<confidentialityCode code=\"Z\"",
        ["confidentiality-unknown"]
      ),
      ("code=\"G15_10/SM26\"", "code=\"G15_10/SM99\"", ["specialty-unknown"]),
      ("<county>76540</county>", "<county>7654</county>", ["birth-place-refused"]),
      ("<county>76540</county>", "<county/>", []),
      ("code=\"F\"", "code=\"X\"", ["sex-missing"]),
      ("<family qualifier=\"BR\">", "<family>", ["birth-name-unqualified"]),
      (
        "<given qualifier=\"BR\">MARGUERITE", "<given qualifier=\"BR\">JEANNE",
        ["given-names-disagree"]
      ),
      ("<versionNumber value=\"1\"/>", "<versionNumber value=\"0\"/>", ["version-refused"]),
      (
        "<versionNumber value=\"1\"/>", "<versionNumber value=\"99999999999\"/>",
        ["version-refused"]
      ),
      ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.99", ["ins-authority-unknown"]),
      ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4", ["ins-authority-unknown"]),
      ("1.2.250.1.213.1.4.10", "1.2.3.4", ["ins-missing"]),
      ("extension=\"2480476540123", "extension=\"7480476540123", ["ins-refused", "ins-missing"]),
      (
        "extension=\"2480476540123", "extension=\"0123456248047654012",
        ["ins-refused", "ins-missing"]
      ),
      ("<componentOf>", "<relatedDocument typeCode=\"XFRM\"/><componentOf>", ["relation-ignored"]),
      ("<componentOf>", "<relatedDocument typeCode=\"RPLC\"/><componentOf>", ["parent-missing"]),
    ]
  )
  func findings(piece: String, other: String, names: [String]) throws {
    #expect(try read(changing: piece, to: other).findings.map(\.name) == names)
  }

  @Test(
    "what may be missing is noted when it is",
    arguments: [
      ("legalAuthenticator", ["legal-authenticator-missing"]), ("custodian", ["custodian-missing"]),
      ("documentationOf", ["service-start-missing", "practice-setting-missing"]),
      ("componentOf", ["facility-type-missing"]), ("setId", []), ("versionNumber", []),
    ]
  )
  func optional(element: String, names: [String]) throws {
    let text = try without(element, in: summary)
    #expect(try reader.read(Array(text.utf8)).findings.map(\.name) == names)
  }

  @Test func `a wrong key is reported with the one expected and its line`() throws {
    let document = try reader.read(
      Locations.bytes(of: Locations.samples.appending(path: "12-adressage-cle-fausse.xml"))
    )
    let finding = try #require(document.findings.first)
    let expected = try #require(document.identity.ins).expectedKey
    #expect(finding.kind == .insKey(found: 11, expected: expected))
    #expect(finding.line == 18)
    #expect(finding.description.contains("the number asks for \(expected)"))
  }

  @Test func `without a zone the clock is that of Paris`() throws {
    let document = try read(
      changing: "effectiveTime value=\"20240916183000+0200\"",
      to: "effectiveTime value=\"20240916183000\""
    )
    #expect(document.metadata.creationTime.description == "2024-09-16T16:30:00.000Z")
  }

  @Test func `elements of other namespaces are not taken for ours`() throws {
    let text = summary.replacingOccurrences(
      of: "<realmCode",
      with: "<x:id xmlns:x=\"urn:x\" root=\"1.2.3\"/><realmCode"
    )
    #expect(try reader.read(Array(text.utf8)).metadata.uniqueID.hasPrefix("2.25."))
    let inside = summary.replacingOccurrences(
      of: "<birthTime",
      with: "<x:birthTime xmlns:x=\"urn:x\" value=\"1900\"/><birthTime"
    )
    #expect(try reader.read(Array(inside.utf8)).identity.birthDate?.description == "1948-04-12")
  }

  @Test func `another prefix for the same namespace is the same document`() throws {
    let text = summary.replacing(/<(\/?)(?=[A-Za-z])/) { "<\($0.1)h:" }
      .replacingOccurrences(of: "xmlns=\"urn:hl7-org:v3\"", with: "xmlns:h=\"urn:hl7-org:v3\"")
    #expect(try reader.read(Array(text.utf8)) == reader.read(Array(summary.utf8)))
  }

  // MARK: Damage

  @Test func `every truncation of a document is refused`() throws {
    // Without its indentation: every byte that goes tells something.
    let bytes = Array(letter.replacing(/\n */, with: "").utf8)
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
    var read: [Int] = []
    for count in 0...end {
      do {
        _ = try reader.read(Array(bytes[..<count]))
        read.append(count)
      } catch {
        guard case .xml = error else {
          Issue.record("cut at \(count): refused as \(error)")
          return
        }
      }
    }
    #expect(read.isEmpty)
  }

  @Test("a sample damaged anywhere is read or refused", arguments: 0..<20)
  func mutations(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let original = Array((seed % 2 == 0 ? summary : letter).utf8)
    for _ in 0..<20 { fuzz(mutated(original, using: &random)) }
  }

  @Test func `a document full of doubtful identifiers costs no more than its size`() throws {
    let ids = (0..<2000).map { "<id root=\"1.2.250.1.213.1.4.8\" extension=\"\($0)\"/>" }.joined()
    let text = summary.replacingOccurrences(of: "<patientRole>", with: "<patientRole>" + ids)
    let document = try reader.read(Array(text.utf8))
    // The same doubt is said once.
    #expect(document.findings.count < 10)
    #expect(document.identity.otherIdentifiers.count == 2001)
  }

  @Test func `findings have an end`() throws {
    let authors = (0..<2000)
      .map {
        "<author><assignedAuthor><code code=\"X\($0)\" codeSystem=\"1.2\"/></assignedAuthor></author>"
      }
    let text = summary.replacingOccurrences(
      of: "<custodian>",
      with: authors.joined() + "<custodian>"
    )
    let document = try reader.read(Array(text.utf8))
    #expect(document.metadata.authors.count == 2001)
    #expect(document.findings.count == FindingCollector.countMax)
  }
}

extension String {
  /// The one piece that this text has and the shorter one has not.
  fileprivate func difference(from shorter: String) -> String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let rest = shorter.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = zip(lines, rest).prefix { $0 == $1 }.count
    return lines[begin..<begin + lines.count - rest.count].joined(separator: "\n")
  }
}
