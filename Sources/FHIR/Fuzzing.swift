import CarnetCore
import Interop
import MedicalRecord

/// Reads the bytes as a request in every way that the service would: a resource in XML and in JSON,
/// each patch, a deposit, and a query string.
///
/// What is read must survive being written in the other spelling and read again. Called by
/// libFuzzer's `LLVMFuzzerTestOneInput` shim.
package func fuzzFHIRRequest(_ memory: UnsafeRawBufferPointer) {
  let bytes = Array(memory)
  var limits = JSONValue.Limits()
  limits.values = 50_000
  for format in FHIRFormat.allCases {
    do throws(FHIRFailure) {
      let body = try FHIRRequestBody(bytes, format, limits: limits)
      fuzzDeposit(body)
      fuzzSpelling(body)
    } catch {
      blackHole(error.description)
    }
  }
  fuzzPatches(bytes)
  fuzzSearches(bytes)
}

/// What came in as XML comes out as the same XML value.
private func fuzzSpelling(_ body: FHIRRequestBody) {
  guard body.format == .xml else { return }
  let written = FHIRValue(body.value)
  do throws(FHIRXMLRefusal) {
    let again = try FHIRXMLReader.read(written.xmlBytes())
    precondition(
      withoutNarrative(again) == withoutNarrative(body.value),
      "XML that was read is written as the same value"
    )
  } catch {
    // Names in another namespace, which the writer has no place for, cannot get this far.
    preconditionFailure("XML that was read is written readably: \(error)")
  }
}

private func withoutNarrative(_ value: JSONValue) -> JSONValue {
  switch value {
  case .object(var members):
    members["div"] = nil
    return .object(members.mapValues(withoutNarrative))
  case .array(let elements): return .array(elements.map(withoutNarrative))
  case .null, .bool, .number, .string: return value
  }
}

private func fuzzDeposit(_ body: FHIRRequestBody) {
  do throws(FHIRFailure) {
    let cda: CDAReader
    do throws(CodeTableDamage) {
      cda = try CDAReader()
    } catch {
      preconditionFailure("the tables that are compiled in are whole")
    }
    let deposit = try FHIRDeposit(transaction: body, reader: FHIRReader(cda))
    blackHole(deposit.warnings)
  } catch {
    blackHole(FHIRValue.operationOutcome(error, in: .french).jsonBytes())
  }
}

private func fuzzPatches(_ bytes: [UInt8]) {
  let code = Code(system: OID.loinc.text, code: "11488-4")
  let metadata = DocumentMetadata(
    uniqueID: "1.2.3",
    title: "t",
    type: code,
    confidentiality: [Code(system: CodeSystems.confidentialityOID, code: "N")],
    creationTime: Instant(milliseconds: 0),
    language: "fr",
    authors: [],
    mediaType: "text/plain"
  )
  let document = FHIRDocument(
    logicalID: EventID(high: 1, low: 2),
    entryID: EventID(high: 1, low: 3),
    metadata: metadata,
    size: 1,
    sha1: [],
    added: Instant(milliseconds: 0),
    updated: Instant(milliseconds: 0),
    subject: FHIRSubject(id: "a", ins: nil)
  )
  for form in DocumentMetadataPatch.Form.allCases {
    do throws(FHIRFailure) {
      let patch = try DocumentMetadataPatch(bytes, form, on: document)
      precondition(patch.reveals.isEmpty, "nothing is taken away that was not there")
    } catch {
      blackHole(error.description)
    }
  }
}

/// The bytes as `name=value&name=value`, each undecoded, to every search.
private func fuzzSearches(_ bytes: [UInt8]) {
  let text = String(decoding: bytes.prefix(16_384), as: UTF8.self)
  let pairs = text.split(separator: "&")
    .map { pair -> (String, String) in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(halves[0]), halves.count == 2 ? String(halves[1]) : "")
    }
  let search = SearchPairs(pairs)
  let now = Instant(milliseconds: 1_780_000_000_000)
  do throws(FHIRFailure) { blackHole(try DocumentSearch(search, now: now)) } catch {
    blackHole(error.description)
  }
  do throws(FHIRFailure) { blackHole(try ListSearch(search, now: now)) } catch {
    blackHole(error.description)
  }
  do throws(FHIRFailure) { blackHole(try PatientExistenceSearch(search, now: now)) } catch {
    blackHole(error.description)
  }
  do throws(FHIRFailure) {
    let found = try AuditEventSearch(search, now: now)
    precondition(found.bounds.lowerBound <= found.bounds.upperBound, "bounds are in order")
  } catch {
    blackHole(error.description)
  }
}

/// Keeps the optimiser from leaving out what nobody uses.
@inline(never)
private func blackHole<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
