import CarnetCore
import MedicalRecord

/// Reads the messages of the CI-SIS that carry CDA documents (MDM^T02, MDM^T10, ORU^R01) and those
/// of PAM France that carry consents (ADT with ZFA).
struct HL7v2Reader {
  private let cda: CDAReader

  init(_ cda: CDAReader) { self.cda = cda }

  func read(_ bytes: [UInt8]) throws(HL7v2Refusal) -> Incoming {
    let message = try ER7Message(bytes)
    let header = try message.required("MSH")
    let type = [header[9].component(1).text, header[9].component(2).text].compactMap(\.self)
      .joined(separator: "^")
    switch header[9].component(1).text {
    case "ADT"?: return .consents(try consents(message, header))
    case "MDM"? where ["MDM^T02", "MDM^T10"].contains(type): fallthrough
    case "ORU"? where type == "ORU^R01": return .documents([try documents(message, header)])
    default: throw .messageType(String(type.prefix(20)))
    }
  }

  // MARK: Documents

  /// The table of the CI-SIS for what a message says about its document.
  private static let metadataTable = "MetaDMPMSS"

  private func documents(
    _ message: ER7Message,
    _ header: ER7Message.Segment
  ) throws(HL7v2Refusal) -> IncomingSubmission {
    let about = try AboutDocument(message)
    guard about.isForTheRecord else { throw .notForTheRecord }
    var documents: [IncomingDocument] = []
    for segment in message.segments where segment.name == "OBX" && segment[2].code == "ED" {
      guard segment[3].component(3).text != Self.metadataTable else { continue }
      if segment[11].code == "D" { throw .deletion(line: segment.line) }
      let content = try content(of: segment)
      var envelope = try envelope(message, about)
      do throws(EnvelopeRefusal) {
        guard [.cda, .xml].contains(IncomingFormat(content)) else { throw .cda(.notCDA(line: 1)) }
        documents.append(try envelope.document(content, reader: cda))
      } catch {
        throw .document(error, line: segment.line)
      }
    }
    guard !documents.isEmpty else {
      throw .missing("OBX-2 ED", line: message.segments.last?.line ?? 1)
    }
    return IncomingSubmission(
      uniqueID: nil,
      sourceID: header[4].code,
      submitted: moment(header[7]),
      documents: documents
    )
  }

  /// The encapsulated data of OBX-5: type ED, encoded in Base64.
  private func content(of segment: ER7Message.Segment) throws(HL7v2Refusal) -> [UInt8] {
    let value = segment[5]
    guard value.component(4).text?.lowercased() == "base64" else {
      throw .invalid("OBX-5.4", line: segment.line, accepted: "Base64")
    }
    do throws(Base64.Failure) {
      return try Base64.decode(
        Array(value.component(5).bytes),
        maximum: cda.limits.xml.documentBytes
      )
    } catch {
      throw .document(.content(error), line: segment.line)
    }
  }

  private func envelope(
    _ message: ER7Message,
    _ about: AboutDocument
  ) throws(HL7v2Refusal) -> DocumentEnvelope {
    var envelope = DocumentEnvelope(.hl7v2)
    // What PID lacks is no doubt about the document, which names its patient itself.
    var unused = FindingCollector()
    envelope.identity = PatientFields(try message.required("PID")).identity(&unused)
    envelope.confidentiality = about.labels.map {
      Code(system: Visibility.labelSystem, code: $0)
    }
    if about.asksForVisibility { envelope.findings.note(.visibilityChangeAsked, line: 0) }
    if let document = message.segment("TXA"), let code = document[2].code {
      envelope.type = Code(system: OID.loinc.text, code: code)
    }
    return envelope
  }

  // MARK: Consents

