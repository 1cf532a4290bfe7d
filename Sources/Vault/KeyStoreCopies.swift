import CarnetCore
import Crypto
import SystemPackage

/// The two copies of the key store as they stand on disk.
///
/// A change is written to the first copy and synchronised before the second is touched, so a crash
/// leaves at most one of them with an unfinished write.
struct KeyStoreCopies {
  private struct Copy {
    var header: KeyStoreHeader?
    var bytes: [UInt8]

    /// Whole pages after the header.
    var pages: Int { max(0, bytes.count / KeyPage.byteCount - 1) }
    var endsWithAPage: Bool { bytes.count % KeyPage.byteCount == 0 && !bytes.isEmpty }

    func page(_ number: Int) -> ArraySlice<UInt8>? {
      let start = (number + 1) * KeyPage.byteCount
      return bytes.count >= start + KeyPage.byteCount
        ? bytes[start..<start + KeyPage.byteCount] : nil
    }
  }

  /// What both give together.
  struct Contents {
    var table = KeyTable()
    /// Pages that one copy has and the other not.
    var healed: [Int] = []
    /// Pages that neither has.
    var damaged: [Int] = []
    var copiesDiffer = false
  }

  private let directory: FilePath
  private var copies: [Copy] = []
  private var futureFormat: (path: FilePath, version: Int)?

  init(
    _ fileSystem: any FileSystem,
    _ directory: FilePath,
    names: [String],
    limit: Int
  ) throws(VaultFailure) {
    self.directory = directory
    var isThere = false
    for name in names {
      let path = directory.appending(name)
      let bytes = try onDisk { () throws(FileSystemError) -> [UInt8]? in
        try fileSystem.exists(path) ? fileSystem.readAll(path, limit: limit) : nil
      }
      isThere = isThere || bytes != nil
      let page = Array((bytes ?? []).prefix(KeyPage.byteCount))
      copies.append(Copy(header: KeyStoreHeader(decoding: page), bytes: bytes ?? []))
      if let version = KeyStoreHeader.laterVersion(page) { futureFormat = (path, version) }
    }
    guard isThere else { throw .noKeyStore(directory) }
  }

  /// The header of the newest epoch: during a change of epoch the copies have different ones.
  func newest() throws(VaultFailure) -> KeyStoreHeader {
    if let futureFormat {
      throw .futureFormat(futureFormat.path, version: futureFormat.version)
    }
    guard let newest = copies.compactMap(\.header).max(by: { $0.epoch < $1.epoch }) else {
      throw .keyStoreDamaged(directory)
    }
    return newest
  }

  /// Opens every page from the first copy in which it opens.
  func read(_ header: KeyStoreHeader, key: SymmetricKey) -> Contents {
    let current = copies.map { $0.header == header ? $0 : nil }
    var contents = Contents()
    contents.copiesDiffer =
      current.contains { $0 == nil } || copies[0].bytes.count != copies[1].bytes.count
    var pages = current.map { $0?.pages ?? 0 }.max() ?? 0
    // A last page cut short in both copies is no unfinished write: the first would be whole.
    if current.allSatisfy({ $0.map { !$0.endsWithAPage } ?? false }) { pages += 1 }
    for number in 0..<pages {
      let opened = current.map { copy in
        copy?.page(number)
          .flatMap {
            KeyPage.open($0, number: number, epoch: header.epoch, log: header.log, key: key)
          }
      }
      if opened[0] != opened[1] {
        contents.healed.append(number)
        contents.copiesDiffer = true
      }
      if let plain = opened[0] ?? opened[1] {
        contents.table.load(page: plain, number: number)
      } else if let second = current[1], current[0] != nil, second.endsWithAPage,
        number >= second.pages
      {
        // The second copy was never told of it: an unfinished write, of keys that nobody has used.
        contents.healed.removeLast(contents.healed.last == number ? 1 : 0)
        contents.copiesDiffer = true
        break
      } else {
        contents.damaged.append(number)
      }
    }
    return contents
  }
}
