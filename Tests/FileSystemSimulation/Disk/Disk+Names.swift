import SystemPackage

// Names: looking them up, making them, moving them, making them durable.
extension Disk {
  static let nameBytesMax = 255

  /// What stands at a path.
  ///
  /// Relative paths begin at the root.
  func node(at path: FilePath) throws(Errno) -> Node {
    var node = Node.directory(0)
    for name in Self.names(in: path) { node = try self.node(named: name, in: node) }
    return node
  }

  private func node(named name: String, in node: Node) throws(Errno) -> Node {
    guard case .directory(let directory) = node else { throw .notDirectory }
    if name.utf8.count > Self.nameBytesMax { throw .fileNameTooLong }
    guard let next = directories[directory].names[name] else { throw .noSuchFileOrDirectory }
    return next
  }

  /// The names along a path, with `.` and `..` resolved by the letter.
  ///
  /// `FilePath.lexicallyNormalized` and `components` say the same, and take most of a millisecond
  /// in a debug build.
  private static func names(in path: FilePath) -> [String] {
    path.withPlatformString { characters in
      var names: [String] = []
      var start = 0
      var end = 0
      while true {
        let character = characters[end]
        if character == slash || character == 0 {
          let bytes = UnsafeRawBufferPointer(start: characters + start, count: end - start)
          switch String(decoding: bytes, as: UTF8.self) {
          case "", ".": break
          case "..": _ = names.popLast()
          case let name: names.append(name)
          }
          start = end + 1
        }
        if character == 0 { return names }
        end += 1
      }
    }
  }

  private static let slash = CInterop.PlatformChar(UInt8(ascii: "/"))

  /// Whether something stands at a path; nothing does where a file is in the way.
  func exists(_ path: FilePath) throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try node(at: path)
      return true
    } catch {
      if error == .noSuchFileOrDirectory || error == .notDirectory { return false }
      throw error
    }
  }

  func file(at path: FilePath) throws(Errno) -> Int {
    guard case .file(let file) = try node(at: path) else { throw .isDirectory }
    return file
  }

  func directory(at path: FilePath) throws(Errno) -> Int {
    guard case .directory(let directory) = try node(at: path) else { throw .notDirectory }
    return directory
  }

  /// The place of a path, whose folder must exist.
  ///
  /// The root has none: `EBUSY`, as Linux says.
  func slot(of path: FilePath) throws(Errno) -> Slot {
    var names = Self.names(in: path)
    guard let name = names.popLast() else { throw .resourceBusy }
    var node = Node.directory(0)
    for name in names { node = try self.node(named: name, in: node) }
    guard case .directory(let directory) = node else { throw .notDirectory }
    if name.utf8.count > Self.nameBytesMax { throw .fileNameTooLong }
    return Slot(directory: directory, name: name)
  }

  func node(in slot: Slot) -> Node? { directories[slot.directory].names[slot.name] }

  mutating func createFile(_ path: FilePath) throws(Errno) -> Int {
    let slot = try slot(of: path)
    if node(in: slot) != nil { throw .fileExists }
    try requireWritable()
    let file = files.count
    files.append(FileState())
    files[file].links = 1
    perform(
      NameChange(
        order: nextOrder(),
        edits: [.init(slot: slot, node: .file(file))],
        node: .file(file)
      )
    )
    return file
  }

  mutating func createDirectory(_ path: FilePath) throws(Errno) {
    if try exists(path), case .directory = try node(at: path) { return }
    let slot = try slot(of: path)
    if node(in: slot) != nil { throw .fileExists }
    try requireWritable()
    let node = Node.directory(directories.count)
    directories.append(Directory())
    perform(NameChange(order: nextOrder(), edits: [.init(slot: slot, node: node)], node: node))
  }

  mutating func remove(_ path: FilePath) throws(Errno) {
    let slot = try slot(of: path)
    guard let node = node(in: slot) else { throw .noSuchFileOrDirectory }
    guard case .file = node else { throw .isDirectory }
    try requireWritable()
    perform(
      NameChange(
        order: nextOrder(),
        edits: [.init(slot: slot, node: nil)],
        node: node,
        displaced: node
      )
    )
  }

  mutating func rename(_ source: FilePath, to target: FilePath) throws(Errno) {
    let from = try slot(of: source)
    guard let node = node(in: from) else { throw .noSuchFileOrDirectory }
    let to = try slot(of: target)
    let displaced = self.node(in: to)
    if displaced == node { return }
    switch (node, displaced) {
    case (.file, .directory): throw .isDirectory
    case (.directory, .file): throw .notDirectory
    case (.directory, .directory(let replaced)):
      if !directories[replaced].names.isEmpty { throw .directoryNotEmpty }
    case (_, nil), (.file, .file): break
    }
    if case .directory(let moved) = node, isDirectory(to.directory, within: moved) {
      throw .invalidArgument
    }
    try requireWritable()
    perform(
      NameChange(
        order: nextOrder(),
        edits: [.init(slot: from, node: nil), .init(slot: to, node: node)],
        node: node,
        displaced: displaced
      )
    )
  }

  private func isDirectory(_ directory: Int, within ancestor: Int) -> Bool {
    if directory == ancestor { return true }
    return directories[ancestor].names.values
      .contains { node in
        guard case .directory(let child) = node else { return false }
        return isDirectory(directory, within: child)
      }
  }

  private mutating func perform(_ change: NameChange) {
    for edit in change.edits {
      directories[edit.slot.directory].names[edit.slot.name] = edit.node
    }
    unsyncedNames.append(change)
    if case .file(let file) = change.displaced {
      files[file].links = 0
      releaseRoom(of: file)
    }
  }

  /// Makes the names of a folder durable, and with them whatever they depend on: the other half of
  /// a rename from elsewhere, earlier changes to the same name or file.
  mutating func persistNames(of directory: Int) {
    for change in takeUnsyncedNames(of: directory) { makeDurable(change) }
  }

  /// What a failed sync of a folder does: its names are seen until a crash, and lost then.
  mutating func loseUnsyncedNames(of directory: Int) {
    if !takeUnsyncedNames(of: directory).isEmpty { areNamesAheadOfDisk = true }
  }

  mutating func makeDurable(_ change: NameChange) {
    for edit in change.edits {
      directories[edit.slot.directory].durableNames[edit.slot.name] = edit.node
    }
    // No path leads to it any more, neither now nor after a crash.
    if case .file(let file) = change.displaced, files[file].handles == 0 {
      files[file] = FileState()
    }
  }

  private mutating func takeUnsyncedNames(of directory: Int) -> [NameChange] {
    var taken: [NameChange] = []
    var left: [NameChange] = []
    var needed = TouchedNames()
    for change in unsyncedNames.reversed() {
      let isHere = change.edits.contains { $0.slot.directory == directory }
      if isHere || needed.overlaps(change) {
        needed.insert(change)
        taken.append(change)
      } else {
        left.append(change)
      }
    }
    unsyncedNames = left.reversed()
    return taken.reversed()
  }
}
