import CarnetCore
import Foundation
import MedicalRecord

/// Reads that nothing explains, or that should not have been.
extension Life {
  /// Somebody of no relation: a locum, a wrong name clicked.
  ///
  /// Few, and spread over everybody.
  mutating func strangerReads() {
    guard isActive else { return }
    let who =
      random.chance(0.5)
      ? random.pick(cast.generalists) : random.pick(cast.physicians[random.below(3)])
    guard !isInCare(of: who) else { return }
    read(who.actor, .care, .record(.list), Circumstances(place: who.place))
  }

  mutating func receive(_ visit: Misconduct.Visit) {
    guard state.status != .none, state.status != .erased else { return }
    let circumstances = Circumstances(place: visit.place)
    switch visit.conduct {
    case .snoop:
      find(visit.visitor.actor, by: ["birthName", "city"], circumstances)
      wait(seconds: 12)
      browse(visit.visitor, documents: random.within(1...4), circumstances)
    case .sharedName:
      joinTeam(visit.visitor, "GARDE-\(now.year)")
      browse(visit.visitor, documents: 1, circumstances)
    case .export:
      joinTeam(visit.visitor, "REGISTRE-\(now.year)")
      takeAway(visit.visitor, circumstances)
    case .withoutConsent:
      read(visit.visitor.actor, .care, .record(.list), circumstances)
    }
  }

  private mutating func joinTeam(_ who: Professional, _ episode: String) {
    guard isActive else { return }
    let until = now.adding(days: 30)
    act(who.actor, .care, Circumstances(place: who.place)) { state, _, _ throws(Refusal) in
      try state.join(who.actor, episode: episode, until: until)
    }
  }

  private mutating func browse(
    _ who: Professional,
    documents: Int,
    _ circumstances: Circumstances
  ) {
    guard let list = read(who.actor, .care, .record(.list), circumstances), list.isAllowed else {
      return
    }
    for number in list.shown.suffix(documents) {
      wait(seconds: random.within(8...45))
      read(who.actor, .care, .document(number), circumstances)
    }
  }

  private mutating func takeAway(_ who: Professional, _ circumstances: Circumstances) {
    guard let export = read(who.actor, .care, .record(.export), circumstances), export.isAllowed,
      let list = read(who.actor, .care, .record(.list), circumstances)
    else { return }
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient = "clé USB"
    disclosed.form = "archive"
    disclosed.documents = list.shown
    disclosed.digest = Data((0..<32).map { _ in UInt8(random.below(256)) })
    let fact = Fact.recordDisclosed(disclosed)
    act(who.actor, .care, circumstances) { _, _, _ throws(Refusal) in [fact] }
  }
}
