package import CarnetCore
package import SystemPackage

// Showing a disk to people.
extension SimulatedFileSystem {
  /// A listing for failure messages: every path with its size and CRC-32C, and what is not durable.
  ///
  ///     /log/
  ///     /log/000.seg 4096 bytes, crc32c 8a9136aa; durable 512, 3 changes unsynced
  package func dump() -> String {
    let disk = withMachine { $0.disk }
    var lines: [String] = []
    for entry in disk.entries {
      switch entry.node {
      case .directory: lines.append("\(entry.path)/")
      case .file(let file): lines.append("\(entry.path) \(disk.files[file].summary)")
      }
    }
    for change in disk.unsyncedNames {
      let edits = change.edits.map { ($0.node == nil ? "-" : "+") + $0.slot.name }
      lines.append("unsynced name: \(edits.joined(separator: " "))")
    }
    if disk.areNamesAheadOfDisk { lines.append("names were lost by a failed sync") }
    return lines.isEmpty ? "(empty disk)" : lines.joined(separator: "\n")
  }

  /// Writes every file, as readers see it, into a real folder, which is made if need be and must
  /// not hold files of the same names.
  package func export(to folder: FilePath) throws(FileSystemError) {
    let disk = withMachine { $0.disk }
    let real = RealFileSystem()
    try real.createDirectory(folder)
    for entry in disk.entries {
      let path = folder.appending(entry.path.removingRoot().components)
      switch entry.node {
      case .directory: try real.createDirectory(path)
      case .file(let index):
        let file = try real.create(path)
        try file.write(disk.files[index].cached, at: 0)
        try file.close()
      }
    }
  }
}

extension FileState {
  fileprivate var summary: String {
    let digits = String(CRC32C.checksum(of: cached), radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    var text = "\(cached.count) bytes, crc32c \(crc)"
    if !isDurable { text += "; durable \(durable.count)" }
    if !unsynced.isEmpty { text += ", \(unsynced.count) changes unsynced" }
    if isAheadOfDisk { text += ", pages lost by a failed sync" }
    return text
  }
}
