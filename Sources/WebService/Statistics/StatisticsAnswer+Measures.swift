import CarnetCore
import FHIR
import Statistics

extension FHIRMeasure {
  /// Indicator and period of a question, without figures.
  init(_ question: StatisticsQuestion, computed: Instant) {
    self.init(
      indicator: question.indicator.rawValue,
      title: question.indicator.rawValue,
      first: question.query.from ?? question.query.asOf,
      last: question.query.asOf,
      computed: computed,
      numerator: .known(0)
    )
  }
}

extension StatisticsAnswer {
  /// The answer as the groups of a MeasureReport: one for each count, whole, and by the breakdown.
  func groups(_ frame: FHIRMeasure, _ question: StatisticsQuestion) -> [FHIRMeasure] {
    let groups: [Group] =
      switch question.indicator {
      case .pace: paceGroups
      case .rights: rightsGroups
      case .firstAccess: firstAccessGroups
      case .enrolment, .coverage, .feeding, .synthesis, .accesses: tableGroups(question)
      }
    return groups.map { group in
      var measure = frame
      measure.title = group.title
      measure.numerator = group.whole
      measure.denominator = group.of
      if !group.cells.isEmpty { measure.stratifiers = [.init(group.traits, cells: group.cells)] }
      return measure
    }
  }

  /// A count, what it is a part of, and its strata.
  private struct Group {
    var title: String
    var whole: FHIRMeasure.Count
    var of: FHIRMeasure.Count?
    var traits: [String] = []
    var cells: [FHIRMeasure.Cell] = []
  }

  /// Of which column another one is a part.
  private static let wholes = [
    "open": "denominator", "fed": "denominator", "fresh": "patients", "read": "all",
  ]

  private func tableGroups(_ question: StatisticsQuestion) -> [Group] {
    let traits = columns.filter { name in
      question.query.dimensions.contains { $0.column == name }
    }
    let places = traits.compactMap { columns.firstIndex(of: $0) }
    func isWhole(_ row: [Value]) -> Bool { places.allSatisfy { row[$0] == .all } }
    guard let whole = rows.first(where: isWhole) else { return [] }
    return columns.indices.compactMap { column -> Group? in
      guard !places.contains(column), let count = Self.count(whole[column]),
        columns[column] != "denominator"
      else { return nil }
      let of = Self.wholes[columns[column]].flatMap { columns.firstIndex(of: $0) }
      return Group(
        title: columns[column],
        whole: count,
        of: of.flatMap { Self.count(whole[$0]) },
        traits: traits,
        cells: rows.filter { !isWhole($0) }
          .compactMap { row in
            Self.count(row[column])
              .map { count in
                .init(
                  places.map { row[$0].text },
                  count,
                  of: of.flatMap { Self.count(row[$0]) }
                )
              }
          }
      )
    }
  }

  private var paceGroups: [Group] {
    func value(_ figure: String) -> FHIRMeasure.Count? {
      rows.first { $0[0] == .term(figure) }.flatMap { Self.count($0[1]) }
    }
    return [("open", "denominator"), ("last_week", ""), ("target", "denominator")]
      .compactMap { figure, of in
        value(figure).map { Group(title: figure, whole: $0, of: value(of)) }
      }
  }

  private var rightsGroups: [Group] {
    rows.compactMap { row in
      Self.count(row[3])
        .map { count in
          let of = row[2].text
          return Group(title: of.isEmpty ? row[1].text : "\(row[1].text) \(of)", whole: count)
        }
    }
  }

  private var firstAccessGroups: [Group] {
    let audiences = rows.map(\.[1])
      .reduce(into: [Value]()) { seen, value in
        if !seen.contains(value) { seen.append(value) }
      }
    return audiences.compactMap { audience in
      let own = rows.filter { $0[1] == audience }
      guard let whole = own.first(where: { $0[2] == .all }).flatMap({ Self.count($0[3]) }) else {
        return nil
      }
      return Group(
        title: audience.text,
        whole: whole,
        traits: ["days"],
        cells: own.filter { $0[2] != .all }
          .compactMap { row in Self.count(row[3]).map { .init([row[2].text], $0, of: whole) } }
      )
    }
  }

  private static func count(_ value: Value) -> FHIRMeasure.Count? {
    switch value {
    case .count(let count): .known(count)
    case .suppressed: .suppressed
    default: nil
    }
  }
}
