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

/// Keeps the optimiser from leaving out what nobody uses.
@inline(never)
private func blackHole<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
