/// Decides what a power cut leaves of the unsynced part of a disk.
///
/// Every choice is drawn from the generator in an order that depends on the disk alone, so the
/// same disk, damage and seed give the same image.
struct PowerCut<Generator: RandomNumberGenerator> {
  private enum Fate {
    case kept
    case lost
    case torn
  }

  private let damage: Damage
  private let ordering: NameOrdering
  private(set) var generator: Generator

  /// Of eight unsynced changes, how many are kept on average.
  ///
  /// Drawn for each crash: crashes that lose or keep almost everything find other mistakes than
  /// those that lose half.
  private var keptOfEight: UInt64 = 4
  /// The first change that is not kept whole (`orderedPrefix`) or the one that is lost
  /// (`reordered`).
  private var cut = Int.max
  /// The last change to any file's bytes.
  private var lastWrite = Int.min

  init(_ damage: Damage, names ordering: NameOrdering, using generator: Generator) {
    self.damage = damage
    self.ordering = ordering
    self.generator = generator
  }

  /// The disk as it is found afterwards: nothing open, nothing unsynced.
  mutating func image(of disk: Disk) -> Disk {
    if damage == .everythingKept { return disk.afterProcessKill() }
    chooseCut(in: disk)
    var image = disk
    if !disk.unsyncedNames.isEmpty || disk.areNamesAheadOfDisk {
      for change in keptNames(of: disk) { image.makeDurable(change) }
      for index in image.directories.indices {
        image.directories[index].names = image.directories[index].durableNames
      }
      image.unsyncedNames = []
      image.areNamesAheadOfDisk = false
    }
    let reachable = image.reachableFiles
    for index in image.files.indices {
      if !reachable[index] {
        image.files[index] = FileState()
      } else if !disk.files[index].isDurable {
        let bytes = bytes(of: disk.files[index])
        image.files[index] = FileState(durable: bytes, blocks: disk.files[index].blocks)
      }
    }
    image.forgetHandles()
    return image
  }

  private mutating func chooseCut(in disk: Disk) {
    keptOfEight = [1, 4, 7][Int(generator.next() % 3)]
    let writes = disk.files.flatMap { $0.unsynced.map(\.order) }.sorted()
    lastWrite = writes.last ?? .min
    switch damage {
    case .orderedPrefix:
      let orders = (writes + disk.unsyncedNames.map(\.order)).sorted()
      cut = orders.isEmpty ? .max : (orders + [.max]).randomElement(using: &generator) ?? .max
    case .reordered:
      let last = max(lastWrite, disk.unsyncedNames.last?.order ?? .min)
      cut = writes.filter { $0 < last }.randomElement(using: &generator) ?? .max
    case .everythingKept, .everythingUnsyncedLost, .randomSubset, .torn, .zeroedSectors,
      .garbageInTornSector:
      break
    }
  }

  private mutating func coin() -> Bool { generator.next() >> 61 < keptOfEight }

  // MARK: Names

  private mutating func keptNames(of disk: Disk) -> [NameChange] {
    var kept: [NameChange] = []
    var lost = TouchedNames()
    for change in disk.unsyncedNames {
      let isTooLate = ordering == .asIssued && !lost.isEmpty
      if !isTooLate, !lost.overlaps(change), keepsName(change) {
        kept.append(change)
      } else {
        lost.insert(change)
      }
    }
    return kept
  }

  private mutating func keepsName(_ change: NameChange) -> Bool {
    switch damage {
    case .everythingKept, .reordered: true
    case .everythingUnsyncedLost: false
    case .orderedPrefix: change.order < cut
    case .randomSubset, .torn, .zeroedSectors, .garbageInTornSector: coin()
    }
  }

  // MARK: Bytes

  private mutating func bytes(of file: FileState) -> [UInt8] {
    var bytes = file.durable
    for change in file.unsynced {
      switch fate(of: change) {
      case .kept: change.apply(to: &bytes)
      case .lost: break
      case .torn: tear(change, in: &bytes)
      }
    }
    return bytes
  }

  private mutating func fate(of change: FileChange) -> Fate {
    switch damage {
    case .everythingKept: .kept
    case .everythingUnsyncedLost: .lost
    case .orderedPrefix: change.order == cut ? .torn : change.order < cut ? .kept : .lost
    case .randomSubset: coin() ? .kept : .lost
    case .reordered:
      change.order == cut ? .lost : change.order == lastWrite || coin() ? .kept : .lost
    case .torn, .garbageInTornSector:
      // The last one was being written when the power went.
      change.order == lastWrite || generator.next() & 1 == 0 ? .torn : coin() ? .kept : .lost
    case .zeroedSectors: coin() ? .kept : .torn
    }
  }

  private mutating func tear(_ change: FileChange, in content: inout [UInt8]) {
    guard case .write(let offset, let bytes) = change.kind else {
      if coin() { change.apply(to: &content) }
      return
    }
    let sectors = FileChange.sectors(of: bytes, at: offset)
    if damage == .zeroedSectors {
      content.resize(to: max(content.count, offset + bytes.count))
    }
    for (sector, isKept) in zip(sectors, keptSectors(sectors.count)) where isKept {
      content.store(bytes[sector], at: offset + sector.lowerBound)
    }
    if damage == .garbageInTornSector, change.order == lastWrite,
      let sector = sectors.randomElement(using: &generator)
    {
      var noise: [UInt8] = []
      while noise.count < sector.count {
        withUnsafeBytes(of: generator.next()) { noise.append(contentsOf: $0) }
      }
      content.store(noise.prefix(sector.count), at: offset + sector.lowerBound)
    }
  }

  /// Which of the sectors of a torn write reached the disk: not all, and of several not none.
  private mutating func keptSectors(_ count: Int) -> [Bool] {
    if count == 1 { return [damage == .zeroedSectors ? false : coin()] }
    if generator.next() & 1 == 0 {
      let end = Int.random(in: 1..<count, using: &generator)
      return (0..<count).map { $0 < end }
    }
    var kept = (0..<count).map { _ in generator.next() & 1 == 0 }
    if kept.allSatisfy({ $0 == kept[0] }) {
      kept[Int.random(in: 0..<count, using: &generator)].toggle()
    }
    return kept
  }
}

extension Disk {
  /// The machine goes on, its processes do not: the page cache stays as it is.
  func afterProcessKill() -> Disk {
    var disk = self
    disk.forgetHandles()
    return disk
  }

  /// Closes every handle and counts the room that is taken anew.
  mutating func forgetHandles() {
    let reachable = reachableFiles
    usedSectors = 0
    for index in files.indices {
      if files[index].handles != 0 { files[index].handles = 0 }
      let links = reachable[index] ? 1 : 0
      if files[index].links != links { files[index].links = links }
      usedSectors += links * files[index].blocks.count
    }
  }
}
