package import CarnetCore

/// Opens the bodies of events: through the seal, then through the codec.
package struct BodyOpener: Sendable {
  private let log: LogID
  private let sealer: any BodySealing
  private let codecs: BodyCodecs

  package init(log: LogID, sealer: any BodySealing, codecs: BodyCodecs) {
    self.log = log
    self.sealer = sealer
    self.codecs = codecs
  }

  package enum Failure: Error, Hashable, Sendable {
    case sealing(SealFailure, Position)
    case codec(BodyCodecs.Failure, Position)
  }

  /// Room that is used again from event to event.
  package struct Scratch {
    fileprivate var opened: [UInt8] = []
    /// The body as its author wrote it.
    package fileprivate(set) var plain: [UInt8] = []

    package init() {}
  }

  /// Puts the body of an event into `scratch.plain`; false when the record's key was destroyed.
  package func open(
    _ block: EventBlock,
    _ index: Int,
    _ scratch: inout Scratch
  ) throws(Failure) -> Bool {
    let position = block.position(index)
    let key = block.keys[index]
    do throws(SealFailure) {
      try unseal(block, index, key, &scratch.opened)
    } catch {
      if case .keyDestroyed = error { return false }
      throw .sealing(error, position)
    }
    do throws(BodyCodecs.Failure) {
      try decode(block, index, &scratch)
    } catch {
      throw .codec(error, position)
    }
    return true
  }

  private func unseal(
    _ block: EventBlock,
    _ index: Int,
    _ key: EventKey,
    _ opened: inout [UInt8]
  ) throws(SealFailure) {
    if key == .unsealed {
      opened.removeAll(keepingCapacity: true)
      block.withStoredBody(index) { opened.append(contentsOf: $0) }
      return
    }
    var target = opened
    opened = []
    defer { opened = target }
    let outcome = block.withStoredBody(index) { stored in
      withUnsafeTemporaryAllocation(byteCount: 96 + 72, alignment: 8) { memory in
        let head = UnsafeMutableRawBufferPointer(rebasing: memory[0..<96])
        let data = UnsafeMutableRawBufferPointer(rebasing: memory[96...])
        block.envelope(index, bodyDigest: .zero).write(to: head)
        AssociatedData.write(log: log, envelope: UnsafeRawBufferPointer(head), to: data)
        return Result { () throws(SealFailure) in
          try sealer.open(
            stored,
            record: block.records[index],
            key: key,
            nonce: block.nonces[index],
            authenticating: UnsafeRawBufferPointer(data),
            into: &target
          )
        }
      }
    }
    try outcome.get()
  }

  private func decode(
    _ block: EventBlock,
    _ index: Int,
    _ scratch: inout Scratch
  ) throws(BodyCodecs.Failure) {
    if block.codecs[index] == 0, scratch.opened.count == Int(block.plainLengths[index]) {
      swap(&scratch.opened, &scratch.plain)
      return
    }
    var plain = scratch.plain
    scratch.plain = []
    defer { scratch.plain = plain }
    let outcome = scratch.opened.withUnsafeBytes { opened in
      Result { () throws(BodyCodecs.Failure) in
        try codecs.decode(
          opened,
          codec: block.codecs[index],
          plainLength: Int(block.plainLengths[index]),
          into: &plain
        )
      }
    }
    try outcome.get()
  }
}
