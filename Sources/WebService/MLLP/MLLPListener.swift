import CarnetCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Listens for HL7 v2 messages on a port of the machine itself; a proxy in front of it speaks TLS.
struct MLLPListener: Service {
  let settings: MLLPSettings
  let intake: MessageIntake
  let clock: @Sendable () -> Instant
  let logger: Logger
  let onListening: @Sendable (Int) async -> Void

  private final class Count: Sendable {
    private let value = Mutex(0)
    func enter(max: Int) -> Bool {
      value.withLock { value in
        guard value < max else { return false }
        value += 1
        return true
      }
    }
    func leave() { value.withLock { $0 -= 1 } }
  }

  func run() async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: settings.address, port: settings.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            IdleStateHandler(readTimeout: .seconds(Int64(settings.idleSeconds)))
          )
          try channel.pipeline.syncOperations.addHandler(CloseOnIdle())
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    await onListening(server.channel.localAddress?.port ?? 0)
    let connections = Count()
    try await withGracefulShutdownHandler {
      try await server.executeThenClose { clients in
        try await withThrowingDiscardingTaskGroup { group in
          for try await client in clients {
            guard connections.enter(max: settings.connectionsMax) else {
              try? await client.channel.close()
              continue
            }
            group.addTask {
              await serve(client)
              connections.leave()
            }
          }
        }
      }
    } onGracefulShutdown: {
      server.channel.close(promise: nil)
    }
  }

  private func serve(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
    let place = client.channel.remoteAddress?.ipAddress ?? ""
    do {
      try await client.executeThenClose { inbound, outbound in
        var framing = MLLPFraming(bytesMax: settings.messageBytesMax)
        for try await buffer in inbound.cancelOnGracefulShutdown() {
          framing.take(buffer)
          while let message = try framing.next() {
            let answer = await intake.take(message, from: place)
            try await outbound.write(
              MLLPFraming.framed(answer.message(to: message, now: clock()))
            )
          }
        }
      }
    } catch let failure as MLLPFraming.Failure {
      logger.warning("framing lost, connection closed", metadata: ["failure": "\(failure)"])
    } catch {
      logger.debug("connection ended", metadata: ["failure": "\(error)"])
    }
  }
}

private final class CloseOnIdle: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}
