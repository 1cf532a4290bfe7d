import ArgumentParser
import CarnetCore
import Foundation
import Notices
import RecordService

/// `carnet notices deliver`.
struct NoticesDeliver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: say(
      "Envoie les avis en attente, par une commande ou un webhook ; l'envoi est prouvé.",
      "Send the notices that wait, by a command or a webhook; the sending is proven."
    ),
    discussion: say(
      """
      La commande reçoit l'avis en JSON sur son entrée ; sortie 0 : envoyé, sa première ligne est le
      reçu. Un échec est réessayé plus tard, de plus en plus rarement ; après dix, l'avis est à voir.
      Un avis peut partir deux fois (même « id ») si l'envoi est interrompu. Jamais de contenu médical.
      Exemple : carnet notices deliver --command ./envoyer-un-avis
      """,
      """
      The command gets the notice as JSON on its input; exit 0: sent, its first line is the receipt.
      A failure is tried again later, more and more rarely; after ten, a person must look. A notice may
      leave twice (same "id") when sending is interrupted. Never any clinical content.
      Example: carnet notices deliver --command ./send-a-notice
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp(say("Programme à appeler.", "Program to call."), valueName: "path"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      say("Adresse https (http en boucle locale).", "An https address (http on loopback)."),
      valueName: "url"
    )
  )
  var webhook: String?

  @Option(help: ArgumentHelp(say("Nombre d'avis au plus.", "Notices at most."), valueName: "n"))
  var limit: Int = .max

  func validate() throws {
    guard (command == nil) != (webhook == nil) else {
      throw ValidationError(
        say("Indiquez --command ou --webhook.", "Give --command or --webhook.")
      )
    }
    if let webhook, NoticeWebhook(webhook) == nil {
      throw ValidationError(
        say(
          "--webhook accepte https://…, ou http://127.0.0.1…",
          "--webhook accepts https://…, or http://127.0.0.1…"
        )
      )
    }
  }

  func run() async throws {
    let (means, send) = try self.means()
    try await Opened.forWriting(data.directory) { service in
      let bar = Progress(say("Avis", "Notices"), unit: say("avis", "notices"))
      let delivery = NoticeDelivery(service, means: means, wording: \.words, send: send)
      let report = try await delivery.run(limit: limit, by: Administrator.context) {
        bar.update(UInt64($0), of: nil)
      }
      bar.finish()
      Console.print(
        say(
          "\(Words.count(report.sent, ("envoyé", "envoyés"), ("", ""))), \(Words.count(report.failed, ("échoué", "échoués"), ("", ""))) (dont \(Words.count(report.givenUp, ("abandonné", "abandonnés"), ("", "")))), \(Cell.grouped(report.waiting)) à réessayer plus tard.\n",
          "\(report.sent) sent, \(report.failed) failed (\(report.givenUp) given up), \(report.waiting) to try again later.\n"
        )
      )
      if report.failed > 0 { throw ExitCode(ExitStatus.foundSomething.rawValue) }
    }
  }

  private typealias Send =
    @Sendable (NoticeDelivery.Message) async -> NoticeDelivery.Outcome

  private func means() throws -> (String, Send) {
    if let command {
      let program = NoticeProgram(path: command)
      guard FileManager.default.isExecutableFile(atPath: command) else {
        throw Told(
          say(
            "« \(command) » n'est pas un programme exécutable ; rien n'a été envoyé",
            "\"\(command)\" is not an executable program; nothing was sent"
          ),
          .notFound
        )
      }
      return ("command", { await program.send($0) })
    }
    guard let webhook, let hook = NoticeWebhook(webhook) else {
      throw Told(say("--webhook est invalide", "--webhook is invalid"), .wrongUsage)
    }
    return ("webhook " + hook.host, { await hook.send($0) })
  }
}
