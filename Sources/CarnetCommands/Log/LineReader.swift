import Foundation

/// The lines of a file, one after the other, in bounded memory; `-` is standard input.
struct LineReader: AsyncSequence {
  typealias Element = [UInt8]

  private let path: String
  static let lineBytesMax = 8 << 20

  init(_ path: String) { self.path = path }

  func makeAsyncIterator() -> Iterator { Iterator(path) }

  struct Iterator: AsyncIteratorProtocol {
    private let handle: FileHandle?
    private let path: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    init(_ path: String) {
      self.path = path
      handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    }

    mutating func next() async throws -> [UInt8]? {
      guard let handle else {
        throw Told(say("\(path) n'existe pas", "\(path) does not exist"), .notFound)
      }
      while true {
        if let end = buffer[start...].firstIndex(of: 0x0a) {
          defer { start = end + 1 }
          return Array(buffer[start..<end])
        }
        if isAtEnd {
          defer { start = buffer.count }
          return start < buffer.count ? Array(buffer[start...]) : nil
        }
        guard buffer.count - start <= LineReader.lineBytesMax else {
          throw Told(
            say(
              "\(path) : ligne de plus de \(LineReader.lineBytesMax) octets",
              "\(path): a line of more than \(LineReader.lineBytesMax) bytes"
            ),
            .wrongUsage
          )
        }
        buffer.removeFirst(start)
        start = 0
        guard let more = try handle.read(upToCount: 1 << 20), !more.isEmpty else {
          isAtEnd = true
          continue
        }
        buffer.append(contentsOf: more)
      }
    }
  }
}
