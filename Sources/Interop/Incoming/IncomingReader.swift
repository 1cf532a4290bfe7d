/// Reads whatever a feed brings: told apart by its bytes, checked whole, and turned into the values
/// that records take.
package struct IncomingReader: Sendable {
  package let cda: CDAReader

  /// - Throws: when the tables that are compiled in are damaged.
  package init() throws(CodeTableDamage) { cda = try CDAReader() }

  package func read(_ bytes: [UInt8]) throws(IncomingRefusal) -> Incoming {
    try read(bytes, as: IncomingFormat(bytes))
  }

  package func read(
    _ bytes: [UInt8],
    as format: IncomingFormat
  ) throws(IncomingRefusal) -> Incoming {
    switch format {
    case .cda, .xml:
      do throws(CDARefusal) {
        let document = IncomingDocument(try cda.read(bytes), bytes: bytes)
        return .documents([IncomingSubmission(documents: [document])])
      } catch {
        throw .cda(error)
      }
    case .zip:
      do throws(XDMRefusal) {
        return .documents(try XDMReader(cda).read(bytes))
      } catch {
        throw .xdm(error)
      }
    case .hl7v2:
      do throws(HL7v2Refusal) {
        return try HL7v2Reader(cda).read(bytes)
      } catch {
        throw .hl7v2(error)
      }
    case .json:
      do throws(FHIRRefusal) {
        return .documents(try FHIRReader(cda).read(bytes))
      } catch {
        throw .fhir(error)
      }
    case .eventLines: throw .eventLines
    case .unknown: throw .unknownFormat
    }
  }
}

/// Why a file cannot be read.
package enum IncomingRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case cda(CDARefusal)
  case xdm(XDMRefusal)
  case hl7v2(HL7v2Refusal)
  case fhir(FHIRRefusal)
  /// Event lines, which another reader takes.
  case eventLines
  /// Its first bytes are those of no format that is read.
  case unknownFormat

  package var description: String {
    switch self {
    case .cda(let refusal): refusal.description
    case .xdm(let refusal): refusal.description
    case .hl7v2(let refusal): refusal.description
    case .fhir(let refusal): refusal.description
    case .eventLines: "a file of event lines, not a document"
    case .unknownFormat:
      "not a format that is read; CDA R2, XDM, HL7 v2 (ER7), FHIR JSON and event lines are accepted"
    }
  }
}
