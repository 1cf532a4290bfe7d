// What a crash leaves, and other copies of the machine.
extension SimulatedFileSystem {
  /// The disk as it could be found after a crash at this moment, in a machine of its own: nothing
  /// open, nothing locked, no faults laid out, an empty journal.
  ///
  /// The machine itself is left as it is; any number of images can be taken of one crash. One of a
  /// disk of 200 KB takes 20 to 60 microseconds in a debug build: the names and one copy of each
  /// file that has something unsynced.
  ///
  /// - Parameters:
  ///   - damage: what becomes of everything unsynced.
  ///   - names: which name operations may be kept without the ones before them.
  ///   - generator: decides what is kept; the same state of it gives the same image.
  /// - Returns: a file system that shares all undamaged bytes with this one until either writes.
  package func crashImage(
    damage: Damage,
    names: NameOrdering = .anySubset,
    using generator: inout some RandomNumberGenerator
  ) -> SimulatedFileSystem {
    var cut = PowerCut(damage, names: names, using: generator)
    let image = cut.image(of: withMachine { $0.disk })
    generator = cut.generator
    return SimulatedFileSystem(disk: image)
  }

  /// The image that a generator begun with `seed` decides.
  package func crashImage(
    damage: Damage,
    names: NameOrdering = .anySubset,
    seed: UInt64
  ) -> SimulatedFileSystem {
    var generator = SplitMix64(seed: seed)
    return crashImage(damage: damage, names: names, using: &generator)
  }

  /// Whether every crash now would leave the same: nothing is unsynced.
  package var isDurable: Bool { withMachine { $0.disk.isDurable } }

  /// A machine with the same disk and page cache, as if another process had been started on it.
  ///
  /// Costs nothing until one of the two writes.
  package func clone() -> SimulatedFileSystem {
    SimulatedFileSystem(disk: withMachine { $0.disk.afterProcessKill() })
  }

  /// Takes over a copy of another machine's disk, in place of its own.
  ///
  /// With it a scenario begins from the image of a crash, and explores crashes of the recovery.
  package func adopt(_ other: SimulatedFileSystem) {
    let disk = other.withMachine { $0.disk.afterProcessKill() }
    withMachine { machine in
      machine.disk = disk
      machine.restart()
    }
  }

  /// Ends the process and starts another on the same machine: open files are closed, locks are
  /// released, the page cache stays.
  ///
  /// Faults stay too, except for the crash; so does the journal.
  package func restart() {
    withMachine { $0.restart() }
  }

  /// Makes everything durable, as `sync` and half a minute of patience would.
  ///
  /// Not a call.
  package func settle() {
    withMachine { $0.disk.settle() }
  }
}

extension Disk {
  mutating func settle() {
    for change in unsyncedNames { makeDurable(change) }
    unsyncedNames = []
    if areNamesAheadOfDisk {
      areNamesAheadOfDisk = false
      for index in directories.indices {
        directories[index].durableNames = directories[index].names
      }
    }
    for index in files.indices where !files[index].isDurable {
      files[index].unsynced = []
      files[index].isAheadOfDisk = false
      files[index].durable = files[index].cached
    }
  }
}
