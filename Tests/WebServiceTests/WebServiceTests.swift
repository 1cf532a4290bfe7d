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

@Test("A provider that is not encrypted is accepted on the machine itself alone")
func providersAreEncrypted() {
  for (issuer, isAccepted) in [
    ("https://auth.example", true), ("http://127.0.0.1:9400", true), ("http://[::1]:9400", true),
    ("http://localhost", true), ("http://auth.example", false), ("http://127.0.0.1.example", false),
    ("http://localhost@auth.example", false), ("ftp://auth.example", false), ("", false),
  ] {
    var configuration = ServiceConfiguration()
    configuration.signIn = [
      OIDCSettings(issuer, label: "Patients", clientID: "carnet", claims: .patients)
    ]
    let problem = configuration.problem()
    #expect(problem == (isAccepted ? nil : .clearTextProvider(issuer)), "\(issuer)")
  }
}

@Test("The memory for records is what the configuration says, within bounds")
func memoryForRecords() async throws {
  let file = Array(#"{"limits": {"recordMegabytes": 64}}"#.utf8)
  #expect(try await ServiceConfiguration(file: file, in: "/").limits.recordBytesMax == 64 << 20)
  let tooSmall = Array(#"{"limits": {"recordMegabytes": 15}}"#.utf8)
  await #expect(throws: (any Error).self) {
    try await ServiceConfiguration(file: tooSmall, in: "/")
  }
}
