import Foundation
import Testing

@testable import MedicalRecord

/// The fast reader of bodies must never say anything else than SwiftProtobuf.
struct WireTests {
  /// Makes bodies of every type that the fast reader knows, each field there or not.
  private struct Maker {
    var state: UInt64

    mutating func number(_ below: UInt64) -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return (mixed ^ (mixed >> 31)) % below
    }

    mutating func isThere() -> Bool { number(3) > 0 }

    mutating func text() -> String {
      let words = [
        "", "a", "Lefèvre", "1.2.250.1.213.1.1.5", "compte rendu d'hospitalisation", "🏥",
      ]
      return words[Int(number(UInt64(words.count)))]
    }

    mutating func big() -> UInt64 { number(2) == 0 ? number(200) : number(1 << 62) }

    mutating func code() -> Carnet_V1_Code {
      var code = Carnet_V1_Code()
      if isThere() { code.system = text() }
      if isThere() { code.code = text() }
      if isThere() { code.display = text() }
      return code
    }

    mutating func author() -> Carnet_V1_Author {
      var author = Carnet_V1_Author()
      switch number(3) {
      case 0: author.number = big()
      case 1: author.text = text()
      default: break
      }
      if isThere() { author.identifierSystem = text() }
      if isThere() { author.family = text() }
      if isThere() { author.given = text() }
      if isThere() { author.specialty = code() }
      if isThere() { author.role = code() }
      switch number(3) {
      case 0: author.structureNumber = big()
      case 1: author.structureText = text()
      default: break
      }
      if isThere() { author.structureSystem = text() }
      if isThere() { author.structureName = text() }
      return author
    }

    mutating func document() -> DocumentAdded {
      var added = DocumentAdded()
      if isThere() { added.number = UInt32(number(1 << 32)) }
      if isThere() { added.uniqueID = text() }
      if isThere() { added.setID = text() }
      if isThere() { added.version = UInt32(number(9)) }
      if isThere() { added.type = code() }
      if isThere() { added.documentClass = code() }
      if isThere() { added.format = code() }
      for _ in 0..<number(3) { added.confidentiality.append(code()) }
      if isThere() { added.practiceSetting = code() }
      if isThere() { added.facilityType = code() }
      if isThere() { added.title = text() }
      if isThere() { added.created = Int64(number(1 << 50)) - (1 << 49) }
      if isThere() { added.serviceStart = Int64(number(1 << 50)) - (1 << 49) }
      if isThere() { added.serviceStop = -Int64(number(1 << 62)) }
      if isThere() { added.language = text() }
      if isThere() { added.mediaType = text() }
      for _ in 0..<number(3) { added.authors.append(author()) }
      if isThere() { added.legalAuthenticator = author() }
      for _ in 0..<number(3) { added.eventCodes.append(code()) }
      if isThere() { added.replaces = text() }
      if isThere() { added.content = Data((0..<number(40)).map { UInt8($0) }) }
      if isThere() { added.contentBytes = UInt32(number(1 << 32)) }
      if isThere() { added.sha1 = Data(text().utf8) }
      for _ in 0..<number(3) { added.findings.append(text()) }
      return added
    }

