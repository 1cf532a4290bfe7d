import CarnetCore
import MedicalRecord

/// Reads IHE XDM packages (ITI TF-2 3.32): in a ZIP archive, a folder below `IHE_XDM` for each
/// submission set, with its METADATA.XML and its documents.
///
/// Each document is held against its metadata: size, SHA-1, and where it is CDA also identifier and
/// patient.
struct XDMReader {
  private let cda: CDAReader

  init(_ cda: CDAReader) { self.cda = cda }

  private static let setsMax = 64

  func read(_ bytes: [UInt8]) throws(XDMRefusal) -> [IncomingSubmission] {
    let archive: ZipReader
    do throws(ZipRefusal) {
      archive = try ZipReader(bytes)
    } catch {
      throw .archive(error)
    }
    let metadata = archive.entries.filter { entry in
      let parts = entry.name.uppercased().split(separator: "/")
      return !entry.isFolder && parts.count == 3 && parts[0] == "IHE_XDM"
        && parts[2] == "METADATA.XML"
    }
    guard !metadata.isEmpty else { throw .noMetadata }
    guard metadata.count <= Self.setsMax else { throw .tooManySets(maximum: Self.setsMax) }
    var submissions: [IncomingSubmission] = []
    for entry in metadata.sorted(by: { $0.name < $1.name }) {
      submissions.append(try submission(entry, in: archive))
    }
    return submissions
  }

  private func contents(
    _ entry: ZipReader.Entry,
    of archive: ZipReader
  ) throws(XDMRefusal) -> [UInt8] {
    do throws(ZipRefusal) {
      return try archive.contents(of: entry)
    } catch {
      throw .archive(error)
    }
  }

  private func submission(
    _ metadata: ZipReader.Entry,
    in archive: ZipReader
  ) throws(XDMRefusal) -> IncomingSubmission {
    let file = metadata.name
    let bytes = try contents(metadata, of: archive)
    let objects: RegistryObjects?
    do throws(XMLError) {
      objects = try RegistryObjects(bytes, limits: cda.limits.xml)
    } catch {
      throw .xml(error, file: file)
    }
    guard let objects else { throw .notMetadata(file: file) }
    let sets = objects.packages.filter { package in
      package.id.map(objects.submissionSets.contains) == true
        || package.identifier(XDSScheme.setUniqueID) != nil
    }
    guard sets.count == 1, let set = sets.first else {
      throw .submissionSet(found: sets.count, file: file)
    }
    guard !objects.documents.isEmpty else { throw .noDocument(file: file) }
    guard let uniqueID = set.identifier(XDSScheme.setUniqueID) else {
      throw .missing("XDSSubmissionSet.uniqueId", file: file)
    }
    let folder = String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex))
    var submission = IncomingSubmission(
      uniqueID: uniqueID,
      sourceID: set.identifier(XDSScheme.setSourceID),
      documents: []
    )
    if let time = set.value("submissionTime") {
      do throws(EnvelopeRefusal) {
        submission.submitted = try DocumentEnvelope.xdsMoment(time, "submissionTime")
      } catch {
        throw .document(error, file: file)
      }
    }
    // One file, one document: unpacking one again and again would cost the square of a package.
    var taken: Set<String> = []
    for entry in objects.documents {
      let uri = entry.values("URI").joined()
      guard taken.insert(uri).inserted else {
        throw .documentRepeated(file: String(uri.prefix(80)))
      }
    }
    for entry in objects.documents {
      submission.documents.append(
        try document(entry, set, objects, folder: folder, in: archive)
      )
    }
    return submission
  }

  private func document(
    _ entry: RegistryObject,
    _ set: RegistryObject,
    _ objects: RegistryObjects,
    folder: String,
    in archive: ZipReader
  ) throws(XDMRefusal) -> IncomingDocument {
    let uri = entry.values("URI").joined()
    guard !uri.isEmpty else { throw .missing("URI", file: "\(folder)/METADATA.XML") }
    let shown = String(uri.prefix(80))
    let path: ZipName
    do throws(ZipRefusal) {
      path = try ZipName(folder + "/" + uri)
    } catch {
      throw .outside(file: shown)
    }
    guard let file = archive[named: path.text], !file.isFolder else {
      throw .documentMissing(file: shown)
    }
    let bytes = try contents(file, of: archive)
    do throws(EnvelopeRefusal) {
      var envelope = try DocumentEnvelope(entry)
      if let patient = set.identifier(XDSScheme.setPatientID),
        patient != entry.identifier(XDSScheme.patientID)
      {
        throw .patientDiffers
      }
      readRelations(of: entry, objects, into: &envelope)
      if !objects.folders.isEmpty { envelope.findings.note(.folderIgnored, line: 0) }
      return try envelope.document(bytes, reader: cda)
    } catch {
      throw .document(error, file: shown)
    }
  }

  /// A replacement names its predecessor by the registry's own identifier, which only a document of
  /// the same package or a URN of a uniqueId lets us follow; the CDA header says it otherwise.
  private func readRelations(
    of entry: RegistryObject,
    _ objects: RegistryObjects,
    into envelope: inout DocumentEnvelope
  ) {
    guard let id = entry.id else { return }
    for association in objects.associations[id] ?? [] {
      guard let type = association["associationType"]?.split(separator: ":").last else { continue }
      let target = association["targetObject"] ?? ""
      let sibling = objects.documentsByID[target]
      let parent =
        sibling?.identifier(XDSScheme.uniqueID)
        ?? (target.hasPrefix("urn:oid:") ? String(target.dropFirst(8)) : nil)
      guard type == "RPLC", envelope.replaces == nil, let parent else {
        envelope.findings.note(.relationIgnored(String(type.prefix(20))), line: 0)
        continue
      }
      envelope.replaces = parent
    }
  }
}
