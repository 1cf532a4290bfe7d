import Statistics

/// The words of figures, as people read them; machine formats write the keys.
enum StatsWords {
  static func heading(_ column: String) -> String {
    StatisticsWords.heading(column).map { say($0.french, $0.english) } ?? column
  }

  static func term(_ term: String, in column: String) -> String {
    StatisticsWords.term(term, in: column).map { say($0.french, $0.english) } ?? term
  }
}
