package import CarnetCore
package import SystemPackage

/// The folder in which every view has a folder of its own.
///
///     views/RecordDirectory/00000002.sqlite   a generation, in WAL mode
///                           00000003.building  a rebuild that has not ended
///                           current            which generation serves, and the one before
///                           lock               held while a view is updated
///                           rebuild.lock       held while it is rebuilt
package struct ViewStore: Sendable {
  package let folder: FilePath
  package let fileSystem: any FileSystem

  package init(_ folder: FilePath, on fileSystem: any FileSystem = RealFileSystem()) {
    self.folder = folder
    self.fileSystem = fileSystem
  }

  package func folder(of projector: any Projector.Type) -> ViewFolder {
    ViewFolder(folder.appending(projector.name), name: projector.name, on: fileSystem)
  }
}

/// The number of a view's file; goes up with each rebuild.
package struct Generation: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var number: UInt32

  package static func < (left: Generation, right: Generation) -> Bool { left.number < right.number }

  package var description: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  package init(number: UInt32) { self.number = number }

  package init?(_ text: some StringProtocol) {
    guard text.utf8.count >= 8, text.utf8.count <= 10, let number = UInt32(text),
      Generation(number: number).description == text
    else { return nil }
    self.number = number
  }
}

/// What the file `current` says.
package struct ViewPointer: Hashable, Sendable {
  package var current: Generation
  /// Kept to go back to, until told otherwise.
  package var previous: Generation?

  var text: String {
    previous.map { "\(current)\nprevious \($0)\n" } ?? "\(current)\n"
  }

  init(current: Generation, previous: Generation?) {
    self.current = current
    self.previous = previous
  }

  init?(_ text: String) {
    let lines = text.split(separator: "\n")
    guard text.hasSuffix("\n"), (1...2).contains(lines.count), let current = Generation(lines[0])
    else { return nil }
    self.current = current
    previous = nil
    if lines.count == 2 {
      guard lines[1].hasPrefix("previous "), let generation = Generation(lines[1].dropFirst(9))
      else { return nil }
      previous = generation
    }
  }
}
