import Audit
import CarnetCore
import EventLog
import HTTPTypes
import Hummingbird
import Ledger
import RecordService

/// The log for anyone (C2SP tlog-tiles, tlog-proof): signed heads, tiles, proofs.
///
/// Entries are envelopes: pseudonyms, types and times, no word of what happened.
struct ProofRoutes: Sendable {
  let service: RecordService
  let heads: SignedHeads

  var routes: [Route] {
    [checkpoint, tile, proof, consistency, cosignatures]
  }

  private var checkpoint: Route {
    Route(
      method: .get,
      path: RoutePath("/checkpoint"),
      family: .proofs,
      access: .anyone,
      summary: Words("La dernière tête signée du journal", "The newest signed head of the log"),
      parameters: [
        FHIRRoutes.parameter(
          "cosigned",
          "true : la dernière tête qu'un témoin configuré a cosignée",
          "true: the last head that a configured witness cosigned"
        )
      ],
      answers: [(200, ["text/plain"], Words("tête signée (C2SP)", "signed note (C2SP)"))]
    ) { call in
      let head: SignedNote?
      switch call.query["cosigned"] {
      case nil, "false": head = try await heads.head()
      case "true": head = await heads.cosigned()
      default:
        throw WebRefusal.malformed("cosigned accepte true, false", "cosigned accepts true, false")
      }
      guard let head else { throw WebRefusal.notFound }
      return .text(head.encoded).cached("no-cache")
    }
  }

  private var tile: Route {
    Route(
      method: .get,
      path: RoutePath("/tile/{tile…}"),
      family: .proofs,
      access: .anyone,
      summary: Words(
        "Une tuile de hachages ou d'entrées (tlog-tiles)",
        "A tile of hashes or entries (tlog-tiles)"
      ),
      parameters: [
        .init(
          name: "tile",
          place: .path,
          words: Words(
            "<niveau>/<indice>[.p/<largeur>] ou entries/<indice>[.p/<largeur>]",
            "<level>/<index>[.p/<width>] or entries/<index>[.p/<width>]"
          ),
          isRequired: true
        )
      ],
      answers: [
        (200, ["application/octet-stream"], Words("les octets de la tuile", "the tile's bytes"))
      ]
    ) { call in
      guard let path = TilePath("tile/" + call.value("tile")) else { throw WebRefusal.unknownPath }
      guard path.isComplete(inSize: try LogFeed(service).size()) else { throw WebRefusal.notFound }
      let bytes = try bytes(of: path)
      let isWhole = path.width == TileGeometry.width
      return Response.bytes(bytes, type: "application/octet-stream")
        .cached(isWhole ? "public, max-age=31536000, immutable" : "public, max-age=3600")
    }
  }

  private func bytes(of path: TilePath) throws -> [UInt8] {
    let first = path.index * UInt64(TileGeometry.width)
    switch path.content {
    case .hashes(let level):
      let height = level * TileGeometry.height
      guard height <= TileGeometry.highestLevel else { throw WebRefusal.notFound }
      return try service.tree.hashes(level: height, from: first, count: path.width)
        .flatMap(\.bytes)
    case .entries:
      var bytes: [UInt8] = []
      let cursor = try service.reader.cursor(from: Position(first))
      var next = first
      while next < first + UInt64(path.width), let block = try cursor.next(bytesMax: 1) {
        let end = min(block.endPosition.rawValue, first + UInt64(path.width))
        for position in next..<end {
          let envelope = block.envelope(Int(position - block.firstPosition.rawValue)).bytes
          bytes += [UInt8(envelope.count >> 8), UInt8(envelope.count & 0xff)]
          bytes += envelope
        }
        next = end
      }
      return bytes
    }
  }

  private static let positionParameter = Route.Parameter(
    name: "position",
    place: .path,
    words: Words("position d'un événement, à partir de 0", "an event's position, from 0"),
    isRequired: true,
    schema: #"{"type":"integer","minimum":0}"#
  )

