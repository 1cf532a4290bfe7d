extension ViewStore {
  /// Lets the generation before serve again; the one that served becomes the one before.
  ///
  /// Returns the generation that now serves, which the next update brings up to the log's head.
  ///
  /// - Throws: `.noPreviousGeneration`; `.anotherVersion` when this program could not follow it.
  @discardableResult
  package func rollback(_ projector: any Projector.Type) throws -> Generation {
    let folder = folder(of: projector)
    let lock = try folder.waitToUpdate()
    defer { lock.release() }
    let pointer = try folder.serving()
    guard let previous = pointer.previous else {
      throw ViewFailure.noPreviousGeneration(folder.name)
    }
    let view = try FollowedView(projector, in: folder, generation: previous)
    try view.close()
    try folder.replace(pointer: ViewPointer(current: previous, previous: pointer.current))
    return previous
  }

  /// Removes the generation before and what dead rebuilds left.
  ///
  /// A rebuild that runs is left alone.
  package func prune(_ projector: any Projector.Type) throws {
    let folder = folder(of: projector)
    let rebuilding = try folder.lockForRebuild()
    defer { rebuilding.release() }
    let updating = try folder.waitToUpdate()
    defer { updating.release() }
    if let pointer = try folder.pointer(), pointer.previous != nil {
      try folder.replace(pointer: ViewPointer(current: pointer.current, previous: nil))
    }
    try folder.removeLeftovers()
  }
}
