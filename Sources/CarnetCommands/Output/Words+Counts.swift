import CarnetCore

/// Counts and ages in sentences.
enum Words {
  /// How long ago a moment was, never less than nothing: clocks differ, and events of a simulation
  /// may be later than now.
  static func age(of moment: Instant, at now: Instant) -> String {
    age(seconds: seconds(since: moment, at: now))
  }

  /// Whole seconds since a moment; 0 if it is still to come.
  static func seconds(since moment: Instant, at now: Instant) -> Int {
    Int(clamping: max(0, now.milliseconds - moment.milliseconds) / 1000)
  }

  static func age(seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: say("\(seconds / 86_400) jours", "\(seconds / 86_400) days")
    }
  }

  /// A count with its noun: French has the singular for 0 and 1, English for 1 alone.
  static func count(
    _ count: Int,
    _ french: (one: String, many: String),
    _ english: (one: String, many: String)
  ) -> String {
    say(
      "\(Cell.grouped(count)) \(count < 2 ? french.one : french.many)",
      "\(Cell.grouped(count)) \(count == 1 ? english.one : english.many)"
    )
  }

  static func records(_ number: Int) -> String {
    count(number, ("dossier", "dossiers"), ("record", "records"))
  }

  static func eventsAdded(_ number: Int) -> String {
    count(number, ("événement ajouté", "événements ajoutés"), ("event added", "events added"))
  }

  static func events(_ number: Int) -> String {
    count(number, ("événement", "événements"), ("event", "events"))
  }
}
