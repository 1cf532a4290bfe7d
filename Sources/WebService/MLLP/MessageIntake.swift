import CarnetCore
import Interop
import Logging
import MedicalRecord
import RecordService
import ServiceLifecycle

/// Takes messages into records one after the other, through the same import as `carnet import`.
struct MessageIntake: Service {
  private struct Job: Sendable {
    var message: [UInt8]
    var place: String
    var answer: CheckedContinuation<Acknowledgement, Never>
  }

  /// Messages that wait: senders wait for each answer, so there are as many as connections.
  private static let waitingMax = 64

  private let service: RecordService
  private let following: ViewFollowing
  private let channel: Channel
  private let consentGiven: Bool
  private let logger: Logger
  private let jobs: AsyncStream<Job>
  private let post: AsyncStream<Job>.Continuation

  init(
    _ service: RecordService,
    _ following: ViewFollowing,
    channel: Channel,
    consentGiven: Bool,
    logger: Logger
  ) {
    self.service = service
    self.following = following
    self.channel = channel
    self.consentGiven = consentGiven
    self.logger = logger
    (jobs, post) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waitingMax))
  }

  /// Returns once what the message brings is durable, or why it is not in.
  func take(_ message: [UInt8], from place: String) async -> Acknowledgement {
    await withCheckedContinuation { continuation in
      let job = Job(message: message, place: place, answer: continuation)
      switch post.yield(job) {
      case .enqueued: break
      case .dropped, .terminated:
        continuation.resume(
          returning: Acknowledgement(code: .reject, text: "the service is busy or stopping")
        )
      @unknown default:
        continuation.resume(returning: Acknowledgement(code: .reject, text: "not taken"))
      }
    }
  }

  func run() async throws {
    await withGracefulShutdownHandler {
      for await job in jobs {
        let answer = await acknowledge(job)
        logger.info("message", metadata: ["answer": "\(answer.code.rawValue)"])
        job.answer.resume(returning: answer)
      }
    } onGracefulShutdown: {
      // What was taken is answered; nothing more is.
      post.finish()
    }
  }

  private func acknowledge(_ job: Job) async -> Acknowledgement {
    do {
      // The file's other forms have no place on this wire.
      guard case .hl7v2 = IncomingFormat(job.message) else {
        return Acknowledgement(code: .reject, text: "this is no HL7 v2 message: MSH is expected")
      }
      await following.catchUp()
      var context = EventContext()
      context.actor = Actor(.system, name: "mllp")
      context.purpose = .feeding
      context.place = job.place
      let taking = try DocumentImport(
        service,
        context: context,
        channel: channel,
        consentGiven: consentGiven
      )
      let entries = try await taking.run([.init(name: "message", bytes: job.message)])
      for entry in entries {
        if case .refused(let refusal) = entry.outcome {
          return Acknowledgement(code: .error, text: refusal.description)
        }
      }
      return Acknowledgement(code: .accept, text: "")
    } catch {
      logger.error("message not taken", metadata: ["failure": "\(error)"])
      return Acknowledgement(
        code: .reject,
        text: "it could not be made durable: send it again later"
      )
    }
  }
}
