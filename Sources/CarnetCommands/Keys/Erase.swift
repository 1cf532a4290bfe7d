import ArgumentParser
import CarnetCore
import Foundation
package import MedicalRecord
import RecordService

extension Carnet_V1_ErasureGround: WordedArgument {
  package static let words: [(String, Carnet_V1_ErasureGround)] = [
    ("request", .request), ("retention", .retention), ("mistake", .mistake),
  ]
}

/// `carnet erase`: destroys a record's keys, when two operators have approved it.
struct Erase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Efface un dossier : deux opérateurs approuvent, puis les clés sont détruites.",
      "Erase a record: two operators approve, then its keys are destroyed."
    ),
    discussion: say(
      """
      Motifs : request, la demande du titulaire (dossier clos, trois mois au plus, R1111-36) ;
      retention, dix ans après la clôture ; mistake, un dossier ouvert par erreur. Le premier appel
      approuve, le second, par un autre opérateur, efface. Le journal garde sa racine ; sauvegardes et
      vues sont couvertes.
      Exemple :
        carnet erase r-0123456789abcdef --ground request --operator martin --reason "demande du 3 mai" \\
          --confirm r-0123456789abcdef
      """,
      """
      Grounds: request, the holder's (record closed, three months at most, R1111-36); retention, ten
      years after closure; mistake, a record opened by mistake. The first call approves, the second,
      by another operator, erases. The log keeps its root; backups and views are covered.
      Example:
        carnet erase r-0123456789abcdef --ground request --operator martin --reason "asked on 3 May" \\
          --confirm r-0123456789abcdef
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var reader: ReaderOptions

  @Argument(help: ArgumentHelp(say("Le dossier.", "The record."), valueName: "r-…"))
  var record: String

  @Option(
    name: .customLong("ground"),
    help: ArgumentHelp(
      say("Motif légal.", "Legal ground."),
      valueName: "request|retention|mistake"
    )
  )
  var groundWord = Word(Carnet_V1_ErasureGround.request)
  var ground: Carnet_V1_ErasureGround { groundWord.value }

  @Option(
    help: ArgumentHelp(
      say("Le même pseudonyme, pour confirmer.", "The same pseudonym, to confirm."),
      valueName: "r-…"
    )
  )
  var confirm: String?

  @Option(
    help: ArgumentHelp(
      say("Écrit le certificat d'effacement.", "Write the certificate of erasure."),
      valueName: "file"
    )
  )
  var certificate: String?

  func run() async throws {
    guard let pseudonym = Pseudonym(record) else {
      throw Told(
        say("« \(record) » n'est pas un dossier", "\"\(record)\" is not a record"),
        .wrongUsage
      )
    }
    guard confirm == record else {
      throw Told(
        say(
          "c'est irréversible : ajoutez --confirm \(record) ; rien n'a été changé",
          "this cannot be undone: add --confirm \(record); nothing was changed"
        ),
        .notAllowed
      )
    }
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = try reader.askedReason()
    let ground = ground
    try await Opened.forWriting(data.directory) { service in
      switch try await service.approveErasure(of: pseudonym, ground, context) {
      case .approved(let position, let name):
        Console.print(
          say(
            "Approuvé par \(name) (événement \(position)) ; un second opérateur doit approuver dans les trente jours. Rien n'est encore effacé.\n",
            "Approved by \(name) (event \(position)); a second operator must approve within thirty days. Nothing is erased yet.\n"
          )
        )
      case .erased(let receipt):
        let text = try ErasureCertificate.text(receipt, service)
        if let certificate {
          try text.write(toFile: certificate, atomically: true, encoding: .utf8)
        }
        Console.print(text)
      }
    }
  }
}
