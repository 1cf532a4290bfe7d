import CarnetCore
import FileSystemSimulation
import SystemPackage
import Vault

/// A vault on a simulated disk.
struct VaultFixture: Sendable {
  static let log = "000102030405060708090a0b0c0d0e0f"
  static let keys: FilePath = "/data/keys"
  static let rootKey: FilePath = "/apart/data.rootkey"
  static let contents: FilePath = "/data/contents"

  let disk: SimulatedFileSystem

  /// A new vault.
  init() throws {
    disk = SimulatedFileSystem()
    _ = try Self.create(on: disk)
  }

  init(_ disk: SimulatedFileSystem) { self.disk = disk }

  static func create(on disk: SimulatedFileSystem) throws -> KeyStore {
    for folder in ["/data", "/apart"] as [FilePath] where try !disk.exists(folder) {
      try disk.createDirectory(folder)
    }
    return try KeyStore.create(disk, directory: keys, rootKey: rootKey, log: log)
  }

  func open(log: String = VaultFixture.log) throws -> KeyStore {
    try KeyStore.open(disk, directory: Self.keys, rootKey: Self.rootKey, log: log)
  }

  func openContents(_ keys: KeyStore, packBytesMax: UInt64 = 1 << 20) throws -> ContentStore {
    try ContentStore(
      disk,
      directory: Self.contents,
      keys: keys,
      mayWrite: true,
      packBytesMax: packBytesMax
    )
  }
}

extension RecordSealer {
  /// Seals under the newest key with a fixed nonce; for tests, where nothing is secret.
  func seal(_ text: String, _ kind: KeyStore.Kind, _ record: Pseudonym) throws -> [UInt8] {
    var sealed: [UInt8] = []
    try Array(text.utf8)
      .withUnsafeBytes { plain in
        try [UInt8](repeating: 7, count: 12)
          .withUnsafeBytes { nonce in
            try Array("bound".utf8)
              .withUnsafeBytes { data in
                try seal(
                  plain,
                  kind: kind,
                  version: 1,
                  record: record,
                  nonce: nonce,
                  authenticating: data,
                  into: &sealed
                )
              }
          }
      }
    return sealed
  }

  /// Opens what `seal` made.
  func open(
    _ sealed: [UInt8],
    _ kind: KeyStore.Kind,
    _ record: Pseudonym,
    bound: String = "bound"
  ) throws -> String {
    var plain: [UInt8] = []
    try sealed.withUnsafeBytes { sealed in
      try [UInt8](repeating: 7, count: 12)
        .withUnsafeBytes { nonce in
          try Array(bound.utf8)
            .withUnsafeBytes { data in
              try open(
                sealed,
                kind: kind,
                version: 1,
                record: record,
                nonce: nonce,
                authenticating: data,
                into: &plain
              )
            }
        }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
