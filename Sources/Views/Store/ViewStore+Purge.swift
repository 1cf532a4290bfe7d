package import CarnetCore

extension ViewStore {
  /// Takes a record out of a view for an erasure, down to the bytes of the view's files.
  ///
  /// Afterwards the view is what a rebuild would give from a log whose bodies of that record are
  /// gone. The generation kept for going back is removed, because it holds the record too; a rebuild
  /// that runs meanwhile drops the record by itself when it comes to the `RecordErased` event.
  ///
  /// Costs the time of writing the whole file anew.
  ///
  /// - Parameters:
  ///   - record: whose keys were destroyed.
  ///   - scope: which keys.
  ///   - end: the position of the `RecordErased` event, so that what was traced after it stays; all
  ///     that the view has applied if nil.
  ///   - projector: of the view.
  /// - Throws: `.purgeHeldUpByReaders` when a reader keeps the old pages: the rows are gone, and the
  ///   purge must be repeated for the bytes.
  package func purge(
    _ record: Pseudonym,
    _ scope: ErasureScope = .everything,
    before end: Position? = nil,
    from projector: any Projector.Type
  ) throws {
    let folder = folder(of: projector)
    let lock = try folder.waitToUpdate()
    defer { lock.release() }
    guard let pointer = try folder.pointer() else { return }
    if let previous = pointer.previous {
      try folder.replace(pointer: ViewPointer(current: pointer.current, previous: nil))
      try folder.remove(previous)
    }
    let view = try FollowedView(projector, in: folder, generation: pointer.current)
    do {
      try view.purge(record, scope, before: end)
    } catch {
      try? view.close()
      throw error
    }
    try view.close()
  }
}
