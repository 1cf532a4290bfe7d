import CarnetCore
import MedicalRecord

extension Life {
  mutating func perform(_ errand: Errand) throws {
    switch errand {
    case .announcement: announce()
    case .objection: object()
    case .opening(let channel): open(through: channel)
    case .takeover: takeOver()
    case .activation: activate()
    case .contact(let feeder): try meet(feeder)
    case .discharge(let stay): try discharge(stay)
    case .correction(let number, let paper, let author): try correct(number, paper, author)
    case .holderLooks: holderLooks()
    case .holderMasks: holderMasks()
    case .holderBlocks: holderBlocks()
    case .holderRevokes: holderRevokes()
    case .holderOpposes(let subject): holderOpposes(subject)
    case .holderDeclares: try holderDeclares()
    case .holderWritesDirectives: try holderWritesDirectives()
    case .emergency: breakGlass()
    case .regulation: regulate()
    case .review(let accesses, let accessor): review(accesses, accessor)
    case .desk: askDesk()
    case .stranger: strangerReads()
    case .suspension: suspend()
    case .resumption:
      act(cast.agents[0], .administration) { state, _, _ throws(Refusal) in
        try state.resume()
      }
    case .closure: close()
    case .reactivation: reactivate()
    case .erasureRequest: requestErasure()
    case .death: die()
    case .heir: heirReads()
    case .hold: placeHold()
    case .visit(let visit): receive(visit)
    }
  }
}
