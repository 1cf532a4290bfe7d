// Entry points for coverage-guided fuzzing: each takes any bytes and must return, whatever they are.

/// Reads the bytes as a CDA document, and as bare XML with every text taken.
///
/// Called by libFuzzer's `LLVMFuzzerTestOneInput` shim.
package func fuzzCDA(_ bytes: UnsafeRawBufferPointer) {
  do throws(CDARefusal) {
    let reader: CDAReader
    do throws(CodeTableDamage) {
      reader = try CDAReader()
    } catch {
      throw .tables(error)
    }
    let document = try reader.read(bytes)
    for finding in document.findings { blackHole(finding.description) }
  } catch {
    blackHole(error.description)
  }
  do throws(XMLError) {
    var reader = try XMLReader(bytes)
    var text: [UInt8] = []
    while let token = try reader.next() {
      if token == .text { reader.appendText(to: &text) }
    }
    blackHole(text)
  } catch {
    blackHole(error.description)
  }
}

/// Reads the bytes as an archive, unpacks what it holds, and as an XDM package.
package func fuzzZip(_ bytes: UnsafeRawBufferPointer) {
  let archive = Array(bytes)
  do throws(ZipRefusal) {
    let reader = try ZipReader(archive)
    for entry in reader.entries { blackHole(try reader.contents(of: entry)) }
  } catch {
    blackHole(error.description)
  }
  fuzzIncoming(archive, as: .zip)
}

/// Reads the bytes as an HL7 v2 message.
package func fuzzHL7v2(_ bytes: UnsafeRawBufferPointer) {
  fuzzIncoming(Array(bytes), as: .hl7v2)
}

/// Reads the bytes as JSON and as documents of FHIR.
package func fuzzFHIR(_ bytes: UnsafeRawBufferPointer) {
  fuzzIncoming(Array(bytes), as: .json)
}

/// Reads the bytes by one reader, whatever they look like.
private func fuzzIncoming(_ bytes: [UInt8], as format: IncomingFormat) {
  do throws(IncomingRefusal) {
    let reader: IncomingReader
    do throws(CodeTableDamage) {
      reader = try IncomingReader()
    } catch {
      throw .cda(.tables(error))
    }
    switch try reader.read(bytes, as: format) {
    case .documents(let submissions):
      for document in submissions.flatMap(\.documents) {
        for finding in document.findings { blackHole(finding.description) }
      }
    case .consents(let collection): blackHole(collection)
    }
  } catch {
    blackHole(error.description)
  }
}

/// Keeps the optimiser from leaving out what nobody uses.
@inline(never)
private func blackHole<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
