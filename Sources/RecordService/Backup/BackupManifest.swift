package import CarnetCore
package import EventLog
import Ledger
package import SystemPackage

/// What a backup holds and how far it reaches: the files `backups/NNNNNNNN.manifest` of a backup.
///
/// Bytes of its files beyond the sizes it names belong to a later backup, finished or not.
package struct BackupManifest: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    /// Below the backup's folder: `log/…` or `contents/…`.
    package var path: String
    package var size: UInt64
    package var digest: Digest
  }

  package var number: UInt32
  /// 16 random bytes.
  package var id: String
  package var identity: LogIdentity
  package var created: Instant
  package var end: LogEnd
  /// The time of its last event.
  package var last: Instant?
  package var root: Digest
  /// The tree's right edge, so that the next backup goes on from here.
  package var subtrees: [Digest]
  /// The signed head at its end; empty for an empty log.
  package var checkpoint: [UInt8]
  package var generation: UInt64?
  package var keysExpire: Instant?
  package var files: [File]

  package var size: UInt64 { end.size }

  private static let heading = "carnet-backup/v1"
  static let folder = "backups"

  static func fileName(_ number: UInt32) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits + ".manifest"
  }
}

extension BackupManifest {
  func encoded() -> [UInt8] {
    var text = ManifestText()
    text.add("id", id)
    text.add("identity", Base64.encode(identity.encoded()))
    text.add("created", created.description)
    text.add("end", "\(end.size) \(end.segment) \(end.offset) \(end.link) \(end.epoch)")
    text.add("last", last?.description ?? "-")
    text.add("root", root.description)
    text.add("subtrees", subtrees.map(\.description).joined(separator: ","))
    text.add("checkpoint", Base64.encode(checkpoint))
    if let generation, let keysExpire {
      text.add("keys", "\(Hex.encode(generation)) \(keysExpire)")
    }
    for file in files { text.add("file", "\(file.size) \(file.digest) \(file.path)") }
    return text.encoded(Self.heading)
  }

  init(decoding bytes: [UInt8], number: UInt32, _ path: FilePath) throws(BackupFailure) {
    let text: ManifestText
    do throws(ManifestText.Failure) {
      text = try ManifestText(decoding: bytes, Self.heading)
    } catch {
      switch error {
      case .future(let version): throw .futureFormat(path, version: version)
      case .malformed(let line): throw .manifestMalformed(path, line: line)
      }
    }
    func need<T>(_ line: Int, _ value: T?) throws(BackupFailure) -> T {
      guard let value else { throw .manifestMalformed(path, line: line) }
      return value
    }
    self.number = number
    id = try need(2, text["id"])
    let identityBytes = try need(3, text["identity"].flatMap { Base64.decode($0) })
    do throws(IdentityFailure) {
      identity = try LogIdentity(decoding: identityBytes)
    } catch {
      throw .manifestMalformed(path, line: 3)
    }
    created = try need(4, text["created"].flatMap { Instant($0) })
    let numbers = try need(5, text["end"]).split(separator: " ").compactMap { UInt64($0) }
    guard numbers.count == 5, let link = UInt32(exactly: numbers[3]),
      let epoch = UInt32(exactly: numbers[4])
    else { throw .manifestMalformed(path, line: 5) }
    end = LogEnd(
      size: numbers[0],
      segment: Position(numbers[1]),
      offset: numbers[2],
      link: link,
      epoch: epoch
    )
    last = try need(6, text["last"]) == "-" ? nil : need(6, text["last"].flatMap { Instant($0) })
    root = try need(7, text["root"].flatMap { Digest(hexadecimal: $0) })
    subtrees = try need(8, text["subtrees"]).split(separator: ",")
      .compactMap { Digest(hexadecimal: String($0)) }
    guard subtrees.count == end.size.nonzeroBitCount,
      MerkleFrontier(size: end.size, subtrees: subtrees).root == root
    else { throw .manifestMalformed(path, line: 8) }
    checkpoint = try need(9, text["checkpoint"].flatMap { Base64.decode($0) })
    if let keys = text["keys"] {
      let parts = keys.split(separator: " ")
      guard parts.count == 2, let id = Hex.decodeUInt64(parts[0]),
        let expires = Instant(String(parts[1]))
      else { throw .manifestMalformed(path, line: 10) }
      generation = id
      keysExpire = expires
    }
    files = []
    for line in text.all("file") {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count == 3, let size = UInt64(parts[0]),
        let digest = Digest(hexadecimal: parts[1]), Self.isPath(parts[2])
      else { throw .manifestMalformed(path, line: 11 + files.count) }
      files.append(File(path: parts[2], size: size, digest: digest))
    }
  }

  /// The only files a backup has: nothing else that a manifest names is looked at.
  static func isPath(_ path: String) -> Bool {
    if ["log/identity", "log/watermark", "log/checkpoints"].contains(path) { return true }
    if path.hasPrefix("log/") { return SegmentName.position(String(path.dropFirst(4))) != nil }
    return path.hasPrefix("contents/") && BackupFiles.isPack(String(path.dropFirst(9)))
  }
}

extension Digest {
  init?(hexadecimal text: String) {
    guard text.utf8.count == 2 * Digest.byteCount, let bytes = Hex.decode(text) else { return nil }
    self.init(bytes: bytes)
  }
}

extension BackupManifest {
  /// The manifest that counts: the last one; nil where there is none.
  ///
  /// Older ones only tell what there was.
  package static func newest(
    _ fileSystem: any FileSystem,
    in folder: FilePath
  ) throws -> BackupManifest? {
    guard let name = try names(fileSystem, in: folder).last else { return nil }
    return try read(name, fileSystem, in: folder)
  }

  /// All manifests of a backup, oldest first.
  package static func all(
    _ fileSystem: any FileSystem,
    in folder: FilePath
  ) throws -> [BackupManifest] {
    try names(fileSystem, in: folder).map { try read($0, fileSystem, in: folder) }
  }

  private static func names(
    _ fileSystem: any FileSystem,
    in folder: FilePath
  ) throws(FileSystemError) -> [String] {
    let manifests = folder.appending(Self.folder)
    guard try fileSystem.exists(manifests) else { return [] }
    return try fileSystem.list(manifests)
      .filter { name in
        UInt32(name.dropLast(9)).map { fileName($0) == name } ?? false
      }
      .sorted()
  }

  private static func read(
    _ name: String,
    _ fileSystem: any FileSystem,
    in folder: FilePath
  ) throws -> BackupManifest {
    let path = folder.appending(Self.folder).appending(name)
    let bytes = try fileSystem.readAll(path, limit: ManifestText.bytesMax)
    return try BackupManifest(decoding: bytes, number: UInt32(name.dropLast(9)) ?? 0, path)
  }

  func save(_ fileSystem: any FileSystem, in folder: FilePath) throws(FileSystemError) {
    let manifests = folder.appending(Self.folder)
    if try !fileSystem.exists(manifests) {
      try fileSystem.createDirectory(manifests)
      try fileSystem.syncDirectory(folder)
    }
    try fileSystem.replace(manifests.appending(Self.fileName(number)), with: encoded())
  }
}
