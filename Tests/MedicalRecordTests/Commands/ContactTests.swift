import MedicalRecord
import Testing

/// The administrative block: what is taken, what is refused, what stays.
struct ContactTests {
  private typealias Change = RecordState.ContactChange

  private static func change(_ set: (inout Change) -> Void) -> Change {
    var change = Change()
    set(&change)
    return change
  }

  @Test func `what is not said of the administrative block stays as it was`() throws {
    var life = try Life.opened()
    let first = Self.change {
      $0.address = ["12 RUE DU PORT", "", "BATIMENT B"]
      $0.postalCode = "76600"
      $0.city = "LE HAVRE"
      $0.phone = "02 35.00-00 00"
      $0.email = "louise@example.fr"
    }
    try life.take { state throws(Refusal) in try state.recordContact(first) }
    #expect(life.state.contact?.address == ["12 RUE DU PORT", "BATIMENT B"])
    #expect(life.state.contact?.phone == "0235000000")
    let again = try life.take { state throws(Refusal) in try state.recordContact(first) }
    #expect(again.isEmpty)
    let second = Self.change {
      $0.mobile = "+33 6 00 00 00 00"
      $0.email = ""
    }
    try life.take { state throws(Refusal) in try state.recordContact(second) }
    #expect(life.state.contact?.mobile == "+33600000000")
    #expect(life.state.contact?.email == "")
    #expect(life.state.contact?.city == "LE HAVRE")
  }

  @Test func `a part of the administrative block that cannot be is refused by its name`() throws {
    let life = try Life.opened()
    let wrong: [(ContactField, Change)] = [
      (.nothing, Change()),
      (.address, Self.change { $0.address = Array(repeating: "x", count: 7) }),
      (.address, Self.change { $0.address = ["a\u{7}"] }),
      (.address, Self.change { $0.address = [String(repeating: "x", count: 201)] }),
      (.postalCode, Self.change { $0.postalCode = "7660" }),
      (.postalCode, Self.change { $0.postalCode = "７６６００" }),
      (.city, Self.change { $0.city = "LE\nHAVRE" }),
      (.commune, Self.change { $0.commune = "7654" }),
      (.phone, Self.change { $0.phone = "zero" }),
      (.mobile, Self.change { $0.mobile = String(repeating: "1", count: 16) }),
      (.email, Self.change { $0.email = "louise" }),
      (.email, Self.change { $0.email = "louise@fr" }),
      (.email, Self.change { $0.email = "a b@example.fr" }),
    ]
    for (field, change) in wrong {
      #expect(
        life.refusal { state throws(Refusal) in try state.recordContact(change) }
          == .malformedContact(field)
      )
    }
  }

  @Test func `a closed record keeps its administrative block as it is`() throws {
    let life = try Life.closed()
    let change = Self.change { $0.city = "ROUEN" }
    #expect(
      life.refusal { state throws(Refusal) in try state.recordContact(change) } == .recordIsClosed
    )
  }
}
