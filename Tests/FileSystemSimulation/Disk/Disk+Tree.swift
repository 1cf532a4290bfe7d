import SystemPackage

// Walking the tree.
extension Disk {
  /// A path and what stands there.
  struct Entry {
    var path: FilePath
    var node: Node
  }

  /// Everything that has a name, folders before what they hold, names sorted.
  var entries: [Entry] {
    var found: [Entry] = []
    func walk(_ directory: Int, _ path: FilePath) {
      for (name, node) in directories[directory].names.sorted(by: { $0.key < $1.key }) {
        let path = path.appending(name)
        found.append(Entry(path: path, node: node))
        if case .directory(let child) = node { walk(child, path) }
      }
    }
    walk(0, "/")
    return found
  }

  /// For every file, whether some name leads to it.
  var reachableFiles: [Bool] {
    var reachable = [Bool](repeating: false, count: files.count)
    var pending = [0]
    while let directory = pending.popLast() {
      for node in directories[directory].names.values {
        switch node {
        case .file(let file): reachable[file] = true
        case .directory(let child): pending.append(child)
        }
      }
    }
    return reachable
  }
}
