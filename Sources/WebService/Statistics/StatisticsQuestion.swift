import CarnetCore
import Statistics

/// What is asked of an indicator, read from a query and held against its bounds.
struct StatisticsQuestion: Sendable {
  let indicator: StatisticsIndicator
  private(set) var query: StatisticsQuery
  private var target: Target?
  private var weeks = 4
  private var wished: CalendarDay?
  private var denominator: String?

  /// Days by which rows are made in one answer: ten years.
  private static let daysMax = 3660

  init(
    _ indicator: StatisticsIndicator,
    _ call: Call,
    today: CalendarDay
  ) throws(WebRefusal) {
    self.indicator = indicator
    let known = Set(indicator.parameters.map(\.name)).union(["asOf", "threshold", "format"])
    if call.query.items.contains(where: { !known.contains($0.name) && $0.name != "_format" }) {
      let names = known.sorted().joined(separator: ", ")
      throw .malformed("paramètres de cet indicateur : \(names)", "parameters here: \(names)")
    }
    query = StatisticsQuery(asOf: try Self.day("asOf", call) ?? today)
    query.from = try Self.day("from", call)
    query.dimensions = try Self.dimensions(indicator, call)
    query.every = try Self.interval(call)
    if query.every != nil {
      let first =
        query.from ?? CalendarDay(daysSinceEpoch: query.asOf.daysSinceEpoch - 365)
      guard query.asOf.daysSinceEpoch - first.daysSinceEpoch <= Self.daysMax else {
        throw .malformed(
          "« every » porte sur \(Self.daysMax) jours au plus",
          "\"every\" covers \(Self.daysMax) days at most"
        )
      }
      query.from = first
    }
    if let threshold = try call.number("threshold", in: 0...1_000_000) {
      query.threshold = Int(threshold)
    }
    if let text = call.query["denominator"] {
      guard (1...64).contains(text.utf8.count) else {
        throw .malformed("denominator : 1 à 64 octets", "denominator: 1 to 64 bytes")
      }
      denominator = text
    }
    guard indicator == .pace else { return }
    target = try Self.target(call)
    weeks = Int(try call.number("weeks", in: 1...520) ?? 4)
    wished = try Self.day("byDate", call)
  }

  /// - Throws: `StatisticsFailure`; what reading the views throws.
  func ask(_ session: StatisticsSession) throws -> StatisticsAnswer {
    switch indicator {
    case .enrolment: try session.enrolment(query)
    case .coverage: try session.coverage(query, against: denominator)
    case .pace:
      try session.pace(
        query,
        over: weeks,
        to: target ?? .share(1),
        by: wished,
        against: denominator
      )
    case .feeding: try session.feeding(query)
    case .synthesis: try session.synthesis(query)
    case .accesses: try session.accesses(query)
    case .firstAccess: try session.firstAccess(query)
    case .rights: try session.rights(query)
    }
  }

  private static func day(_ name: String, _ call: Call) throws(WebRefusal) -> CalendarDay? {
    guard let text = call.query[name] else { return nil }
    // Four digits of a year: what is reckoned with days stays in bounds.
    guard text.utf8.count == 10, let day = CalendarDay(text) else {
      throw .malformed(
        "« \(name) » attend un jour : 2026-01-31",
        "\"\(name)\" expects a day: 2026-01-31"
      )
    }
    return day
  }

  private static func dimensions(
    _ indicator: StatisticsIndicator,
    _ call: Call
  ) throws(WebRefusal) -> [Dimension] {
    var dimensions: [Dimension] = []
    for text in call.query.all("by").flatMap({ $0.split(separator: ",") }) {
      guard let dimension = Dimension(rawValue: String(text)),
        indicator.dimensions.contains(dimension)
      else {
        let names = indicator.dimensions.map(\.rawValue).joined(separator: ", ")
        throw .malformed("by accepte : \(names)", "by accepts: \(names)")
      }
      dimensions.append(dimension)
    }
    return dimensions
  }

  private static func interval(_ call: Call) throws(WebRefusal) -> Interval? {
    switch call.query["every"] {
    case nil: return nil
    case "day": return .day
    case "week": return .week
    case "month": return .month
    default:
      throw .malformed("every accepte day, week, month", "every accepts day, week, month")
    }
  }

  private static func target(_ call: Call) throws(WebRefusal) -> Target {
    if let text = call.query["target"] {
      if text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent <= 100 {
        return .share(percent / 100)
      }
      if let count = Int(text), (1...1_000_000_000).contains(count) { return .records(count) }
    }
    throw .malformed(
      "target attend un nombre de dossiers ou une part : 800000, 80%",
      "target expects a number of records or a share: 800000, 80%"
    )
  }
}

extension WebRefusal {
  /// Why an indicator is not answered.
  init(_ failure: StatisticsFailure) {
    switch failure {
    case .dimension(_, let accepted):
      let names = accepted.map(\.rawValue).joined(separator: ", ")
      self = .malformed("by accepte : \(names)", "by accepts: \(names)")
    case .together(let one, let other):
      self = .malformed(
        "\(one.rawValue) et \(other.rawValue) ne se comptent pas ensemble",
        "\(one.rawValue) and \(other.rawValue) are not counted together"
      )
    case .dimensionTwice(let dimension):
      self = .malformed(
        "\(dimension.rawValue) est donné deux fois",
        "\(dimension.rawValue) is given twice"
      )
    case .tooFine(let cells, let max):
      self = WebRefusal(
        .unprocessableContent,
        .tooLarge,
        "\(cells) cases, \(max) au plus : moins de ventilations, ou des périodes plus longues",
        "\(cells) cells, \(max) at most: fewer breakdowns, or longer periods"
      )
    case .backwards:
      self = .malformed("from est après asOf", "from is after asOf")
    case .noDenominator(_, let known):
      let names = known.joined(separator: ", ")
      self = .malformed("denominator accepte : \(names)", "denominator accepts: \(names)")
    case .viewsMove: self = .viewBehind
    }
  }
}