  private var proof: Route {
    Route(
      method: .get,
      path: RoutePath("/proof/{position}"),
      family: .proofs,
      access: .anyone,
      summary: Words(
        "La preuve qu'un événement est dans le journal",
        "The proof that an event is in the log"
      ),
      parameters: [Self.positionParameter],
      answers: [
        (200, ["text/plain"], Words("fichier .tlog-proof (C2SP)", ".tlog-proof file (C2SP)"))
      ]
    ) { call in
      guard let number = UInt64(call.value("position")), number < UInt64.max else {
        throw WebRefusal.malformed("une position est un nombre", "a position is a number")
      }
      guard number < (try service.reader.readableSize()),
        let head = try await heads.head(covering: number + 1)
      else { throw WebRefusal.notFound }
      let proof = try service.proof(of: Position(number), under: head)
      return .text(proof.encoded).cached("public, max-age=3600")
    }
  }

  private var consistency: Route {
    Route(
      method: .get,
      path: RoutePath("/consistency/{position}"),
      family: .proofs,
      access: .anyone,
      summary: Words(
        "La preuve que le journal prolonge la tête de cette taille que vous aviez gardée",
        "The proof that the log extends the head of this size that you kept"
      ),
      parameters: [Self.positionParameter],
      answers: [
        (
          200, ["text/plain"],
          Words(
            "old <taille>, la preuve, une ligne vide, la dernière tête : prêt pour un témoin (tlog-witness add-checkpoint)",
            "old <size>, the proof, an empty line, the newest head: ready for a witness (tlog-witness add-checkpoint)"
          )
        )
      ]
    ) { call in
      guard let size = UInt64(call.value("position")) else {
        throw WebRefusal.malformed("une taille est un nombre", "a size is a number")
      }
      guard let head = try await heads.head(covering: size) else { throw WebRefusal.notFound }
      let end = try Checkpoint(parsing: head.text).size
      guard size <= end else { throw WebRefusal.notFound }
      let proof = try service.tree.consistency(from: size, to: end)
      let lines = proof.path.map { Base64Text.encode($0.bytes) + "\n" }.joined()
      return .text("old \(size)\n\(lines)\n\(head.encoded)").cached("no-cache")
    }
  }

  private var cosignatures: Route {
    Route(
      method: .post,
      path: RoutePath("/witness/cosignatures"),
      family: .proofs,
      access: .anyone,
      summary: Words(
        "Ajoute la cosignature d'un témoin configuré à la dernière tête",
        "Adds a configured witness's cosignature to the newest head"
      ),
      takes: ["text/plain"],
      answers: [
        (200, ["text/plain"], Words("la tête avec ses cosignatures", "the head, cosigned")),
        (409, ["application/problem+json"], Words("une autre tête", "another head")),
      ]
    ) { call in
      guard call.body.count <= 8192, let lines = String(validating: call.body, as: UTF8.self) else {
        throw WebRefusal.malformed("des lignes de signature", "signature lines")
      }
      do {
        return .text(try await heads.add(lines).encoded)
      } catch let refusal as SignedHeads.CosignatureRefusal {
        throw Self.words(refusal)
      }
    }
  }

  private static func words(_ refusal: SignedHeads.CosignatureRefusal) -> WebRefusal {
    switch refusal {
    case .anotherHead(let size):
      WebRefusal(
        .conflict,
        .conflict,
        "la dernière tête est de taille \(size) : signez celle de /checkpoint",
        "the newest head has size \(size): sign the one of /checkpoint"
      )
    case .unknownWitness:
      WebRefusal(
        .forbidden,
        .forbidden,
        "ce témoin n'est pas configuré ou a déjà signé cette tête",
        "this witness is not configured, or has signed this head already"
      )
    case .bad:
      .malformed(
        "ce ne sont pas des lignes de signature (C2SP signed-note)",
        "these are no signature lines (C2SP signed-note)"
      )
    }
  }
}
