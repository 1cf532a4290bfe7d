import CarnetCore
import EventLog
import FileSystemSimulation
import Interop
import MedicalRecord
import RecordService
import Testing

/// What holds for whatever life and whoever calls.
struct ServingPropertyTests {
  @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1, 2, 3])
  func `a caller gets what the policy filters of an administrator's view, and it is traced before`(
    seed: UInt64
  ) async throws {
    var random = SplitMix64(seed: seed)
    let world = try await ServingWorld(birthDate: "2015-05-01")
    let people = try Self.people(world)
    for _ in 0..<40 { await Self.live(world, people, &random) }
    for caller in people {
      try await Self.check(world, caller, "seed \(seed)")
    }
    try world.service.close()
  }

  /// Callers of all kinds, in all modes.
  private static func people(_ world: ServingWorld) throws -> [Caller] {
    var people = [world.holder, try world.stranger(), ServingWorld.auditor()]
    for number in 1...4 { people.append(try ServingWorld.professional(number)) }
    people.append(try ServingWorld.professional(5, profession: "21"))
    people.append(try ServingWorld.professional(6, profession: "60", structure: "1750000002"))
    people.append(try ServingWorld.professional(7, mode: .breakGlass(reason: "coma")))
    people.append(
      try ServingWorld.professional(8, mode: .regulation(call: "15-1"), mayRegulate: true)
    )
    people.append(try ServingWorld.professional(9, mode: .regulation(call: "15-2")))
    for (identity, reason) in [
      (Caller.Identity.structure(identifier: "1750000001", name: ""), ""),
      (.representative(identifier: "mother", name: ""), ""),
      (.representative(identifier: "nobody", name: ""), ""),
      (.heir(identifier: "heir", name: ""), ""),
      (.operator(identifier: "op", name: ""), "look"), (.operator(identifier: "op", name: ""), ""),
      (.insuranceAgent(identifier: "desk", structure: "", name: ""), "counter"),
    ] {
      people.append(
        Caller(identity, reason: reason, request: RequestID(rawValue: random64(identity)))
      )
    }
    return people
  }

  private static func random64(_ identity: Caller.Identity) -> UInt64 {
    UInt64(bitPattern: Int64(identity.hashValue)) | 1
  }

  /// One thing happens; what the domain refuses does not.
  private static func live(
    _ world: ServingWorld,
    _ people: [Caller],
    _ random: inout SplitMix64
  ) async {
    let professionals = people.filter { $0.actor.kind == .professional }
    guard let somebody = professionals.randomElement(using: &random) else { return }
    let number = UInt32.random(in: 1...12, using: &random)
    let labels: Set<Visibility> =
      [
        [], [], [.professionals], [.patient], [.representatives],
      ]
      .randomElement(using: &random) ?? []
    let type = ["11490-0", "68599-0", "60591-5", "EXPPAT_3"].randomElement(using: &random)
    let choices: [RightsChoice] = [
      .grant(.reading, wording: ""), .withdraw(.reading, reason: ""),
      .withdraw(.emergency, reason: ""), .grant(.emergency, wording: ""),
      .authorise(somebody.actor, asTreatingDoctor: false, express: false),
      .authorise(somebody.actor, asTreatingDoctor: true, express: false), .revoke(somebody.actor),
      .block(somebody.actor, .professional, until: nil), .unblock(somebody.actor, .professional),
      .block(somebody.actor, .structure, until: nil), .unblock(somebody.actor, .structure),
    ]
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4:
      let name = UInt32.random(in: 1...30, using: &random)
      _ = try? await world.deposit(
        world.document("1.\(name)", type: type ?? "", by: somebody, hiddenFrom: labels),
        by: somebody
      )
    case 4:
      _ = try? await world.deposit(
        world.document("2.\(number)", by: somebody, replaces: "1.\(number)"),
        by: somebody
      )
    case 5..<7:
      let isArchived = Bool.random(using: &random) ? nil : Bool.random(using: &random)
      _ = try? await world.desk.change(
        .number(number, of: world.record),
        MetadataChange(
          labels: labels,
          isArchived: isArchived,
          deletes: Int.random(in: 0..<6, using: &random) == 0
        ),
        by: somebody
      )
    case 7:
      _ = try? await world.service.perform(on: world.record, ServingWorld.auditor().context()) {
        ground throws(Refusal) in
        try ground.state.nameRepresentative(
          Actor(.representative, identifier: "mother"),
          relation: "MTH",
          until: nil
        )
      }
    default:
      if let choice = choices.randomElement(using: &random) {
        _ = try? await world.desk.choose(choice, in: .ins(world.ins), by: world.holder)
      }
    }
  }

  private static func check(_ world: ServingWorld, _ caller: Caller, _ seed: String) async throws {
    // The administrator's view: the record's events, folded by another way than the desk's.
    let history = try world.service.history(of: world.record)
    let state = try history.state(after: history.events.count)
    let numbers = state.documents.keys.sorted()
    let rules = try world.service.rules(at: world.service.clock())
    func rule(_ target: AccessRequest.Target) -> AccessRule {
      AccessPolicy.decide(caller.accessRequest(target, on: state), on: state, rules: rules).rule
    }
    let list = rule(.record(.list))
    let visible = numbers.filter { rule(.document($0)).allows }
    var search = DocumentSearch()
    search.includesSuperseded = true
    search.archived = .with
    search.order = .added
    let before = try world.service.reader.readableSize()
    do {
      let read = try await world.desk.documents(of: .record(world.record), search, for: caller)
      #expect(list.allows, "\(seed) \(caller.identity)")
      #expect(read.value.documents.map(\.number) == visible, "\(seed) \(caller.identity)")
      #expect(read.value.total == visible.count, "\(seed)")
      #expect(read.receipt.position.rawValue < (try world.service.reader.readableSize()))
      #expect(read.receipt.positions.allSatisfy { $0.rawValue >= before }, "\(seed)")
    } catch let failure as ServingFailure {
      #expect(!list.allows, "\(seed) \(caller.identity) \(failure)")
      let existence = rule(.record(.existence))
      if !existence.allows, failure != .notFound {
        // Only what the caller lacks whatever the record is told openly.
        let nobody = await Self.failure {
          try await world.desk.documents(
            of: .ins(try INS(ServingWorld.numbers[2], authority: .nir)),
            for: caller
          )
        }
        #expect(failure == nobody, "\(seed) \(caller.identity)")
      }
    }
    #expect(try world.service.reader.readableSize() > before, "a refusal is traced too: \(seed)")
    for number in numbers + [999] {
      let position = try world.service.reader.readableSize()
      let failure = await Self.failure {
        try await world.desk.document(.number(number, of: world.record), for: caller)
      }
      if rule(.document(number)).allows, caller.actor.kind != .auditor {
        #expect(failure == nil, "\(seed) document \(number) \(caller.identity)")
      } else if failure != .gone(.deleted) {
        let unknown = await Self.failure {
          try await world.desk.document(.number(998, of: world.record), for: caller)
        }
        #expect(failure == unknown, "\(seed) document \(number) \(caller.identity)")
      }
      #expect(try world.service.reader.readableSize() > position, "\(seed)")
    }
  }

  private static func failure(_ body: () async throws -> some Any) async -> ServingFailure? {
    do {
      _ = try await body()
      return nil
    } catch {
      return error as? ServingFailure ?? .unavailable("\(error)")
    }
  }

  @Test func `where the log cannot be appended to, nothing is shown`() async throws {
    let disk = SimulatedFileSystem()
    let world = try await ServingWorld(disk: disk)
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    _ = try await world.desk.content(.number(1, of: world.record), for: doctor)
    disk.fail { call in
      call.operation == .sync && call.path.string.contains("/log/") ? .ioError : nil
    }
    for attempt in 0..<2 {
      let outcomes = [
        await Self.failure {
          try await world.desk.content(.number(1, of: world.record), for: doctor)
        },
        await Self.failure {
          try await world.desk.documents(of: .record(world.record), for: world.holder)
        },
        await Self.failure { try await world.desk.rights(of: .record(world.record), for: doctor) },
        await Self.failure {
          try await world.desk.choose(
            .grant(.reading, wording: ""),
            in: .record(world.record),
            by: world.holder
          )
        },
      ]
      for outcome in outcomes {
        guard case .traceNotWritten = outcome else {
          Issue.record("attempt \(attempt): \(String(describing: outcome))")
          continue
        }
      }
    }
  }

  @Test
  func `what is kept in memory is the record as its events tell it, also beside other writers`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    // Somebody who goes past the desk.
    var hidden = Carnet_V1_DocumentHidden()
    hidden.number = 1
    hidden.visibility = .professionals
    _ = try await world.service.append(
      world.record,
      [.documentHidden(hidden)],
      world.holder.context()
    )
    let other = try ServingWorld.professional(2)
    try await world.authorise(other)
    let read = try await world.desk.documents(of: .ins(world.ins), for: other)
    #expect(read.value.total == 0)
    let state = try world.service.state(of: world.record)
    let history = try world.service.history(of: world.record)
    #expect(try history.state(after: history.events.count) == state)
    try world.service.close()
  }
}
