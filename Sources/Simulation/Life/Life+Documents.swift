import CarnetCore
import Foundation
import MedicalRecord

extension Life {
  /// A document as it arrives, its content stored.
  mutating func written(_ paper: Paper, _ author: Professional?) throws -> DocumentAdded {
    let commune = department.commune(person.commune).name
    // Most arrive on the day of the act, some late (R1111-42).
    let age: Int64 = random.chance(0.85) ? 0 : Int64(random.within(1...12)) * 86_400_000
    let written = Instant(
      milliseconds: now.milliseconds - age - Int64(random.within(60...7200)) * 1000
    )
    let text = PaperText(
      paper: paper,
      person: person,
      commune: commune,
      author: author,
      time: written,
      age: max(0, person.age(on: written.day))
    )
    let content = text.write(&random)
    let kept = try keep(record.record, content)
    var added = paper.metadata
    added.uniqueID = "2.25.\(random.next() >> 1)"
    added.setID = "2.25.\(random.next() >> 1)"
    added.created = written.milliseconds
    added.serviceStart = written.milliseconds
    added.content = Data(kept.name)
    added.contentBytes = UInt32(content.count)
    added.sha1 = Data(kept.sha1)
    if let author {
      added.authors = [author.author]
      added.legalAuthenticator = author.author
      added.practiceSetting.system = "1.2.250.1.213.1.1.4.9"
      added.practiceSetting.code = author.structure.setting
      added.facilityType.system = "1.2.250.1.71.4.2.4"
      added.facilityType.code = author.structure.sector
    } else {
      added.authors = [ownAuthor]
      added.practiceSetting.system = "1.2.250.1.213.1.1.4.6"
      added.practiceSetting.code = "EXP_PATIENT"
      added.facilityType.system = "1.2.250.1.213.1.1.4.6"
      added.facilityType.code = "EXP_PATIENT"
    }
    return added
  }

  private var ownAuthor: Carnet_V1_Author {
    var author = Carnet_V1_Author()
    author.identifierSystem = INS.Authority.test.oid.description
    author.identifier = UInt64(person.matricule).map { .number($0) }
    author.family = person.family
    author.given = person.given
    return author
  }
}
