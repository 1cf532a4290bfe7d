import CarnetCore
import Interop
package import SystemPackage

/// What is wrong with a configuration file, for people.
package struct ConfigurationProblem: Error, Sendable {
  package var french: String
  package var english: String

  init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }
}

extension ServiceConfiguration {
  /// Reads the JSON file of `carnet serve --config`; a member that is not known is an error, so that
  /// nothing is believed to be configured that is not.
  ///
  /// - Parameters:
  ///   - file: the file's bytes.
  ///   - folder: what paths in it are relative to.
  package init(file: [UInt8], in folder: FilePath) async throws {
    self.init()
    let value: JSONValue
    do {
      value = try JSONValue(file)
    } catch {
      throw ConfigurationProblem("\(error)", "\(error)")
    }
    let members = try Members(value, "")
    try members.check([
      "address", "port", "publicBase", "audience", "tls", "issuers", "limits", "clockSeconds",
      "checkpointSeconds", "mllp", "witnesses", "signIn",
    ])
    if let text = try members.text("address") { address = text }
    if let number = try members.number("port", 0...65_535) { port = number }
    publicBase = try members.text("publicBase")
    if let text = try members.text("audience") { audience = text }
    clockSeconds = try members.number("clockSeconds", 1...86_400)
    if let number = try members.number("checkpointSeconds", 1...86_400) {
      checkpointSeconds = number
    }
    witnesses = try members.texts("witnesses") ?? []
    if let item = members.value("tls") { tls = try TLSSettings(Members(item, "tls."), folder) }
    if let item = members.value("mllp") { mllp = try MLLPSettings(Members(item, "mllp.")) }
    if let item = members.value("limits") { try limits.take(Members(item, "limits.")) }
    for (index, item) in (members.value("issuers")?.items ?? []).enumerated() {
      issuers.append(
        try await TokenIssuer(Members(item, "issuers[\(index)]."), folder, audience: audience)
      )
    }
    for (index, item) in (members.value("signIn")?.items ?? []).enumerated() {
      signIn.append(try OIDCSettings(Members(item, "signIn[\(index)]."), folder))
    }
  }
}

extension OIDCSettings {
  fileprivate init(_ members: Members, _ folder: FilePath) throws {
    try members.check([
      "issuer", "label", "clientID", "clientSecretFile", "claims", "scopes", "level", "algorithms",
    ])
    self.init(
      try members.need("issuer", members.text("issuer")),
      label: try members.need("label", members.text("label")),
      clientID: try members.need("clientID", members.text("clientID")),
      claims: try members.claimsForm()
    )
    if let texts = try members.texts("scopes") { scopes = texts }
    if !scopes.contains("openid") { scopes.insert("openid", at: 0) }
    level = try members.text("level")
    if let chosen = try members.algorithms() { algorithms = chosen }
    if let file = try members.text("clientSecretFile") {
      do {
        let bytes = try RealFileSystem().readAll(folder.pushing(FilePath(file)), limit: 4096)
        clientSecret = String(decoding: bytes, as: UTF8.self).trimming(while: \.isWhitespace)
      } catch {
        throw ConfigurationProblem(
          "\(file) ne se lit pas : \(error)",
          "\(file) cannot be read: \(error)"
        )
      }
    }
  }
}

/// The members of one object of the file.
private struct Members {
  private let members: [String: JSONValue]
  let place: String

  init(_ value: JSONValue, _ place: String) throws {
    guard case .object(let members) = value else {
      throw ConfigurationProblem("\(place) attend un objet", "\(place) expects an object")
    }
    self.members = members
    self.place = place
  }

  func check(_ known: Set<String>) throws {
    if let name = members.keys.sorted().first(where: { !known.contains($0) }) {
      let list = known.sorted().joined(separator: ", ")
      throw ConfigurationProblem(
        "« \(place)\(name) » n'est pas connu : \(list)",
        "\"\(place)\(name)\" is not known: \(list)"
      )
    }
  }

  func value(_ name: String) -> JSONValue? { members[name] }

  func text(_ name: String) throws -> String? {
    guard let value = members[name] else { return nil }
    guard let text = value.text, !text.isEmpty else {
      throw ConfigurationProblem(
        "« \(place)\(name) » attend un texte",
        "\"\(place)\(name)\" expects a text"
      )
    }
    return text
  }

  func texts(_ name: String) throws -> [String]? {
    guard let value = members[name] else { return nil }
    guard let texts = value.texts else {
      throw ConfigurationProblem(
        "« \(place)\(name) » attend des textes",
        "\"\(place)\(name)\" expects texts"
      )
    }
    return texts
  }

  func flag(_ name: String) throws -> Bool? {
    guard let value = members[name] else { return nil }
    guard case .bool(let flag) = value else {
      throw ConfigurationProblem(
        "« \(place)\(name) » attend true ou false",
        "\"\(place)\(name)\" expects true or false"
      )
    }
    return flag
  }

  func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
    guard let value = members[name] else { return nil }
    guard let number = value.integer.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      throw ConfigurationProblem(
        "« \(place)\(name) » attend un nombre de \(range.lowerBound) à \(range.upperBound)",
        "\"\(place)\(name)\" expects a number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return number
  }

  func need<T>(_ name: String, _ value: T?) throws -> T {
    guard let value else {
      throw ConfigurationProblem("« \(place)\(name) » manque", "\"\(place)\(name)\" is missing")
    }
    return value
  }
}

