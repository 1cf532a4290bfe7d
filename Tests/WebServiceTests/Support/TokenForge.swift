import CarnetCore
import Crypto
import CryptoExtras
import Foundation

@testable import WebService

/// An issuer of Pro Santé Connect's shape with keys of its own, and whatever a forger would try.
struct TokenForge {
  static let issuer = "https://auth.example/realms/wallet"
  static let now = Instant(milliseconds: 1_790_000_000_000)

  let es256 = P256.Signing.PrivateKey()
  let rsa: _RSA.Signing.PrivateKey
  let stranger = P256.Signing.PrivateKey()

  init() throws {
    rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
  }

  func keySet() throws -> [UInt8] {
    let point = es256.publicKey.x963Representation.dropFirst()
    let primitives = try rsa.publicKey.getKeyPrimitives()
    return Array(
      """
      {"keys":[
       {"kty":"EC","crv":"P-256","kid":"ec-1","use":"sig",
        "x":"\(Base64URL.encode(point.prefix(32)))","y":"\(Base64URL.encode(point.suffix(32)))"},
       {"kty":"RSA","kid":"rsa-1","use":"sig",
        "n":"\(Base64URL.encode(primitives.modulus))","e":"\(Base64URL.encode(primitives.publicExponent))"}
      ]}
      """
      .utf8
    )
  }

  func issuer() async throws -> TokenIssuer {
    try await TokenIssuer(
      Self.issuer,
      claims: .proSanteConnect,
      audiences: ["carnet"],
      algorithms: [.ps256, .rs256, .es256],
      keySet: try keySet()
    )
  }

  func verifier() async throws -> TokenVerifier { TokenVerifier([try await issuer()]) }

  /// Members of an object in order, values as JSON: a name may stand twice.
  typealias Members = [(String, String)]

  static var header: Members { [("alg", "\"ES256\""), ("typ", "\"JWT\""), ("kid", "\"ec-1\"")] }

  static var claims: Members {
    let seconds = now.milliseconds / 1000
    return [
      ("iss", "\"\(issuer)\""), ("aud", "\"carnet\""), ("sub", "\"f:1:899700000005\""),
      ("iat", "\(seconds)"), ("nbf", "\(seconds)"), ("exp", "\(seconds + 600)"),
      ("SubjectNameID", "\"899700000005\""), ("family_name", "\"MARTIN\""),
      (
        "SubjectRefPro",
        """
        {"exercices":[{"codeProfession":"10","codeSavoirFaire":"SM26",
        "activities":[{"numeroFinessSite":"760000001","codeSecteurDactivite":"SA07"}]}]}
        """
      ),
    ]
  }

  static func with(_ members: Members, _ name: String, _ value: String?) -> Members {
    var result = members.filter { $0.0 != name }
    if let value { result.append((name, value)) }
    return result
  }

  static func text(_ members: Members) -> String {
    "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  func signed(_ header: Members = Self.header, _ claims: Members = Self.claims) throws -> String {
    try signed(text: Self.text(header), Self.text(claims))
  }

  func signed(text header: String, _ claims: String) throws -> String {
    let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
    let signature = try es256.signature(for: Data(signed.utf8)).rawRepresentation
    return signed + "." + Base64URL.encode(signature)
  }

  func signed(
    _ header: Members,
    _ claims: Members = Self.claims,
    by sign: (Data) throws -> [UInt8]
  ) rethrows -> String {
    let signed =
      Base64URL.encode(Self.text(header).utf8) + "." + Base64URL.encode(Self.text(claims).utf8)
    return signed + "." + Base64URL.encode(try sign(Data(signed.utf8)))
  }
}
