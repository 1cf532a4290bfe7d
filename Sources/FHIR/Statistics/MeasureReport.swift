package import CarnetCore

/// A figure of an indicator, whole and by one or several traits (domain 5.3, 7).
package struct FHIRMeasure: Hashable, Sendable {
  /// A count; small ones are suppressed so that nobody is told by them.
  package enum Count: Hashable, Sendable {
    case known(Int)
    /// Below the threshold.
    case suppressed
  }

  package struct Cell: Hashable, Sendable {
    /// One value for each trait of the stratifier.
    package var values: [String]
    package var numerator: Count
    package var denominator: Count?

    package init(_ values: [String], _ numerator: Count, of denominator: Count? = nil) {
      self.values = values
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  package struct Stratifier: Hashable, Sendable {
    /// `commune`, `age`, `sex`, `channel`.
    package var traits: [String]
    package var cells: [Cell]

    package init(_ traits: [String], cells: [Cell]) {
      self.traits = traits
      self.cells = cells
    }
  }

  /// A short name of the indicator: the id of the Measure.
  package var indicator: String
  package var title: String
  package var first: CalendarDay
  package var last: CalendarDay
  package var computed: Instant
  package var numerator: Count
  /// Who could have been counted, dated as the period's last day.
  package var denominator: Count?
  package var stratifiers: [Stratifier] = []

  package init(
    indicator: String,
    title: String,
    first: CalendarDay,
    last: CalendarDay,
    computed: Instant,
    numerator: Count,
    denominator: Count? = nil
  ) {
    self.indicator = indicator
    self.title = title
    self.first = first
    self.last = last
    self.computed = computed
    self.numerator = numerator
    self.denominator = denominator
  }
}

extension FHIRValue {
  private static let populations = "http://terminology.hl7.org/CodeSystem/measure-population"

  package static func measureReport(_ measure: FHIRMeasure, at site: FHIRSite) -> FHIRValue {
    measureReport(measure, groups: [measure], at: site)
  }

  /// A report of several figures of one indicator and period, a group for each.
  ///
  /// - Parameters:
  ///   - measure: tells the indicator, the period and when it was computed.
  ///   - groups: the figures; their titles tell them apart.
  ///   - site: where it is served.
  package static func measureReport(
    _ measure: FHIRMeasure,
    groups: [FHIRMeasure],
    at site: FHIRSite
  ) -> FHIRValue {
    [
      "resourceType": "MeasureReport",
      "id": .string("\(measure.indicator)-\(measure.first)-\(measure.last)"),
      "status": "complete", "type": "summary",
      "measure": .string("\(site.base)/Measure/\(measure.indicator)"),
      "date": .moment(measure.computed),
      "reporter": site.custodian.name.map { ["display": .string($0)] },
      "period": [
        "start": .string(measure.first.description), "end": .string(measure.last.description),
      ], "group": .list(groups.map(group)),
    ]
  }

  private static func group(_ measure: FHIRMeasure) -> FHIRValue {
    [
      "code": ["text": .string(measure.title)],
      "population": .list(population(measure.numerator, measure.denominator)),
      "measureScore": score(measure.numerator, measure.denominator),
      "stratifier": .list(measure.stratifiers.map(stratifier)),
    ]
  }

  private static func population(
    _ numerator: FHIRMeasure.Count,
    _ denominator: FHIRMeasure.Count?
  ) -> [FHIRValue?] {
    [
      denominator.map { population("denominator", $0) },
      population(denominator == nil ? "initial-population" : "numerator", numerator),
    ]
  }

  private static func population(_ code: String, _ count: FHIRMeasure.Count) -> FHIRValue {
    var object: FHIRValue = ["code": .concept(populations, code)]
    switch count {
    case .known(let count): object.set("count", .whole(count))
    case .suppressed: object.set("_count", masked)
    }
    return object
  }

  /// A count that is there and is not told (data-absent-reason `masked`).
  private static let masked: FHIRValue = [
    "extension": [
      [
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "masked",
      ]
    ]
  ]

  /// The rate with four decimals, exact in decimal; none where a part of it is not told.
  private static func score(
    _ numerator: FHIRMeasure.Count,
    _ denominator: FHIRMeasure.Count?
  ) -> FHIRValue? {
    guard case .known(let part) = numerator, case .known(let whole)? = denominator, whole > 0,
      part >= 0, part <= whole, part < Int.max / 20_000
    else { return nil }
    let rate = (part * 20_000 + whole) / (2 * whole)
    let digits = String(rate % 10_000)
    let text =
      "\(rate / 10_000)." + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    return ["value": .number(text), "system": "http://unitsofmeasure.org", "code": "1"]
  }

  private static func stratifier(_ stratifier: FHIRMeasure.Stratifier) -> FHIRValue {
    [
      "code": .list(stratifier.traits.map { ["text": .string($0)] }),
      "stratum": .list(stratifier.cells.map { stratum($0, stratifier.traits) }),
    ]
  }

  private static func stratum(_ cell: FHIRMeasure.Cell, _ traits: [String]) -> FHIRValue {
    let isSingle = traits.count == 1
    let components = zip(traits, cell.values)
      .map { trait, value -> FHIRValue in
        ["code": ["text": .string(trait)], "value": ["text": .string(value)]]
      }
    return [
      "value": isSingle ? cell.values.first.map { ["text": .string($0)] } : nil,
      "component": isSingle ? nil : .list(components),
      "population": .list(population(cell.numerator, cell.denominator)),
      "measureScore": score(cell.numerator, cell.denominator),
    ]
  }
}
