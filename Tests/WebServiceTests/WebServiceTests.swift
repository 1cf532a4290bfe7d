import Testing

@testable import WebService

@Test func `the service has a port of its own and stays on the machine`() {
  let configuration = ServiceConfiguration()
  #expect(configuration.port == 8480)
  #expect(configuration.isLoopback)
  #expect(configuration.problem() == nil)
}

@Test func `in clear beyond the machine itself it does not start`() {
  var configuration = ServiceConfiguration()
  configuration.address = "0.0.0.0"
  #expect(configuration.problem() == .clearTextBeyondLoopback("0.0.0.0"))
  configuration.acceptsDevelopmentTokens = true
  #expect(configuration.problem() == .developmentTokensBeyondLoopback("0.0.0.0"))
}
