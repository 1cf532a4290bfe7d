import NIOCore

/// Takes HL7 v2 messages out of a stream: `<VT> message <FS><CR>` (HL7 v2, appendix C; MLLP).
///
/// Bytes between messages are refused: a client that lost the framing would have its next message cut
/// in two.
struct MLLPFraming {
  enum Failure: Error, Hashable {
    case notFramed
    case tooLong(max: Int)
  }

  private static let begin: UInt8 = 0x0b
  private static let end: UInt8 = 0x1c
  private static let carriageReturn: UInt8 = 0x0d

  private let bytesMax: Int
  private var held = ByteBuffer()
  /// Bytes of `held` in which no end was found.
  private var looked = 0

  init(bytesMax: Int) { self.bytesMax = bytesMax }

  mutating func take(_ buffer: ByteBuffer) { held.writeImmutableBuffer(buffer) }

  /// The next whole message; nil until more bytes come.
  mutating func next() throws(Failure) -> [UInt8]? {
    // What some senders put between two messages.
    while let byte = held.getInteger(at: held.readerIndex, as: UInt8.self),
      byte == Self.carriageReturn || byte == 0x0a
    {
      held.moveReaderIndex(forwardBy: 1)
    }
    let view = held.readableBytesView
    guard let first = view.first else { return nil }
    guard first == Self.begin else { throw .notFramed }
    var index = view.startIndex + max(1, looked)
    while index < view.endIndex {
      if view[index] == Self.end {
        guard index + 1 < view.endIndex else { break }
        guard view[index + 1] == Self.carriageReturn else { throw .notFramed }
        let message = Array(view[(view.startIndex + 1)..<index])
        held.moveReaderIndex(forwardBy: message.count + 3)
        held.discardReadBytes()
        looked = 0
        return message
      }
      index += 1
    }
    looked = max(1, view.count - 1)
    guard view.count <= bytesMax else { throw .tooLong(max: bytesMax) }
    return nil
  }

  static func framed(_ message: String) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.writeInteger(begin)
    buffer.writeString(message)
    buffer.writeInteger(end)
    buffer.writeInteger(carriageReturn)
    return buffer
  }
}
