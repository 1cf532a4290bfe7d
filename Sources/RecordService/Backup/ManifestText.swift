import CarnetCore
import EventLog

/// A small text file of facts, one a line, that ends with the digest of itself.
struct ManifestText {
  private(set) var lines: [(name: String, value: String)] = []

  static let bytesMax = 64 << 20

  init() {}

  mutating func add(_ name: String, _ value: String) { lines.append((name, value)) }

  func encoded(_ heading: String) -> [UInt8] {
    let text = heading + "\n" + lines.map { "\($0.name) \($0.value)\n" }.joined()
    return Array(text.utf8) + Array("sum \(SHA256.digest(of: Array(text.utf8)))\n".utf8)
  }

  /// Why a text cannot be believed.
  enum Failure: Error {
    case future(version: Int)
    case malformed(line: Int)
  }

  init(decoding bytes: [UInt8], _ heading: String) throws(Failure) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(line: 1) }
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = all.first else { throw .malformed(line: 1) }
    if first != heading {
      let name = heading.dropLast(1)
      if first.hasPrefix(name), let version = Int(first.dropFirst(name.count)), version > 1 {
        throw .future(version: version)
      }
      throw .malformed(line: 1)
    }
    guard all.count >= 3, all[all.count - 1].isEmpty, all[all.count - 2].hasPrefix("sum ") else {
      throw .malformed(line: all.count)
    }
    for (number, line) in all.enumerated().dropFirst().dropLast(2) {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .malformed(line: number + 1) }
      add(String(parts[0]), String(parts[1]))
    }
    guard encoded(heading) == bytes else { throw .malformed(line: all.count - 1) }
  }

  subscript(name: String) -> String? { lines.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { lines.filter { $0.name == name }.map(\.value) }
}
