import AccessStatistics
package import CarnetCore
import FeedStatistics
import MedicalRecord

extension StatisticsSession {
  /// What holders keep to themselves: documents hidden, by from whom, as a share of all that records
  /// hold; blocks in force, by whom they keep out.
  ///
  /// A document that is hidden from two counts for both. Documents of erased records are gone; blocks
  /// that they held stand under an unknown scope.
  ///
  /// - Parameter query: as of its day alone.
  /// - Returns: a row a figure.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func rights(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    try query.check([])
    let (stock, blocks, progress) = try read(
      FeedStatistics.self,
      AccessStatistics.self,
      { try $0.stock(asOf: query.asOf) },
      { try $0.blocks(asOf: query.asOf) }
    )
    var answer = StatisticsAnswer(
      "rights",
      columns: ["as_of", "figure", "of", "count", "share"],
      ground: try ground(progress, query)
    )
    func shown(_ count: Int) -> Int? {
      count == 0 || abs(count) >= query.threshold ? count : nil
    }
    func add(_ figure: String, _ of: String, _ count: Int?, _ share: StatisticsAnswer.Value) {
      answer.add([
        .day(query.asOf), .term(figure), of.isEmpty ? .none : .term(of), .init(count), share,
      ])
    }
    let kept = shown(stock.kept)
    add("documents", "", kept, .none)
    for (visibility, term) in [
      (Visibility.professionals, "professionals"), (.patient, "patient"),
      (.representatives, "representatives"),
    ] {
      // The number that is not hidden follows from the other two, and must not be small either.
      let hidden = stock.hidden[visibility, default: 0]
      let count = shown(stock.kept - hidden) == nil ? nil : shown(hidden)
      add("hidden", term, count, .init(count, of: kept))
    }
    for (scope, term) in [
      (BlockScope.professional, "professional"), (.structure, "structure"),
      (.profession, "profession"),
    ] {
      let block = blocks.first { $0.scope == scope }
      let (set, lifted) = (block?.set ?? 0, block?.lifted ?? 0)
      // Set, lifted and in force: each follows from the other two.
      let isShown = [set, lifted, set - lifted].allSatisfy { shown($0) != nil }
      add("blocks_set", term, isShown ? set : nil, .none)
      add("blocks_lifted", term, isShown ? lifted : nil, .none)
      add("blocks_in_force", term, isShown ? set - lifted : nil, .none)
    }
    return answer
  }
}
