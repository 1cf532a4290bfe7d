import Foundation
import SwiftProtobuf

// Reads bodies of the types that logs are full of, four times as fast as SwiftProtobuf does
// (docs/performance.md). Whatever is not exactly as our own writers make it is left to SwiftProtobuf:
// unknown fields, other types, a message that stands twice. Written field for field after events.proto;
// WireTests hold it against SwiftProtobuf.

extension Carnet_V1_Body {
  /// nil when SwiftProtobuf must read it.
  init?(wire bytes: [UInt8]) {
    self.init()
    let isRead = bytes.withUnsafeBytes { memory in
      var reader = WireReader(memory)
      while reader.next() {
        switch reader.field {
        case 1:
          if hasContext { reader.fail() }
          context = .init(wire: &reader)
        default: readFact(&reader)
        }
      }
      return !reader.isBroken
    }
    if !isRead { return nil }
  }

  private mutating func readFact(_ reader: inout WireReader) {
    if fact != nil { reader.fail() }
    switch reader.field {
    case 16: fact = .recordOpened(.init(wire: &reader))
    case 20: fact = .consentGranted(.init(wire: &reader))
    case 21: fact = .consentWithdrawn(.init(wire: &reader))
    case 22: fact = .documentAdded(.init(wire: &reader))
    case 23: fact = .documentReplaced(.init(wire: &reader))
    case 24: fact = .documentHidden(.init(wire: &reader))
    case 25: fact = .documentRevealed(.init(wire: &reader))
    case 32: fact = .recordAccessed(.init(wire: &reader))
    case 33: fact = .documentAccessed(.init(wire: &reader))
    case 34: fact = .accessDenied(.init(wire: &reader))
    case 35: fact = .emergencyAccessed(.init(wire: &reader))
    default: reader.fail()
    }
  }
}

extension SwiftProtobuf.Enum where RawValue == Int {
  fileprivate init(wire value: Int) { self = Self(rawValue: value) ?? Self() }
}

extension Carnet_V1_Context {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1:
        if hasActor { reader.fail() }
        actor = .init(wire: &reader)
      case 2: purpose = .init(wire: reader.enumeration())
      case 3: reason = reader.string()
      case 4: request = reader.fixed64()
      case 5: occurred = reader.sint64()
      case 6: writer = reader.uint32()
      case 7: secret = reader.bool()
      case 8: place = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_Actor {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: kind = .init(wire: reader.enumeration())
      case 2: identifier = .number(reader.varint())
      case 3: identifier = .text(reader.string())
      case 4: profession = reader.string()
      case 5: structure = .structureNumber(reader.varint())
      case 6: structure = .structureText(reader.string())
      case 7: name = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_RecordOpened {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: channel = .init(wire: reader.enumeration())
      case 2: commune = reader.string()
      case 3: ageBand = .init(wire: reader.enumeration())
      case 4: sex = .init(wire: reader.enumeration())
      case 5: majorityDue = reader.sint64()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_ConsentGranted {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: subject = .init(wire: reader.enumeration())
      case 2: wording = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_ConsentWithdrawn {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: subject = .init(wire: reader.enumeration())
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_Code {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: system = reader.string()
      case 2: code = reader.string()
      case 3: display = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_Author {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: identifier = .number(reader.varint())
      case 2: identifier = .text(reader.string())
      case 3: identifierSystem = reader.string()
      case 4: family = reader.string()
      case 5: given = reader.string()
      case 6:
        if hasSpecialty { reader.fail() }
        specialty = .init(wire: &reader)
      case 7:
        if hasRole { reader.fail() }
        role = .init(wire: &reader)
      case 8: structure = .structureNumber(reader.varint())
      case 9: structure = .structureText(reader.string())
      case 10: structureSystem = reader.string()
      case 11: structureName = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_DocumentAdded {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: number = reader.uint32()
      case 2: uniqueID = reader.string()
      case 3: setID = reader.string()
      case 4: version = reader.uint32()
      case 5:
        if hasType { reader.fail() }
        type = .init(wire: &reader)
      case 6:
        if hasDocumentClass { reader.fail() }
        documentClass = .init(wire: &reader)
      case 7:
        if hasFormat { reader.fail() }
        format = .init(wire: &reader)
      case 8: confidentiality.append(.init(wire: &reader))
      case 9:
        if hasPracticeSetting { reader.fail() }
        practiceSetting = .init(wire: &reader)
      case 10:
        if hasFacilityType { reader.fail() }
        facilityType = .init(wire: &reader)
      case 11: title = reader.string()
      case 12: created = reader.sint64()
      case 13: serviceStart = reader.sint64()
      case 14: serviceStop = reader.sint64()
      case 15: language = reader.string()
      case 16: mediaType = reader.string()
      case 17: authors.append(.init(wire: &reader))
      case 18:
        if hasLegalAuthenticator { reader.fail() }
        legalAuthenticator = .init(wire: &reader)
      case 19: eventCodes.append(.init(wire: &reader))
      case 20: replaces = reader.string()
      case 21: content = Data(reader.bytes())
      case 22: contentBytes = reader.uint32()
      case 23: sha1 = Data(reader.bytes())
      case 24: findings.append(reader.string())
      case 25: submissionSet = reader.string()
      case 26: reminderDue = reader.sint64()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_DocumentReplaced {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: number = reader.uint32()
      case 2: by = reader.uint32()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_DocumentHidden {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: number = reader.uint32()
      case 2: visibility = .init(wire: reader.enumeration())
      case 3: noticeDue = reader.sint64()
      case 4: releaseDue = reader.sint64()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_DocumentRevealed {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: number = reader.uint32()
      case 2: visibility = .init(wire: reader.enumeration())
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_RecordAccessed {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: kind = .init(wire: reader.enumeration())
      case 2: rule = reader.uint32()
      case 3: policy = reader.uint32()
      case 4: relation = .init(wire: reader.enumeration())
      case 5: reader.packed(into: &documents)
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_DocumentAccessed {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: number = reader.uint32()
      case 2: rule = reader.uint32()
      case 3: policy = reader.uint32()
      case 4: relation = .init(wire: reader.enumeration())
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_AccessDenied {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: kind = .init(wire: reader.enumeration())
      case 2: number = reader.uint32()
      case 3: rule = reader.uint32()
      case 4: policy = reader.uint32()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}

extension Carnet_V1_EmergencyAccessed {
  /// Reads the message in the field that `outer` stands at.
  init(wire outer: inout WireReader) {
    self.init()
    var reader = outer.message()
    while reader.next() {
      switch reader.field {
      case 1: mode = .init(wire: reader.enumeration())
      case 2: rule = reader.uint32()
      case 3: policy = reader.uint32()
      case 4: until = reader.sint64()
      case 5: reviewDue = reader.sint64()
      case 6: call = reader.string()
      default: reader.fail()
      }
    }
    if reader.isBroken { outer.fail() }
  }
}
