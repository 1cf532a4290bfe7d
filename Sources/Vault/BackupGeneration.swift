package import CarnetCore

/// A backup of the keys that still opens: its secret stands in the root key file, never in the
/// backup, and is destroyed when it expires.
package struct BackupGeneration: Hashable, Sendable {
  /// Random; names the backup's file.
  package var id: UInt64
  package var created: Instant
  package var expires: Instant
  /// How many slots of the key store it holds, the first ones; nil until the backup was finished.
  package var slots: Int?

  package init(id: UInt64, created: Instant, expires: Instant, slots: Int? = nil) {
    self.id = id
    self.created = created
    self.expires = expires
    self.slots = slots
  }

  package var name: String { Hex.encode(id) }

  /// Whether it may hold the key in a slot of the key store.
  func mayHold(slot: Int) -> Bool { slots.map { slot < $0 } ?? true }

  /// Its fields as they stand in the root key file, parted by spaces.
  var line: String { "\(name) \(created) \(expires) \(slots.map(String.init) ?? "*")" }

  init?(fields: [String]) {
    guard fields.count == 4, fields[0].utf8.count == 16, let id = Hex.decodeUInt64(fields[0]),
      let created = Instant(fields[1]), let expires = Instant(fields[2])
    else { return nil }
    self.init(id: id, created: created, expires: expires)
    if fields[3] != "*" {
      guard let slots = Int(fields[3]), slots >= 0 else { return nil }
      self.slots = slots
    }
  }
}
