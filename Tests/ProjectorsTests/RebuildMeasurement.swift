import CarnetCore
import Foundation
import Testing
import Views

/// How fast views are rebuilt, with the events already decoded in memory. Off unless asked for:
///
///     CARNET_MEASURE_EVENTS=1000000 swift test -c release --filter RebuildMeasurement
struct RebuildMeasurement {
  static let events = ProcessInfo.processInfo.environment["CARNET_MEASURE_EVENTS"]
    .flatMap {
      Int($0)
    }

  @Test(.enabled(if: events != nil)) func `events a second, each view and all together`() throws {
    let count = try #require(Self.events)
    var department = SyntheticDepartment()
    let feed = ListFeed(department.next(count), batchSize: 1024)
    let passes = AllViews.projectors.map { [$0] } + [AllViews.projectors]
    for projectors in passes {
      let folder = try TemporaryFolder()
      let before = Self.residentBytes()
      let seconds = try ContinuousClock()
        .measure {
          try Rebuild(projectors, in: folder.store).run(feed)
        }
      let rate = Double(count) / (seconds / .seconds(1))
      let bytes = try folder.contents().values.map(\.count).reduce(0, +)
      print(
        "\(projectors.map { $0.name }.joined(separator: " + ")): \(Int(rate)) events/s,",
        "\(bytes / 1_000_000) MB on disk, \((Self.residentBytes() - before) / 1_000_000) MB more"
      )
    }
  }

  /// What the process holds in memory now; 0 where the system does not say.
  private static func residentBytes() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * 4096
  }
}
