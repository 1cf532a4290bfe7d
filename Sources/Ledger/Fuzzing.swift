/// The entry of a fuzzer: whatever reads as a note, a checkpoint, a proof file, a key or a tile path
/// must be written again byte for byte, or there would be two spellings of one signed thing.
///
/// Traps when it is not; reads hostile bytes otherwise without a trap.
package func fuzzCheckpoint(_ bytes: UnsafeRawBufferPointer) {
  let input = Array(bytes)
  if let note = read({ () throws(NoteFailure) in try SignedNote(parsing: input) }) {
    precondition(note.encoded.utf8.elementsEqual(input), "a note is written as it was read")
  }
  if let proof = read({ () throws(NoteFailure) in try TlogProof(parsing: input) }) {
    precondition(proof.encoded.utf8.elementsEqual(input), "a proof is written as it was read")
  }
  guard let text = String(validating: input, as: UTF8.self) else { return }
  if let checkpoint = read({ () throws(NoteFailure) in try Checkpoint(parsing: text) }) {
    precondition(checkpoint.text.isSpelled(as: text), "a checkpoint is written as it was read")
  }
  if let key = read({ () throws(NoteFailure) in try NoteVerifier(text) }) {
    precondition(key.description.isSpelled(as: text), "a key is written as it was read")
  }
  if let key = read({ () throws(NoteFailure) in try WitnessVerifier(text) }) {
    precondition(key.description.isSpelled(as: text), "a key is written as it was read")
  }
  if let key = read({ () throws(NoteFailure) in try NoteSigner(secretText: text) }) {
    precondition(key.secretText.isSpelled(as: text), "a key is written as it was read")
  }
  if let path = TilePath(text) {
    precondition(path.description.isSpelled(as: text), "a path is written as it was read")
  }
}

/// A refusal is an answer like any other here; its words must be there.
private func read<Value>(_ parse: () throws(NoteFailure) -> Value) -> Value? {
  do throws(NoteFailure) {
    return try parse()
  } catch {
    precondition(!error.description.isEmpty, "a refusal says why")
    return nil
  }
}
