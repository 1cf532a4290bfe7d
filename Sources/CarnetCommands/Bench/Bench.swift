import ArgumentParser

/// placeholder until the bench lands
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)
}
