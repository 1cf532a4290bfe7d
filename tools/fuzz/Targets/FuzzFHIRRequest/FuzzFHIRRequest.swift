import FHIR

/// Called by libFuzzer with every input it makes.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzzFHIRRequest(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}
