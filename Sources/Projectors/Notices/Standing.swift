import Views

/// What of a record its notices depend on: a row of `standing`.
struct Standing: Hashable {
  /// Identifiers of the "médecins traitants", in order.
  var doctors: [String] = []
  /// Directives that are current: numbers of documents, and of statements with an `s` before them.
  var directives: [String] = []

  mutating func add(doctor: String) { Self.add(doctor, to: &doctors) }
  mutating func remove(doctor: String) { doctors.removeAll { $0 == doctor } }
  mutating func add(directive: String) { Self.add(directive, to: &directives) }
  mutating func remove(directive: String) { directives.removeAll { $0 == directive } }

  private static func add(_ text: String, to list: inout [String]) {
    if text.isEmpty || list.contains(text) { return }
    list.append(text)
    list.sort()
  }
}

/// That somebody has read a record.
struct Meeting: FoldKey {
  var record: Int64
  /// The number of the interned identifier.
  var reader: Int64
  /// How often the record's traces were forgotten before.
  var life: Int64

  var foldHash: UInt64 { (record ^ (reader &* 0x2545_f491_4f6c_dd1d) ^ life).foldHash }

  static func < (left: Meeting, right: Meeting) -> Bool {
    (left.record, left.reader, left.life) < (right.record, right.reader, right.life)
  }
}
