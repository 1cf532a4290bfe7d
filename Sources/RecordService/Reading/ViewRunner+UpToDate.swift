package import Views

extension ViewRunner {
  /// Brings all views to the log's end, and throws what kept one from it.
  package func requireUpToDate(_ feed: LogFeed) throws {
    for outcome in try catchUp(feed).values {
      if case .failed(let error) = outcome { throw error }
    }
  }
}
