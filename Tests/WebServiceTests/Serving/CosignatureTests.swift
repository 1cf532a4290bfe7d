import CarnetCore
import EventLog
import HTTPTypes
import Ledger
import Testing

@testable import WebService

@Suite("Cosignatures of witnesses")
struct CosignatureTests {
  private let witness: WitnessSigner
  private let stranger: WitnessSigner

  init() throws {
    witness = try WitnessSigner(name: "witness.example", seed: (0..<32).map { UInt8($0) })
    stranger = try WitnessSigner(name: "other.example", seed: (1...32).map { UInt8($0) })
  }

  private func post(_ client: WebClient, _ lines: String) async throws -> Answer {
    try await client.send(
      .post,
      "/witness/cosignatures",
      [.contentType: "text/plain"],
      body: lines
    )
  }

  private func line(_ signer: WitnessSigner, _ note: SignedNote) throws -> String {
    SignedNote.line(try signer.cosign(note, seconds: 1_795_000_000)) + "\n"
  }

  @Test func `what a configured witness signs is kept beside the head and survives a restart`()
    async throws
  {
    let keys = [witness.verifier.description]
    let world = try await ServiceWorld { $0.witnesses = keys }
    _ = try await Department(world).open(0)
    let cosigned = try await world.serving { client in
      let none = try await client.send(.get, "/checkpoint?cosigned=true")
      #expect(none.status == 404)
      let head = try await client.send(.get, "/checkpoint")
      let note = try SignedNote(parsing: head.bytes)
      let unknown = try await post(client, try line(stranger, note))
      #expect(unknown.status == 403, "\(unknown.text)")
      let bad = try await post(client, "nonsense\n")
      #expect(bad.status == 400, "\(bad.text)")
      // Lines of others that come along do not get into what everybody is given.
      let both = try await post(client, try line(stranger, note) + line(witness, note))
      #expect(both.status == 200, "\(both.text)")
      #expect(!both.text.contains("other.example"))
      let again = try await post(client, try line(witness, note))
      #expect(again.status == 403, "twice: \(again.text)")
      return both.text
    }
    let folder = world.folder
    try world.service.close()
    let reopened = try await ServiceWorld(reopening: folder) { $0.witnesses = keys }
    try await reopened.serving { client in
      let kept = try await client.send(.get, "/checkpoint?cosigned=true")
      #expect(kept.text == cosigned)
      let note = try SignedNote(parsing: kept.bytes)
      #expect(try note.cosignatures(by: [witness.verifier]).map(\.seconds) == [1_795_000_000])
      #expect(try await client.send(.get, "/checkpoint?cosigned=maybe").status == 400)
    }
    // The file of heads is one that every reader takes: equal sizes have equal roots.
    let heads = try CheckpointStore.read(
      reopened.service.identity,
      reopened.service.fileSystem,
      reopened.directory.log
    )
    #expect(heads.findings.isEmpty)
    try reopened.close()
  }

  @Test func `a cosignature of another head is refused with the size of the newest`() async throws {
    let keys = [witness.verifier.description]
    let world = try await ServiceWorld { $0.witnesses = keys }
    let department = Department(world)
    _ = try await department.open(0)
    try await world.serving { client in
      let old = try SignedNote(parsing: try await client.send(.get, "/checkpoint").bytes)
      _ = try await department.open(1)
      let size = try world.service.reader.readableSize()
      // A proof of the last event has a new head signed.
      #expect(try await client.send(.get, "/proof/\(size - 1)").status == 200)
      let answer = try await post(client, try line(witness, old))
      #expect(answer.status == 409, "\(answer.text)")
    }
    try world.close()
  }

  @Test func `metrics tell how long the disk took to make batches durable`() async throws {
    let world = try await ServiceWorld()
    _ = try await Department(world).open(0)
    try await world.serving { client in
      let text = try await client.send(.get, "/metrics").text
      let count = text.split(separator: "\n")
        .first { $0.hasPrefix("carnet_log_sync_seconds_count ") }?
        .split(separator: " ").last
      #expect((Int(count ?? "") ?? 0) > 0)
      let all = "carnet_log_sync_seconds_bucket{le=\"+Inf\"} \(count ?? "")"
      #expect(text.contains(all))
    }
    try world.close()
  }
}