  private func consents(
    _ message: ER7Message,
    _ header: ER7Message.Segment
  ) throws(HL7v2Refusal) -> ConsentCollection {
    let segment = try message.required("ZFA")
    let feeding: ConsentCollection.Feeding? = try value(segment, 9)
    let reading: ConsentCollection.Reading? = try value(segment, 11)
    let visit = try message.required("PV1")
    var findings = FindingCollector()
    let patient = try message.required("PID")
    let identity = PatientFields(patient).identity(&findings)
    guard identity.ins != nil else {
      throw .missing("PID-3 INS", line: patient.line)
    }
    guard let messageID = header[10].code else { throw .missing("MSH-10", line: header.line) }
    let moments = [moment(segment[10]), moment(segment[12])].compactMap(\.self)
    let event = message.segment("EVN")
    guard
      let instant = moments.max() ?? event.flatMap({ moment($0[6]) ?? moment($0[2]) })
        ?? moment(header[7])
    else {
      throw .invalid("MSH-7", line: header.line, accepted: "AAAAMMJJHHMMSS")
    }
    let episode = visit[19].isEmpty ? patient[18] : visit[19]
    return ConsentCollection(
      identity: identity,
      recordStatus: try value(segment, 1),
      feeding: feeding ?? .notCollected,
      reading: reading ?? .notCollected,
      episode: episode.identifier(authority: 4),
      episodeNumber: episode.component(1).text,
      structure: structure(visit, episode, header),
      instant: instant,
      messageID: messageID,
      findings: findings.findings
    )
  }

  /// A field of ZFA; nil where it is empty.
  private func value<Value: RawRepresentable<String> & CaseIterable>(
    _ segment: ER7Message.Segment,
    _ number: Int
  ) throws(HL7v2Refusal) -> Value? {
    guard let text = segment[number].code else { return nil }
    guard let value = Value(rawValue: text) else {
      throw .invalid(
        "ZFA-\(number)",
        line: segment.line,
        accepted: Value.allCases.map(\.rawValue).joined(separator: ", ")
      )
    }
    return value
  }

  /// The facility of the place of care, else the authority of the stay's number, else the sender.
  private func structure(
    _ visit: ER7Message.Segment,
    _ episode: ER7Value,
    _ header: ER7Message.Segment
  ) -> ConsentCollection.Structure {
    for hierarchy in [visit[3].component(4), episode.component(4)] where !hierarchy.isEmpty {
      return ConsentCollection.Structure(
        name: hierarchy.subcomponent(1).text,
        identifier: hierarchy.subcomponent(2).text
      )
    }
    return ConsentCollection.Structure(
      name: header[4].component(1).text,
      identifier: header[4].component(2).text
    )
  }

  private func moment(_ value: ER7Value) -> Instant? {
    guard let text = value.code else { return nil }
    do throws(HL7Timestamp.Malformed) {
      return try HL7Timestamp(text).instant
    } catch {
      return nil
    }
  }
}

/// What the OBX of the CI-SIS table say about the document beside them: Y or N.
private struct AboutDocument {
  private(set) var labels: [String] = []
  private(set) var isForTheRecord = true
  private(set) var asksForVisibility = false

  init(_ message: ER7Message) throws(HL7v2Refusal) {
    for segment in message.segments where segment.name == "OBX" {
      guard segment[3].component(3).text == "MetaDMPMSS", segment[2].code != "ED",
        let name = segment[3].code
      else { continue }
      let isYes: Bool
      switch segment[5].code {
      case "Y"?: isYes = true
      case "N"?, nil: isYes = false
      default: throw .invalid("OBX-5", line: segment.line, accepted: "Y, N")
      }
      switch name {
      case "MASQUE_PS", "INVISIBLE_PATIENT": if isYes { labels.append(name) }
      // In a secret connection nothing is shown to the representatives (BB#113).
      case "INVISIBLE_REP_LEGAUX", "INVISIBLE_REPRESENTANTS_LEGAUX", "CONNEXION_SECRETE":
        if isYes { labels.append("INVISIBLE_REPRESENTANTS_LEGAUX") }
      case "DESTDMP": isForTheRecord = isYes
      case "MODIF_CONF_CODE", "MODIF_CONFIDENTIALITYCODE": asksForVisibility = isYes
      default: continue
      }
    }
  }
}
