import CarnetCore
import Hummingbird
import Interop
import MedicalRecord
import Pages
import RecordService

/// What holders file themselves: class 90 and the types that are theirs (domain 2).
extension PatientPages {
  static let fileBytesMax = 20_000_000
  private static let typeSystem = "1.2.250.1.213.1.1.4.12"

  var addingRoutes: [Route] {
    [site.get("/my/add", .patient, adding), site.post("/my/add", .patient, add)]
  }

  /// The types that a patient may write, the commonest first.
  private static let types = [
    "EXPPAT_2", "DOCPAT05", "DOCPAT03", "DOCPAT04", "DOCPAT02", "DOCPAT07", "DOCPAT06", "DOCPAT09",
    "EXPPAT_3", "EXPPAT_1",
  ]

  private struct Typed: Sendable {
    var type: String
    var title: String
    var day: String
  }

  @Sendable private func adding(_ visit: Visit) async throws -> Response {
    let holding = try await visit.desk.holding(of: visit.caller)
    guard holding.standing == .active else { return visit.go("/my") }
    let typed = visit.session.shelved("my.add", as: Typed.self)
    let asked = typed?.type ?? visit.call.query["type"] ?? ""
    let tables = try CodeTables.standard()
    let model = PatientAddPage(
      number: "\(UInt128.random(in: 1...UInt128.max))",
      kinds: Self.types.map { code in
        let label = tables.label(ofType: Code(system: Self.typeSystem, code: code)) ?? code
        return PatientAddPage.Kind(code, label, isChosen: code == asked)
      },
      title: typed?.title ?? "",
      day: typed?.day ?? "",
      sizeMax: visit.text.bytes(Self.fileBytesMax),
      isSecret: visit.session.isSecret,
      isMinor: holding.isMinor
    )
    return try Self.page(visit, visit.say("Ajouter un document", "Add a document"), model)
  }

  @Sendable private func add(_ visit: Visit) async throws -> Response {
    let form = visit.form
    visit.session.shelve(
      "my.add",
      Typed(type: form["type"] ?? "", title: form["title"] ?? "", day: form["day"] ?? "")
    )
    guard let file = form.file("file"), !file.bytes.isEmpty else {
      return visit.back("/my/add", error: "Choisissez un fichier.", "Choose a file.")
    }
    guard file.bytes.count <= Self.fileBytesMax else {
      let (size, limit) = (file.bytes.count, Self.fileBytesMax)
      return visit.back(
        "/my/add",
        error: "Ce fichier fait \(visit.text.bytes(size)) : \(visit.text.bytes(limit)) au plus.",
        "This file has \(visit.text.bytes(size)): \(visit.text.bytes(limit)) at most."
      )
    }
    guard let mediaType = Self.mediaType(of: file.bytes) else {
      return visit.back(
        "/my/add",
        error: "Ni un PDF, ni une image JPEG, ni du texte : convertissez-le d'abord.",
        "This file is no PDF, JPEG image or text: convert it first."
      )
    }
    guard let type = form["type"], Self.types.contains(type), let title = form["title"],
      title.count <= 200
    else {
      return visit.back(
        "/my/add",
        error: "Donnez la nature et un titre de 200 caractères au plus.",
        "Give the kind and a title of 200 characters at most."
      )
    }
    var day: CalendarDay?
    if let text = form["day"] {
      day = CalendarDay(text)
      if day == nil {
        return visit.back("/my/add", error: "La date est mal formée.", "The date is malformed.")
      }
    }
    do {
      let document = try Self.document(visit, file.bytes, mediaType, type, title, day)
      let written = try await visit.desk.deposit(
        IncomingSubmission(submitted: visit.service.clock(), documents: [document]),
        into: try Self.own(visit),
        by: visit.caller
      )
      visit.session.shelve("my.add", nil)
      guard let first = written.value.first else { return visit.go("/my") }
      return visit.go(
        "/my/documents/\(first.number)",
        saying: "Ajouté à votre dossier.",
        "Added to your record."
      )
    } catch {
      return try visit.back("/my/add", error)
    }
  }

  /// What a file is by its first bytes, whatever its sender calls it; nil for what is not taken.
  static func mediaType(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("%PDF-".utf8)) { return "application/pdf" }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
    guard let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: isControl)
    else { return nil }
    return "text/plain"
  }

  /// Control characters that no text file has: all but tab, line ends and form feed.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && ![9, 10, 12, 13].contains(scalar.value)
  }

  private static func document(
    _ visit: Visit,
    _ bytes: [UInt8],
    _ mediaType: String,
    _ type: String,
    _ title: String,
    _ day: CalendarDay?
  ) throws -> IncomingDocument {
    guard case .patient(let ins, let name) = visit.session.identity else {
      throw WebRefusal.notYourPage
    }
    var author = DocumentAuthor()
    author.identifier = try .other(
      InstanceIdentifier(ins.authority.oid, extension: ins.description)
    )
    author.family = name.isEmpty ? nil : name
    // A UUID as an OID (ITU-T X.667); of the form, so that one sent twice is filed once.
    let number = visit.form["number"].flatMap { UInt128($0) } ?? 0
    var metadata = DocumentMetadata(
      uniqueID: "2.25.\(number == 0 ? UInt128.random(in: 1...UInt128.max) : number)",
      title: title,
      type: Code(system: typeSystem, code: type),
      confidentiality: [],
      creationTime: visit.service.clock(),
      language: visit.language == .french ? "fr-FR" : "en-GB",
      authors: [author],
      mediaType: mediaType
    )
    metadata.classCode = try CodeTables.standard().documentClass(ofType: metadata.type)
    metadata.serviceStart = day.map {
      Instant(milliseconds: Int64($0.daysSinceEpoch) * 86_400_000)
    }
    var document = IncomingDocument(
      identity: PatientIdentity(ins: ins, birthName: "", sex: .unknown),
      metadata: metadata,
      content: bytes,
      form: .file
    )
    if visit.form.isOn("hide") { document.hiddenFrom.insert(.professionals) }
    if visit.form.isOn("secret") || visit.session.isSecret {
      document.hiddenFrom.insert(.representatives)
    }
    return document
  }
}