extension Members {
  func claimsForm() throws -> TokenIssuer.ClaimsForm {
    guard let form = TokenIssuer.ClaimsForm(rawValue: try need("claims", text("claims"))),
      form != .development
    else {
      throw ConfigurationProblem(
        "« \(place)claims » accepte pro-sante-connect, patients, staff",
        "\"\(place)claims\" accepts pro-sante-connect, patients, staff"
      )
    }
    return form
  }

  func algorithms() throws -> Set<TokenIssuer.Algorithm>? {
    guard let names = try texts("algorithms") else { return nil }
    var algorithms: Set<TokenIssuer.Algorithm> = []
    for name in names {
      guard let algorithm = TokenIssuer.Algorithm(rawValue: name), algorithm != .edDSA else {
        throw ConfigurationProblem(
          "« \(place)algorithms » accepte PS256, RS256, ES256",
          "\"\(place)algorithms\" accepts PS256, RS256, ES256"
        )
      }
      algorithms.insert(algorithm)
    }
    return algorithms
  }
}

extension TLSSettings {
  fileprivate init(_ members: Members, _ folder: FilePath) throws {
    try members.check(["certificate", "key", "clientCA", "requireClientCertificate"])
    self.init(
      certificates: folder.pushing(
        FilePath(try members.need("certificate", members.text("certificate")))
      ),
      key: folder.pushing(FilePath(try members.need("key", members.text("key"))))
    )
    clientAuthorities = try members.text("clientCA").map { folder.pushing(FilePath($0)) }
    requiresClientCertificate = try members.flag("requireClientCertificate") ?? false
  }
}

extension MLLPSettings {
  fileprivate init(_ members: Members) throws {
    try members.check(["address", "port", "channel", "consentGiven", "connections", "messageBytes"])
    self.init(port: try members.need("port", members.number("port", 0...65_535)))
    if let text = try members.text("address") { address = text }
    if let text = try members.text("channel") { channel = text }
    consentGiven = try members.flag("consentGiven") ?? false
    if let number = try members.number("connections", 1...1024) { connectionsMax = number }
    if let number = try members.number("messageBytes", 1024...(96 << 20)) {
      messageBytesMax = number
    }
  }
}

extension ServiceLimits {
  fileprivate mutating func take(_ members: Members) throws {
    try members.check([
      "bodyBytes", "headerBytes", "targetBytes", "queryParameters", "pageCount", "requestSeconds",
      "bodySeconds", "idleSeconds", "connections", "requests", "actorPerSecond", "actorBurst",
      "recordPerSecond", "recordBurst", "refusedTokensPerSecond", "refusedTokensBurst",
      "recordMegabytes",
    ])
    func take(_ name: String, _ range: ClosedRange<Int>, _ field: inout Int) throws {
      if let number = try members.number(name, range) { field = number }
    }
    func take(_ name: String, _ field: inout Double) throws {
      if let number = try members.number(name, 1...1_000_000) { field = Double(number) }
    }
    try take("bodyBytes", 1024...(1 << 30), &bodyBytesMax)
    try take("headerBytes", 1024...(1 << 20), &headerBytesMax)
    try take("targetBytes", 256...(1 << 16), &targetBytesMax)
    try take("queryParameters", 1...1000, &queryParametersMax)
    try take("pageCount", 1...1000, &pageCountMax)
    try take("requestSeconds", 1...3600, &requestSeconds)
    try take("bodySeconds", 1...3600, &bodySeconds)
    try take("idleSeconds", 1...3600, &idleSeconds)
    try take("connections", 1...100_000, &connectionsMax)
    try take("requests", 1...100_000, &requestsMax)
    try take("actorPerSecond", &actorRate.perSecond)
    try take("actorBurst", &actorRate.burst)
    try take("recordPerSecond", &recordRate.perSecond)
    try take("recordBurst", &recordRate.burst)
    try take("refusedTokensPerSecond", &refusedTokenRate.perSecond)
    try take("refusedTokensBurst", &refusedTokenRate.burst)
    if let number = try members.number("recordMegabytes", 16...1_048_576) {
      recordBytesMax = number << 20
    }
  }
}

extension TokenIssuer {
  fileprivate init(_ members: Members, _ folder: FilePath, audience: String) async throws {
    try members.check(["issuer", "claims", "audiences", "algorithms", "keys", "keysFile"])
    let name = try members.need("issuer", members.text("issuer"))
    let claims = try members.claimsForm()
    let algorithms = try members.algorithms() ?? [.ps256, .rs256, .es256]
    var keySet: [UInt8]
    if let file = try members.text("keysFile") {
      do {
        keySet = try RealFileSystem().readAll(folder.pushing(FilePath(file)), limit: 1 << 20)
      } catch {
        throw ConfigurationProblem(
          "\(file) ne se lit pas : \(error)",
          "\(file) cannot be read: \(error)"
        )
      }
    } else {
      let inline = try members.need("keys", members.value("keys"))
      keySet = Array(JSONText.encoded(inline).utf8)
    }
    do {
      try await self.init(
        name,
        claims: claims,
        audiences: Set(try members.texts("audiences") ?? [audience]),
        algorithms: algorithms,
        keySet: keySet
      )
    } catch let problem as ConfigurationProblem {
      throw problem
    } catch {
      throw ConfigurationProblem(
        "les clés de \(name) ne conviennent pas : \(error)",
        "the keys of \(name) do not do: \(error)"
      )
    }
    keySet = []
  }
}

extension JSONText {
  /// A value that was read, written again.
  static func encoded(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): string(text)
    case .array(let items): array(items.map(encoded))
    case .object(let members):
      object(members.sorted { $0.key < $1.key }.map { ($0.key, encoded($0.value)) })
    }
  }
}