    mutating func fact() -> Fact {
      switch number(11) {
      case 0:
        var opened = RecordOpened()
        opened.channel = .init(rawValue: Int(number(12))) ?? .site
        opened.commune = text()
        opened.ageBand = .init(rawValue: Int(number(12))) ?? .unknown
        opened.sex = .init(rawValue: Int(number(6))) ?? .unknown
        return .recordOpened(opened)
      case 1:
        var consent = Carnet_V1_ConsentGranted()
        consent.subject = .init(rawValue: Int(number(9))) ?? .opening
        consent.wording = text()
        return .consentGranted(consent)
      case 2:
        var consent = Carnet_V1_ConsentWithdrawn()
        consent.subject = .init(rawValue: Int(number(9))) ?? .opening
        return .consentWithdrawn(consent)
      case 3:
        var replaced = Carnet_V1_DocumentReplaced()
        replaced.number = UInt32(number(1 << 32))
        replaced.by = UInt32(number(300))
        return .documentReplaced(replaced)
      case 4:
        var hidden = Carnet_V1_DocumentHidden()
        hidden.number = UInt32(number(300))
        hidden.visibility = .init(rawValue: Int(number(6))) ?? .patient
        return .documentHidden(hidden)
      case 5:
        var revealed = Carnet_V1_DocumentRevealed()
        revealed.number = UInt32(number(300))
        revealed.visibility = .init(rawValue: Int(number(6))) ?? .patient
        return .documentRevealed(revealed)
      case 6:
        var accessed = Carnet_V1_RecordAccessed()
        accessed.kind = .init(rawValue: Int(number(7))) ?? .list
        accessed.rule = UInt32(number(200))
        return .recordAccessed(accessed)
      case 7:
        var accessed = Carnet_V1_DocumentAccessed()
        accessed.number = UInt32(number(200))
        accessed.rule = UInt32(number(200))
        return .documentAccessed(accessed)
      case 8:
        var denied = Carnet_V1_AccessDenied()
        denied.kind = .init(rawValue: Int(number(7))) ?? .list
        denied.number = UInt32(number(200))
        denied.rule = UInt32(number(200))
        return .accessDenied(denied)
      case 9:
        var accessed = Carnet_V1_EmergencyAccessed()
        accessed.mode = .init(rawValue: Int(number(4))) ?? .breakGlass
        accessed.rule = UInt32(number(200))
        return .emergencyAccessed(accessed)
      default: return .documentAdded(document())
      }
    }

    mutating func body() -> EventBody {
      var context = EventContext()
      if isThere() {
        var actor = Actor()
        actor.kind = .init(rawValue: Int(number(12))) ?? .system
        switch number(3) {
        case 0: actor.number = big()
        case 1: actor.text = text()
        default: break
        }
        if isThere() { actor.profession = text() }
        switch number(3) {
        case 0: actor.structureNumber = big()
        case 1: actor.structureText = text()
        default: break
        }
        if isThere() { actor.name = text() }
        context.actor = actor
      }
      if isThere() { context.purpose = .init(rawValue: Int(number(10))) ?? .care }
      if isThere() { context.reason = text() }
      if isThere() { context.request = UInt64.max - big() }
      if isThere() { context.occurred = -Int64(number(1 << 60)) }
      return EventBody(fact(), context: context)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `bodies are read as SwiftProtobuf reads them`(seed: UInt64) throws {
    var maker = Maker(state: seed)
    for _ in 0..<600 {
      let body = maker.body()
      let bytes = body.encoded()
      #expect(Carnet_V1_Body(wire: bytes) == body, "seed \(seed)")
      #expect(try Carnet_V1_Body(serializedBytes: bytes) == body)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `changed bytes are read as SwiftProtobuf reads them, or left to it`(seed: UInt64) throws {
    var maker = Maker(state: seed &+ 100)
    var read = 0
    for _ in 0..<3000 {
      var bytes = maker.body().encoded()
      for _ in 0...maker.number(3) {
        let place = Int(maker.number(UInt64(bytes.count)))
        switch maker.number(4) {
        case 0: bytes[place] = UInt8(maker.number(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(maker.number(256)), at: place)
        default: bytes.append(contentsOf: bytes.prefix(place))
        }
        if bytes.isEmpty { break }
      }
      guard let fast = Carnet_V1_Body(wire: bytes) else { continue }
      read += 1
      let slow = try? Carnet_V1_Body(serializedBytes: bytes)
      #expect(fast == slow, "seed \(seed): \(bytes)")
    }
    #expect(read > 100)
  }

  @Test func `what a later version writes is left to SwiftProtobuf, which keeps it`() throws {
    var maker = Maker(state: 1)
    let bytes = maker.body().encoded() + [0xc2, 0x3e, 1, 7]
    #expect(Carnet_V1_Body(wire: bytes) == nil)
    #expect(try Carnet_V1_Body(serializedBytes: bytes).encoded() == bytes)
  }
}
