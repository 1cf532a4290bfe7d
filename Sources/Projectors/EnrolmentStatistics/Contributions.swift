import CarnetCore
import Views

/// What one record added to the counts that its bodies said more of than its envelopes do, in the
/// order of its events.
///
///     entry     varint of what it is, then
///               0: the traits from here on: varints of channel, band and sex; commune
///               1...: a counter by its number: day
///     day       varint of the zigzag of days since 1970
///     text      varint of its length, UTF-8
struct Contributions: Hashable {
  private static let traitsMark: UInt64 = 0

  private var notes: NoteBytes

  init(bytes: [UInt8] = []) { notes = NoteBytes(bytes: bytes) }

  var bytes: [UInt8] { notes.bytes }
  var isEmpty: Bool { notes.isEmpty }

  mutating func add(_ traits: Traits) {
    notes.append(Self.traitsMark)
    notes.append(UInt64(UInt32(bitPattern: traits.channel)))
    notes.append(UInt64(UInt32(bitPattern: traits.ageBand)))
    notes.append(UInt64(UInt32(bitPattern: traits.sex)))
    notes.append(traits.commune)
  }

  mutating func add(_ counter: Counter, on day: Int32) {
    notes.append(UInt64(counter.rawValue))
    notes.append(day: day)
  }

  /// Calls `body` with each counter, its day, and the traits it was counted under.
  ///
  /// Bytes that do not read as entries end it: they are the view's own, and `ViewCheck` finds them.
  func replay(_ body: (Counter, Int32, Traits) -> Void) {
    bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      var traits = Traits.unknown
      while reader.remaining > 0 {
        guard let mark = reader.readVarint() else { return }
        switch mark {
        case Self.traitsMark:
          guard let next = reader.readTraits() else { return }
          traits = next
        default:
          guard let counter = UInt8(exactly: mark), let day = reader.readDay() else { return }
          body(Counter(rawValue: counter), day, traits)
        }
      }
    }
  }
}

extension ByteReader {
  fileprivate mutating func readTraits() -> Traits? {
    guard let channel = readVarint().flatMap({ UInt32(exactly: $0) }),
      let ageBand = readVarint().flatMap({ UInt32(exactly: $0) }),
      let sex = readVarint().flatMap({ UInt32(exactly: $0) }), let commune = readText()
    else { return nil }
    return Traits(
      channel: Int32(bitPattern: channel),
      commune: commune,
      ageBand: Int32(bitPattern: ageBand),
      sex: Int32(bitPattern: sex)
    )
  }
}
