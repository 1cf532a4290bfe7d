package import CarnetCore

// What was sealed under an older version of a key still opens; only new events and contents are
// sealed under the newest.
extension KeyStore {
  /// A new key version for a record's new events; what was sealed before still opens.
  package func rotate(_ record: Pseudonym) throws(VaultFailure) -> UInt32 {
    try change { (state) throws(VaultFailure) in
      guard let place = table.place(of: record.rawValue) else { throw .keyMissing(record) }
      if table.isDestroyed(.content, at: place) { throw .keyDestroyed(record) }
      var generator = SystemRandomNumberGenerator()
      let version = table.version(at: place) + 1
      let first = table.count
      table.add(record.rawValue, version: version, using: &generator)
      try writePages(from: first / KeyPage.slots, &state)
      return version
    }
  }

  /// A new key version for every record whose keys are there; says how many.
  ///
  /// - Parameter isUsed: whether a pseudonym has events; those that were only reserved keep the key
  ///   that nothing was sealed under.
  package func rotateAll(isUsed: (Pseudonym) -> Bool) throws(VaultFailure) -> Int {
    try change { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
      let first = table.count
      for place in 0..<first {
        let record = table.record(at: place)
        guard table.place(of: record) == place, !table.isDestroyed(.content, at: place),
          isUsed(Pseudonym(rawValue: record))
        else { continue }
        table.add(record, version: table.version(at: place) + 1, using: &generator)
      }
      if table.count > first { try writePages(from: first / KeyPage.slots, &state) }
      return table.count - first
    }
  }

  /// Seals all keys anew under a new epoch and destroys the old epoch's secret: every older copy of
  /// the key store becomes unreadable.
  package func rotateEpoch() throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in try newEpoch(&state) }
  }

  /// Puts a new root in the place of the old one: all that the old one sealed is sealed anew.
  ///
  /// Key backups still open. Copies of the root key file from before open nothing that is written
  /// from here on.
  package func rotateRoot() throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in
      let next = state.epoch + 1
      try updateRoot(&state) {
        $0.addNextRoot()
        $0.addEpoch(next)
      }
      state.root.activateNextRoot()
      state.epoch = next
      for copy in Self.copies { try writeWhole(copy, &state) }
      try resealFiles(state)
      try settleRoot(&state)
    }
  }

  /// Seals the files that outlive the epochs under the root in use.
  func resealFiles(_ state: State) throws(VaultFailure) {
    let path = directory.appending(SealedFile.signingName)
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(path) ? fileSystem.readAll(path, limit: SealedFile.limitBytes) : nil
    }
    guard let bytes else { return }
    let use = SealedFile.signingUse
    let opened = state.root.fileKeys(use).lazy
      .compactMap { SealedBox.open(bytes[...], key: $0, authenticating: Array(use.utf8)) }.first
    guard let opened else { throw .sealedFileDamaged(path) }
    let box = opened.withUnsafeBytes {
      SealedBox.seal($0, key: state.root.fileKey(use), authenticating: Array(use.utf8))
    }
    try onDisk { () throws(FileSystemError) in try fileSystem.replace(path, with: box) }
  }
}
