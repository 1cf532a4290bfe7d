import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder into which others put files to import.
///
/// A file is taken once it is whole: renamed into place, or not written to for some seconds. Then it
/// moves to `done/`, or to `refused/` with a `.txt` beside it that says why. A file that is moved too
/// late, because the process was killed, is taken again and found there already.
final class WatchedFolder {
  /// How often the folder is looked at.
  static let interval = Duration.milliseconds(500)
  /// How long a file must have been left alone.
  static let settleSeconds = 2.0

  private let path: String
  private var seen: [String: Sighting] = [:]

  private struct Sighting: Equatable {
    var size: Int
    var modified: Date
    var first: Date
  }

  init(_ path: String) throws {
    self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Told(say("\(path) n'est pas un répertoire", "\(path) is no folder"), .notFound)
    }
    for name in ["done", "refused"] {
      try FileManager.default.createDirectory(
        atPath: "\(self.path)/\(name)",
        withIntermediateDirectories: true
      )
    }
  }

  /// The files that are whole, in the order of their names.
  func ready(now: Date = Date()) throws -> [String] {
    var current: [String: Sighting] = [:]
    var ready: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
      guard !Self.isTemporary(name), let (size, modified) = Self.facts("\(path)/\(name)") else {
        continue
      }
      var sighting = Sighting(size: size, modified: modified, first: now)
      if let before = seen[name], before.size == size, before.modified == modified {
        sighting.first = before.first
      }
      current[name] = sighting
      // Left alone since before, or for as long as we have looked: clocks of other machines differ.
      let isOld = now.timeIntervalSince(modified) >= Self.settleSeconds
      let isStill = now.timeIntervalSince(sighting.first) >= Self.settleSeconds
      if isOld || isStill { ready.append("\(path)/\(name)") }
    }
    seen = current
    return ready
  }

  /// Names under which files are written before they are renamed.
  private static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".") || [".tmp", ".part", ".filepart", "~"].contains { name.hasSuffix($0) }
  }

  /// Size and time of a regular file; nil for anything else, links among it, and for what is gone.
  private static func facts(_ path: String) -> (size: Int, modified: Date)? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    let seconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    return (Int(status.st_size), Date(timeIntervalSince1970: seconds))
  }

  /// Moves a file to where it belongs; what it brought must be durable.
  func fileAway(_ outcome: FileOutcome) throws {
    let name = String(outcome.file.split(separator: "/").last ?? "")
    if outcome.isRefused {
      guard let target = try move(name, to: "refused") else { return }
      try Data(Self.reasons(outcome).utf8)
        .write(to: URL(fileURLWithPath: target + ".txt"), options: .atomic)
    } else {
      _ = try move(name, to: "done")
    }
    seen[name] = nil
  }

  private static func reasons(_ outcome: FileOutcome) -> String {
    var lines: [String] = []
    if let problem = outcome.problem { lines.append(problem) }
    for entry in outcome.entries {
      let name = entry.name.split(separator: "/").last.map(String.init) ?? entry.name
      switch entry.outcome {
      case .refused(let refusal):
        lines.append(say("\(name) : refusé : ", "\(name): refused: ") + Sentences.refusal(refusal))
      case .added, .alreadyThere, .quarantined, .consents:
        lines.append(say("\(name) : entré", "\(name): in"))
      }
    }
    return lines.map { Cell.printable($0) + "\n" }.joined()
  }

  /// Renames without ever writing over what is there.
  ///
  /// Gives the path it has now; nil when somebody else took the file away.
  private func move(_ name: String, to folder: String) throws -> String? {
    let source = "\(path)/\(name)"
    for number in 1..<10_000 {
      let target = "\(path)/\(folder)/\(name)" + (number == 1 ? "" : ".\(number)")
      // A link fails where the name is taken, which a rename would not.
      if link(source, target) == 0 {
        guard unlink(source) == 0 || errno == ENOENT else { throw Self.cannotMove(name) }
        return target
      }
      switch errno {
      case EEXIST: continue
      case ENOENT: return nil
      case EPERM, EOPNOTSUPP, ENOSYS:
        // A file system without links.
        var status = stat()
        if lstat(target, &status) == 0 { continue }
        guard rename(source, target) == 0 else { throw Self.cannotMove(name) }
        return target
      default: throw Self.cannotMove(name)
      }
    }
    throw Self.cannotMove(name)
  }

  private static func cannotMove(_ name: String) -> Told {
    Told(
      say(
        "\(name) ne peut pas être déplacé : \(String(cString: strerror(errno)))",
        "\(name) cannot be moved: \(String(cString: strerror(errno)))"
      ),
      .notAllowed
    )
  }
}

/// Whether somebody asked the process to stop, by SIGINT or SIGTERM.
final class StopSignal {
  private let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
  }

  init() {
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      sources.append(DispatchSource.makeSignalSource(signal: number, queue: .global()))
    }
    self.sources = sources
    for source in sources {
      source.setEventHandler { [flag] in flag.set() }
      source.resume()
    }
  }

  deinit { for source in sources { source.cancel() } }

  var isSet: Bool { flag.isSet }

  /// Waits, and no longer than until the signal comes.
  func wait(_ duration: Duration) async {
    let end = ContinuousClock.now + duration
    while !isSet, ContinuousClock.now < end {
      do {
        try await Task.sleep(for: .milliseconds(50))
      } catch {
        flag.set()
      }
    }
  }
}
