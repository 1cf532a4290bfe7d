import CarnetCore
import MedicalRecord

/// Which rows of a trail are shown, as an address says it: nothing in it names anybody.
struct AnswerChoice: Sendable {
  var type: UInt16?
  var from: CalendarDay?
  var to: CalendarDay?
  var refusedOnly: Bool
  var emergencyOnly: Bool
  /// From 1.
  var page: Int

  init(_ query: QueryText) {
    type = query["kind"].flatMap { UInt16($0) }
    from = query["from"].flatMap { CalendarDay($0) }
    to = query["to"].flatMap { CalendarDay($0) }
    refusedOnly = query["refused"] != nil
    emergencyOnly = query["emergency"] != nil
    page = max(1, query["page"].flatMap { Int($0) } ?? 1)
  }

  var isEmpty: Bool {
    type == nil && from == nil && to == nil && !refusedOnly && !emergencyOnly
  }

  func takes(_ facet: AnswerSheet.Facet?) -> Bool {
    guard let facet else { return isEmpty }
    if let type, facet.type != type { return false }
    if refusedOnly, !facet.isRefused { return false }
    if emergencyOnly, !facet.isEmergency { return false }
    if let from, facet.time.day < from { return false }
    if let to, facet.time.day > to { return false }
    return true
  }

  /// The same for another page.
  func address(page: Int) -> String {
    var parts: [String] = []
    if let type { parts.append("kind=\(type)") }
    if let from { parts.append("from=\(from)") }
    if let to { parts.append("to=\(to)") }
    if refusedOnly { parts.append("refused=on") }
    if emergencyOnly { parts.append("emergency=on") }
    if page > 1 { parts.append("page=\(page)") }
    return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
  }
}
