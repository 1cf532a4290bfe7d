import ArgumentParser

/// `carnet audit prove`: the same as `carnet prove`.
struct AuditProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: say(
      "La preuve qu'un événement est dans le journal, inchangé.",
      "The proof that an event is in the log, unchanged."
    )
  )

  @OptionGroup var options: ProveOptions

  func run() async throws { try await options.run() }
}
