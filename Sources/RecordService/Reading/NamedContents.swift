package import CarnetCore
package import EventLog
import MedicalRecord

/// The contents that events name and that no pack holds.
package struct MissingContents: Sendable {
  package var missing: [(position: Position, record: Pseudonym)] = []
  /// Events of documents that do not open, for want of their keys mostly: what they name is not
  /// known.
  package var unopened: [Position] = []
}

extension RecordService {
  /// Holds every document that the log names against the contents there are.
  ///
  /// Reads the whole stretch and opens the events that add a document; those of erased records name
  /// nothing any more.
  ///
  /// - Parameters:
  ///   - start: the first position that is looked at.
  ///   - end: the first that is not.
  ///   - isThere: whether a pack holds a content of this name.
  package func missingContents(
    from start: UInt64 = 0,
    upTo end: UInt64,
    isThere: (Digest) throws -> Bool
  ) throws -> MissingContents {
    var result = MissingContents()
    let opener = EventOpener(opener)
    try BlockPipeline(reader)
      .run(
        from: Position(start),
        to: Position(end),
        transform: { block in
          var scratch = BodyOpener.Scratch()
          var named: [Named] = []
          for index in 0..<block.count {
            let position = block.position(index)
            guard block.types[index].rawValue == FactKind.documentAdded.rawValue,
              position.rawValue >= start, position.rawValue < end
            else { continue }
            let name: Digest?
            do throws(BodyOpener.Failure) {
              guard case .body(let body) = try opener.content(block, index, &scratch),
                case .documentAdded(let added)? = body.fact
              else { continue }
              name = Digest(bytes: Array(added.content))
              if name == nil { continue }
            } catch {
              name = nil
            }
            named.append(Named(position: position, record: block.records[index], content: name))
          }
          return named
        },
        consume: { named in
          for one in named {
            guard let content = one.content else {
              result.unopened.append(one.position)
              continue
            }
            if try !isThere(content) { result.missing.append((one.position, one.record)) }
          }
        }
      )
    return result
  }
}

/// A content that an event names; nil where the event does not open.
private struct Named: Sendable {
  var position: Position
  var record: Pseudonym
  var content: Digest?
}
