import CarnetCore
import DocumentIndex
import MedicalRecord
import Testing
import Views

struct DocumentIndexTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `every document is what its record's state says`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasPoison = false
    let events = RandomHistory(seed: seed &+ 5000, options).events
    let reader = try ReaderInFolder<DocumentIndex>(events)
    for (record, state) in States(events).byRecord {
      let documents = try reader.read { try $0.documents(of: record) }
      #expect(documents.map(\.number) == state.documents.keys.sorted(), "seed \(seed)")
      for document in documents {
        let expected = try #require(state.documents[document.number])
        #expect(document.uniqueID == expected.uniqueID)
        #expect(document.type == expected.type)
        #expect(document.hiddenFrom == expected.hiddenFrom)
        #expect(document.replacedBy == expected.replacedBy)
        #expect(document.replaces == expected.replaces)
        #expect(document.content == expected.content)
        #expect(document.author?.identifier == expected.authors.first)
        #expect(document.author?.structure == expected.structures.first)
        let same = try reader.read { try $0.document(document.number, of: record) }
        #expect(same == document)
        #expect(try reader.read { try $0.documents(uniqueID: document.uniqueID) } == [document])
      }
    }
  }

  @Test func `all metadata come back as they were`() throws {
    var builder = HistoryBuilder()
    builder.document(1) { added in
      added.number = 1
      added.uniqueID = "1.2.3^x"
      added.setID = "1.2.9"
      added.version = 3
      added.type.system = "s1"
      added.type.code = "c1"
      added.type.display = "d1"
      added.documentClass.code = "11"
      added.format.code = "f"
      added.confidentiality = ["N", "R"]
        .map { code in
          var value = Carnet_V1_Code()
          value.system = "conf"
          value.code = code
          return value
        }
      added.practiceSetting.code = "AMBULATOIRE"
      added.facilityType.code = "SA07"
      added.title = "Lettre à M. O'Neill; \"citée\""
      added.created = -5
      added.serviceStart = -86_400_000
      added.language = "fr-FR"
      added.mediaType = "text/xml"
      var author = Carnet_V1_Author()
      author.text = "00123"
      author.identifierSystem = "1.2.250.1"
      author.family = "Martin"
      author.given = "Zoé"
      author.specialty.code = "G15_10/SM26"
      author.role.code = "PCP"
      author.structureNumber = 760_000_166
      author.structureName = "CHU"
      added.authors = [author, author]
      added.content.append(contentsOf: [0, 1, 255])
      added.contentBytes = .max
      added.sha1.append(contentsOf: [9, 8])
      added.replaces = "1.2.3^w"
      added.findings = ["a", "b"]
    }
    let reader = try ReaderInFolder<DocumentIndex>(builder.events)
    let document = try #require(
      try reader.read { try $0.document(1, of: Pseudonym(rawValue: 1)) }
    )
    #expect(document.uniqueID == "1.2.3^x")
    #expect(document.setID == "1.2.9")
    #expect(document.version == 3)
    #expect(document.type == Code(system: "s1", code: "c1"))
    #expect(document.type.display == "d1")
    #expect(document.documentClass.code == "11")
    #expect(document.format.code == "f")
    #expect(
      document.confidentiality == [
        Code(system: "conf", code: "N"), Code(system: "conf", code: "R"),
      ]
    )
    #expect(document.practiceSetting.code == "AMBULATOIRE")
    #expect(document.facilityType.code == "SA07")
    #expect(document.title == "Lettre à M. O'Neill; \"citée\"")
    #expect(document.created.milliseconds == -5)
    #expect(document.serviceStart?.milliseconds == -86_400_000)
    #expect(document.serviceStop == nil)
    #expect(document.language == "fr-FR")
    #expect(document.mediaType == "text/xml")
    #expect(document.authors == 2)
    let author = try #require(document.author)
    #expect(author.identifier == "00123" && author.identifierSystem == "1.2.250.1")
    #expect(author.family == "Martin" && author.given == "Zoé")
    #expect(author.specialty.code == "G15_10/SM26" && author.role.code == "PCP")
    #expect(author.structure == "760000166" && author.structureName == "CHU")
    #expect(document.content == [0, 1, 255])
    #expect(document.size == .max)
    #expect(document.sha1 == [9, 8])
    #expect(document.replaces == "1.2.3^w")
    #expect(document.findings == ["a", "b"])
    #expect(document.added == .zero)
    #expect(document.addedAt == builder.time)
  }

  @Test func `documents of a record are filtered`() throws {
    var builder = HistoryBuilder()
    let start = builder.time
    for (index, (type, documentClass)) in [
      ("34112-3", "10"), ("11502-2", "10"), ("60591-5", "11"), ("34112-3", "10"),
    ]
    .enumerated() {
      builder.time.milliseconds = start.milliseconds + Int64(index) * 86_400_000
      builder.document(
        1,
        UInt32(index) + 1,
        type: type,
        documentClass: documentClass
      )
      builder.document(2, UInt32(index) + 1, type: type)
    }
    var replaced = Carnet_V1_DocumentReplaced()
    replaced.number = 1
    replaced.by = 4
    builder.add(1, .documentReplaced(replaced))
    let reader = try ReaderInFolder<DocumentIndex>(builder.events)
    func numbers(_ change: (inout DocumentIndex.Filter) -> Void) throws -> [UInt32] {
      var filter = DocumentIndex.Filter()
      change(&filter)
      return try reader.read { session throws in
        try session.documents(of: Pseudonym(rawValue: 1), filter).map(\.number)
      }
    }
    #expect(try numbers { _ in } == [1, 2, 3, 4])
    #expect(try numbers { $0.types = ["34112-3"] } == [1, 4])
    #expect(try numbers { $0.types = ["34112-3", "60591-5"] } == [1, 3, 4])
    #expect(try numbers { $0.classes = ["11"] } == [3])
    #expect(try numbers { $0.currentOnly = true } == [2, 3, 4])
    #expect(
      try numbers {
        $0.types = ["34112-3"]
        $0.currentOnly = true
      } == [4]
    )
    let second = Instant(milliseconds: start.milliseconds + 86_400_000)
    let third = Instant(milliseconds: start.milliseconds + 2 * 86_400_000)
    #expect(try numbers { $0.period = second..<third } == [2])
    #expect(
      try numbers {
        $0.after = 1
        $0.limit = 2
      } == [2, 3]
    )
    #expect(try numbers { $0.types = ["') OR ('1'='1"] } == [])
  }

  @Test func `findings and replacements of unknown documents are listed`() throws {
    var builder = HistoryBuilder()
    builder.document(1, 1, findings: ["title-missing"])
    builder.document(1, 2, replaces: "1.2.250.1.1")
    builder.document(1, 3, replaces: "9.9.9", findings: ["title-missing", "date-missing"])
    builder.document(2, 1, replaces: "1.2.250.1.1")
    let reader = try ReaderInFolder<DocumentIndex>(builder.events)
    try reader.read { session throws in
      #expect(try session.documents(withFinding: nil).map(\.added.rawValue) == [0, 2])
      #expect(try session.documents(withFinding: "date-missing").map(\.added.rawValue) == [2])
      #expect(try session.documents(withFinding: "date").isEmpty)
      #expect(try session.documents(after: Position(0)).map(\.added.rawValue) == [2])
      // The other record's document of that unique id does not count.
      #expect(try session.documentsReplacingUnknown().map(\.added.rawValue) == [2, 3])
      #expect(
        try session.documentsReplacingUnknown(after: Position(2)).map(\.added.rawValue) == [3]
      )
    }
  }

  @Test func `numbers that do not follow park the record and leave what stands`() throws {
    var builder = HistoryBuilder()
    builder.document(1, 1)
    builder.document(1, 3)
    builder.document(1, 2)
    builder.document(2, 1)
    let reader = try ReaderInFolder<DocumentIndex>(builder.events)
    try reader.read { session throws in
      #expect(try session.documents(of: Pseudonym(rawValue: 1)).map(\.number) == [1])
      #expect(try session.documents(of: Pseudonym(rawValue: 2)).map(\.number) == [1])
      let parked = try #require(try session.parkedRecords().first)
      #expect(parked.position == Position(1))
      #expect(parked.reason == "document 3 follows document 1")
    }
  }
}
