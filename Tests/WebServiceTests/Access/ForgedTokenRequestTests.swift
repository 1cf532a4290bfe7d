import CarnetCore
import HTTPTypes
import MedicalRecord
import RecordService
import Testing

@testable import WebService

/// Forged tokens as requests: the same answer to each, and each in the log.
@Suite("Forged tokens over HTTP")
struct ForgedTokenRequestTests {
  @Test func `three hundred forged tokens get one answer, and each refusal is in the log`()
    async throws
  {
    let forge = try TokenForge()
    let issuer = try await forge.issuer()
    let world = try await ServiceWorld(now: TokenForge.now) { configuration in
      configuration.issuers = [issuer]
      configuration.limits.refusedTokenRate = .init(perSecond: 1_000_000, burst: 1_000_000)
    }
    let forged = try ForgedTokenTests(forge).forgeries()
      .filter { token in
        // What no client can put into a header is refused before it is a token.
        token.utf8.allSatisfy { (0x21...0x7e).contains($0) } && token.utf8.count < 8000
      }
    #expect(forged.count >= 300)
    let answers = try await world.serving { client in
      var answers: [Answer] = []
      for token in forged {
        var headers = HTTPFields()
        headers[.authorization] = "Bearer \(token)"
        answers.append(
          try await client.send(
            .get,
            "/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8%7C277076322082910",
            headers
          )
        )
      }
      return answers
    }
    #expect(answers.allSatisfy { $0.status == 401 })
    #expect(Set(answers.map(\.bytes)).count == 1, "the answer tells what was wrong")
    #expect(Set(answers.map { $0.headers[.wwwAuthenticate] }).count == 1)
    let responder = world.application.responder
    let totals = await responder.authenticator.refused.totals
    #expect(totals.values.reduce(0, +) == forged.count)
    await responder.authenticator.refused.flush()
    let counted = try world.systemEvents()
      .reduce(into: 0) { sum, event in
        guard case .administrationDone(let done)? = event.body?.fact,
          done.action == .tokensRefused
        else { return }
        sum += Int(done.outcome) ?? 0
      }
    #expect(counted == forged.count, "each refusal stands in the log, alone or counted in one")
    #expect(totals.count >= 12, "the reasons differ")
    try world.close()
  }
}
