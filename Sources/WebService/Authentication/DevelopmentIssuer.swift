package import CarnetCore
import Crypto
import Foundation
package import RecordService
import Vault

/// The issuer of `carnet token`, for development on one machine: its key stands sealed among the
/// keys, and only `carnet serve --development-tokens` on loopback accepts what it signs.
package struct DevelopmentIssuer: Sendable {
  package static let name = "urn:carnet:development"
  package static let audience = "carnet"
  package static let lifeSecondsMax = 12 * 3600
  private static let use = "development-tokens"
  private static let file = "development.key"

  private let key: Curve25519.Signing.PrivateKey

  /// The key of the data directory, made when there is none yet or none that opens.
  package init(_ service: RecordService) throws {
    let path = service.directory.keys.appending(Self.file)
    if try service.fileSystem.exists(path) {
      do {
        let seed = try SealedFile.load(Self.use, at: path, service.keys, service.fileSystem)
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        return
      } catch VaultFailure.sealedFileDamaged {
        // Sealed under a root key that is gone: tokens of minutes are worth a new key.
      }
    }
    key = Curve25519.Signing.PrivateKey()
    try SealedFile.save(
      Array(key.rawRepresentation),
      as: Self.use,
      at: path,
      service.keys,
      service.fileSystem
    )
  }

  private var keyID: String {
    Base64URL.encode(SHA256.hash(data: key.publicKey.rawRepresentation).prefix(12))
  }

  /// Accepts what this signs.
  package func issuer() async throws -> TokenIssuer {
    let jwk = JSONText.object([
      ("kty", "\"OKP\""), ("crv", "\"Ed25519\""), ("kid", JSONText.string(keyID)),
      ("x", JSONText.string(Base64URL.encode(key.publicKey.rawRepresentation))),
    ])
    return try await TokenIssuer(
      Self.name,
      claims: .development,
      audiences: [Self.audience],
      algorithms: [.edDSA],
      keySet: Array(JSONText.object([("keys", "[\(jwk)]")]).utf8)
    )
  }

  /// Signs a token.
  ///
  /// - Parameters:
  ///   - subject: who it is about.
  ///   - seconds: how long it lives.
  ///   - now: when it begins.
  /// - Returns: the token in its compact form.
  package func token(
    for subject: DevelopmentSubject,
    seconds: Int,
    now: Instant
  ) throws -> String {
    let start = now.milliseconds / 1000
    let header = JSONText.object([
      ("alg", "\"EdDSA\""), ("typ", "\"JWT\""), ("kid", JSONText.string(keyID)),
    ])
    let claims = JSONText.object(
      [
        ("iss", JSONText.string(Self.name)), ("aud", JSONText.string(Self.audience)),
        ("iat", "\(start)"), ("nbf", "\(start)"), ("exp", "\(start + Int64(seconds))"),
        ("jti", JSONText.string(Hex.encode(UInt64.random(in: 0...UInt64.max)))),
      ] + subject.claims
    )
    let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
    let signature = try key.signature(for: Data(signed.utf8))
    return signed + "." + Base64URL.encode(signature)
  }
}

/// Whom a development token is about.
package struct DevelopmentSubject: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case professional
    case patient
    case structure
    case auditor
    case `operator`
    case cpam
  }

  package var kind: Kind
  package var identifier: String
  package var profession = "G15_10/SM26"
  package var structure = ""
  package var sector = ""
  package var name = ""
  package var isRegulator = false
  /// OID of the authority that gave a patient's number; the register's own if empty.
  package var authority = ""

  package init(_ kind: Kind, identifier: String) {
    self.kind = kind
    self.identifier = identifier
  }

  var claims: [(String, String)] {
    var claims = [
      ("sub", JSONText.string(identifier)), ("carnet_kind", JSONText.string(kind.rawValue)),
      ("acr", "\"development\""),
    ]
    switch kind {
    case .professional: claims += professionalClaims
    case .patient:
      claims.append(("ins", JSONText.string(identifier)))
      if !authority.isEmpty { claims.append(("ins_authority", JSONText.string(authority))) }
    case .structure: claims.append(("SubjectOrganizationID", JSONText.string(identifier)))
    case .auditor, .operator, .cpam:
      claims.append(("carnet_role", JSONText.string(kind.rawValue)))
      claims.append(("name", JSONText.string(name)))
      if !structure.isEmpty { claims.append(("SubjectOrganizationID", JSONText.string(structure))) }
    }
    return claims
  }

  /// In the shape of Pro Santé Connect.
  private var professionalClaims: [(String, String)] {
    var code = Substring(profession)
    if code.hasPrefix("G15_") { code = code.dropFirst(4) }
    let parts = code.split(separator: "/", maxSplits: 1)
    var activity = [("codeSecteurDactivite", JSONText.string(sector))]
    if structure.hasPrefix("1") {
      activity.append(("numeroFinessSite", JSONText.string(String(structure.dropFirst()))))
    } else if structure.hasPrefix("3") {
      activity.append(("numeroSiretSite", JSONText.string(String(structure.dropFirst()))))
    } else {
      activity.append(("identifiantTechniqueDeLaStructure", JSONText.string(structure)))
    }
    let exercise = JSONText.object([
      ("codeProfession", JSONText.string(parts.first.map(String.init) ?? "")),
      ("codeSavoirFaire", JSONText.string(parts.count > 1 ? String(parts[1]) : "")),
      ("activities", JSONText.array([JSONText.object(activity)])),
    ])
    return [
      ("SubjectNameID", JSONText.string(identifier)), ("family_name", JSONText.string(name)),
      ("SubjectRefPro", JSONText.object([("exercices", JSONText.array([exercise]))])),
      ("Acces_Regulation_Medicale", isRegulator ? "\"VRAI\"" : "\"FAUX\""),
    ]
  }
}
