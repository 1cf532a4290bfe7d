/// A file or a folder of the simulated disk, by its number.
enum Node: Hashable, Sendable {
  case file(Int)
  case directory(Int)
}

/// The place of a name: which folder, which name in it.
struct Slot: Hashable, Sendable {
  var directory: Int
  var name: String
}

/// A creation, renaming or removal that no folder sync has made durable yet.
///
/// It is atomic: a crash leaves all of its edits or none, so a rename never loses both names.
struct NameChange: Sendable {
  struct Edit: Sendable {
    var slot: Slot
    var node: Node?
  }

  /// Its place among all changes of the disk, bytes included.
  var order: Int

  /// What stands in which place afterwards, nil for nothing.
  var edits: [Edit]

  /// What was created, moved or removed.
  var node: Node

  /// What lost its last name by this.
  var displaced: Node?
}

/// Names and nodes that some changes touched.
///
/// A change that shares one with an earlier change comes after it on the disk too: without that
/// order a rename that was kept after a lost one could leave a file with two names, or with none.
struct TouchedNames {
  private var slots: Set<Slot> = []
  private var nodes: Set<Node> = []

  var isEmpty: Bool { nodes.isEmpty }

  mutating func insert(_ change: NameChange) {
    for edit in change.edits { slots.insert(edit.slot) }
    nodes.insert(change.node)
  }

  func overlaps(_ change: NameChange) -> Bool {
    nodes.contains(change.node) || change.edits.contains { slots.contains($0.slot) }
  }
}
