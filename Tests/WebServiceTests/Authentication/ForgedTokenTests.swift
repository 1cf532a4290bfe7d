import CarnetCore
import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import WebService

/// Every way in which a token can be wrong, several hundred of them (reliability.md 5.2; RFC 8725).
@Suite("Forged tokens")
struct ForgedTokenTests {
  let forge: TokenForge

  init() throws { forge = try TokenForge() }

  init(_ forge: TokenForge) { self.forge = forge }

  /// All of them.
  func forgeries() throws -> [String] {
    try (wrongHeaders() + wrongClaims() + wrongSignatures() + wrongSpellings()).map(\.1)
  }

  @Test func `a token of the issuer names the professional and the one activity`() async throws {
    let verifier = try await forge.verifier()
    let verified = try verifier.verify(try forge.signed(), now: TokenForge.now)
    let caller = try AuthenticatedCaller(
      verified,
      activity: nil,
      request: RequestName(nil, parent: nil)
    )
    #expect(caller.caller.actor.identifierText == "899700000005")
    #expect(caller.caller.actor.profession == "G15_10/SM26")
    #expect(caller.caller.actor.structureIdentifier == "1760000001")
  }

  @Test func `tokens signed with RSA are accepted in both paddings`() async throws {
    let verifier = try await forge.verifier()
    for name in ["RS256", "PS256"] {
      let token = try rsa(name)
      #expect(throws: Never.self) { _ = try verifier.verify(token, now: TokenForge.now) }
    }
  }

  @Test func `a token that was right is refused when its time is over, however often it was used`()
    async throws
  {
    let verifier = try await forge.verifier()
    let token = try forge.signed()
    for _ in 0..<3 { _ = try verifier.verify(token, now: TokenForge.now) }
    let later = Instant(milliseconds: TokenForge.now.milliseconds + 661_000)
    for _ in 0..<2 {
      #expect(throws: TokenRefusal.expired) { try verifier.verify(token, now: later) }
    }
    let before = Instant(milliseconds: TokenForge.now.milliseconds - 61_000)
    _ = try verifier.verify(token, now: TokenForge.now)
    #expect(throws: TokenRefusal.self) { try verifier.verify(token, now: before) }
  }

  @Test func `a token that differs in one character from one in use is refused`() async throws {
    let verifier = try await forge.verifier()
    let token = try forge.signed()
    _ = try verifier.verify(token, now: TokenForge.now)
    let end = token.index(before: token.endIndex)
    for place in [end, token.index(token.endIndex, offsetBy: -20)] {
      var other = token
      other.replaceSubrange(place...place, with: token[place] == "A" ? "Q" : "A")
      #expect(throws: TokenRefusal.self) { try verifier.verify(other, now: TokenForge.now) }
    }
  }

  @Test func `no more tokens are remembered than there is room for`() async throws {
    let tokens = VerifiedTokens(tokensMax: 2)
    let verifier = try await forge.verifier()
    let verified = try verifier.verify(try forge.signed(), now: TokenForge.now)
    for number in 0..<5 {
      tokens.keep(verified, VerifiedTokens.name(Array("\(number)".utf8)), now: TokenForge.now)
      #expect(tokens.count <= 2)
    }
    #expect(tokens[VerifiedTokens.name(Array("4".utf8))] != nil)
  }

  @Test func `three hundred forged tokens are refused, each for its reason`() async throws {
    let verifier = try await forge.verifier()
    var forged: [(TokenRefusal?, String)] = []
    forged += try wrongHeaders()
    forged += try wrongClaims()
    forged += try wrongSignatures()
    forged += try wrongSpellings()
    #expect(forged.count >= 300)
    #expect(Set(forged.map(\.1)).count >= 300, "they differ")
    for (reason, token) in forged {
      do {
        _ = try AuthenticatedCaller(
          verifier.verify(token, now: TokenForge.now),
          activity: nil,
          request: RequestName(nil, parent: nil)
        )
        Issue.record("accepted: \(token.prefix(200))")
      } catch let refusal as TokenRefusal {
        if let reason { #expect(refusal == reason, "\(token.prefix(120))") }
      }
    }
  }

  private func rsa(_ name: String, keyID: String = "rsa-1") throws -> String {
    let header: TokenForge.Members = [
      ("alg", "\"\(name)\""), ("typ", "\"JWT\""), ("kid", "\"\(keyID)\""),
    ]
    return try forge.signed(header) { data in
      let padding: _RSA.Signing.Padding = name == "PS256" ? .PSS : .insecurePKCS1v1_5
      return Array(
        try forge.rsa.signature(for: SHA256.hash(data: data), padding: padding).rawRepresentation
      )
    }
  }

  private func wrongHeaders() throws -> [(TokenRefusal?, String)] {
    let header = TokenForge.header
    var forged: [(TokenRefusal?, String)] = []
    func add(_ reason: TokenRefusal?, _ name: String, _ value: String?) throws {
      forged.append((reason, try forge.signed(TokenForge.with(header, name, value))))
    }
    for name in [
      "none", "None", "NONE", "nOnE", "HS256", "HS384", "HS512", "ES384", "ES512", "EdDSA",
      "RS384", "RS512", "PS384", "PS512", "es256", "ES256 ", "ES256K", "A128KW", "dir", "",
    ] {
      try add(.algorithmNotAllowed, "alg", "\"\(name)\"")
    }
    for value in ["null", "1", "true", "[]", "{}", "[\"ES256\"]"] {
      try add(.algorithmNotAllowed, "alg", value)
    }
    // The right key under an algorithm that is not its own.
    try add(.algorithmNotAllowed, "alg", nil)
    try add(.algorithmNotAllowed, "kid", "\"rsa-1\"")
    for keyID in [
      "ec-2", "EC-1", "ec-1 ", " ec-1", "", "../ec-1", "ec-1\\u0000", "' OR 1=1 --",
      "/dev/null", "https://evil.example/key", "ec-1/../../x", "%65c-1",
    ] {
      try add(.unknownKey, "kid", "\"\(keyID)\"")
    }
    for value in ["null", "1", "[\"ec-1\"]", "{}"] { try add(.unknownKey, "kid", value) }
    try add(.unknownKey, "kid", nil)
    for value in ["[]", "[\"exp\"]", "[\"b64\"]", "null", "\"exp\"", "{}"] {
      try add(.criticalHeader, "crit", value)
    }
    for type in ["JWE", "dpop+jwt", "logout+jwt", "id_token", "", "JWT ", "secevent+jwt"] {
      try add(.wrongType, "typ", "\"\(type)\"")
    }
    try add(.wrongType, "typ", nil)
    for (name, value) in [
      ("cty", "\"JWT\""), ("enc", "\"A128GCM\""), ("zip", "\"DEF\""), ("b64", "false"),
    ] {
      try add(.wrongType, name, value)
    }
    // Twice the same name: two readers could see two tokens.
    for name in ["alg", "kid", "typ"] {
      forged.append(
        (.malformedHeader, try forge.signed(header + [(name, "\"other\"")], TokenForge.claims))
      )
    }
    for text in ["", "[]", "null", "\"x\"", "{", "{}x", "{\"alg\":}", "\u{feff}{}"] {
      forged.append((nil, try forge.signed(text: text, TokenForge.text(TokenForge.claims))))
    }
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    try add(.malformedHeader, "x", deep)
    return forged
  }

  private func wrongClaims() throws -> [(TokenRefusal?, String)] {
    let claims = TokenForge.claims
    let seconds = TokenForge.now.milliseconds / 1000
    var forged: [(TokenRefusal?, String)] = []
    func add(_ reason: TokenRefusal?, _ name: String, _ value: String?) throws {
      forged.append(
        (reason, try forge.signed(TokenForge.header, TokenForge.with(claims, name, value)))
      )
    }
    for issuer in [
      "https://auth.example/realms/other", "https://auth.example/realms/wallet/",
      "http://auth.example/realms/wallet", "HTTPS://auth.example/realms/wallet", "",
      "urn:carnet:development",
    ] {
      try add(.unknownIssuer, "iss", "\"\(issuer)\"")
    }
    for value in ["null", "1", "[\"\(TokenForge.issuer)\"]"] {
      try add(.unknownIssuer, "iss", value)
    }
    try add(.unknownIssuer, "iss", nil)
    for value in [
      "\"other\"", "\"Carnet\"", "\"carnet \"", "[]", "[\"a\",\"b\"]", "null", "1", "{}",
      "[\"carnet\",1]", "\"\"",
    ] {
      try add(.wrongAudience, "aud", value)
    }
    try add(.wrongAudience, "aud", nil)
    for past in [61, 62, 120, 600, 3600, 86_400, 1_000_000_000] {
      try add(.expired, "exp", "\(seconds - Int64(past))")
    }
    for value in ["null", "\"\(seconds + 600)\"", "true", "[]", "1e400"] {
      try add(.incompleteClaims, "exp", value)
    }
    try add(.incompleteClaims, "exp", nil)
    try add(.expired, "exp", "0")
    try add(.expired, "exp", "-1")
    for ahead in [61, 120, 3600, 86_400] {
      try add(.notYetValid, "nbf", "\(seconds + Int64(ahead))")
    }
    for value in ["null", "\"1\"", "{}"] { try add(.malformedClaims, "nbf", value) }
    for ahead in [61, 300] { try add(.issuedInTheFuture, "iat", "\(seconds + Int64(ahead))") }
    try add(.incompleteClaims, "iat", nil)
    try add(.incompleteClaims, "iat", "\"now\"")
    for life in [86_401, 100_000, 400_000_000] {
      try add(.livesTooLong, "exp", "\(seconds + Int64(life))")
    }
    for value in [
      "\"\"", "\"8\"", "\"899700000004\"", "\"99700000005\"", "\"8997 00000005\"", "null", "5",
      "\"x99700000005\"",
    ] {
      try add(.incompleteClaims, "SubjectNameID", value)
    }
    try add(.incompleteClaims, "SubjectNameID", nil)
    for value in ["null", "{}", "{\"exercices\":[]}", "{\"exercices\":{}}", "[]"] {
      try add(.incompleteClaims, "SubjectRefPro", value)
    }
    for name in ["iss", "exp", "sub", "SubjectNameID", "aud"] {
      forged.append((.malformedClaims, try forge.signed(TokenForge.header, claims + [(name, "1")])))
    }
    for text in ["", "[]", "null", "{", "{\"iss\":\"\(TokenForge.issuer)\"", "{}{}"] {
      forged.append((nil, try forge.signed(text: TokenForge.text(TokenForge.header), text)))
    }
    // A token in a token.
    let inner = try forge.signed()
    forged.append((nil, try forge.signed(text: TokenForge.text(TokenForge.header), "\"\(inner)\"")))
    try add(.tooLong, "padding", "\"\(String(repeating: "x", count: 9000))\"")
    return forged
  }

  private func wrongSignatures() throws -> [(TokenRefusal?, String)] {
    let good = try forge.signed()
    let parts = good.split(separator: ".").map(String.init)
    var forged: [(TokenRefusal?, String)] = []
    // Keys that come with the token are not looked at.
    let point = forge.stranger.publicKey.x963Representation.dropFirst()
    let jwk =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"ec-1\",\"x\":\"\(Base64URL.encode(point.prefix(32)))\",\"y\":\"\(Base64URL.encode(point.suffix(32)))\"}"
    for (name, value) in [
      ("jwk", jwk), ("jku", "\"https://evil.example/jwks.json\""),
      ("x5u", "\"https://evil.example/chain.pem\""), ("x5c", "[\"MIIB\"]"), ("x5t", "\"AAAA\""),
    ] {
      let header = TokenForge.with(TokenForge.header, name, value)
      forged.append(
        (
          .badSignature,
          try forge.signed(header) {
            Array(try forge.stranger.signature(for: $0).rawRepresentation)
          }
        )
      )
    }
    // HMAC with the public key as its secret, under its own name and under an allowed one.
    let secrets = [
      Data(forge.es256.publicKey.pemRepresentation.utf8), forge.es256.publicKey.x963Representation,
      forge.es256.publicKey.derRepresentation, Data(forge.rsa.publicKey.pemRepresentation.utf8),
    ]
    for secret in secrets {
      for (name, reason) in [
        ("HS256", TokenRefusal.algorithmNotAllowed), ("ES256", .badSignature),
      ] {
        let header = TokenForge.with(TokenForge.header, "alg", "\"\(name)\"")
        forged.append(
          (
            reason,
            forge.signed(header) {
              Array(
                HMAC<SHA256>.authenticationCode(for: $0, using: SymmetricKey(data: secret))
              )
            }
          )
        )
      }
    }
    // Signatures of nothing: empty, zeros, of the wrong length.
    for length in [1, 32, 63, 64, 65, 70, 96, 128, 256] {
      let zeros = Base64URL.encode([UInt8](repeating: 0, count: length))
      forged.append((.badSignature, "\(parts[0]).\(parts[1]).\(zeros)"))
    }
    // RSA's signature under the other padding's name.
    for (signed, told) in [("RS256", "PS256"), ("PS256", "RS256")] {
      let token = try rsa(signed)
      let header = Base64URL.encode(
        "{\"alg\":\"\(told)\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}".utf8
      )
      let rest = token.split(separator: ".").dropFirst().joined(separator: ".")
      forged.append((.badSignature, "\(header).\(rest)"))
    }
    // One bit of the signature or of what it is over.
    for part in 1...2 {
      guard let bytes = Base64URL.decode(parts[part].utf8) else { continue }
      for bit in stride(from: 0, to: bytes.count * 8, by: part == 1 ? 61 : 7) {
        var changed = bytes
        changed[bit / 8] ^= 1 << (bit % 8)
        var all = parts
        all[part] = Base64URL.encode(changed)
        forged.append((nil, all.joined(separator: ".")))
      }
    }
    return forged
  }

  private func wrongSpellings() throws -> [(TokenRefusal?, String)] {
    let good = try forge.signed()
    let parts = good.split(separator: ".").map(String.init)
    var forged: [(TokenRefusal?, String)] = [
      (.notThreeParts, ""), (.notThreeParts, "."), (.notThreeParts, ".."), (.notThreeParts, "a.b"),
      (.notThreeParts, "\(parts[0]).\(parts[1])"), (.notThreeParts, "\(parts[0]).\(parts[1])."),
      (.notThreeParts, ".\(parts[1]).\(parts[2])"), (.notThreeParts, "\(parts[0])..\(parts[2])"),
      (.notThreeParts, good + ".x"), (.notThreeParts, good + "." + good),
      (.notBase64url, good + "="), (.notBase64url, good + "=="), (.notBase64url, good + " "),
      (.notBase64url, " " + good), (.notBase64url, good + "\n"), (.notBase64url, "é" + good),
      (.notBase64url, good.replacing("_", with: "/").replacing("-", with: "+") + "+"),
      (.tooLong, String(repeating: "a", count: 8193)),
      (.tooLong, String(repeating: "a.", count: 5000)),
    ]
    // Cut at every tenth byte.
    for length in stride(from: 1, to: good.utf8.count - 1, by: 10) {
      forged.append((nil, String(good.prefix(length))))
    }
    // Another spelling of the same last bits.
    if let last = good.last, let other = ["A": "B", "Q": "R", "g": "h", "w": "x"][String(last)] {
      forged.append((.notBase64url, good.dropLast() + other))
    }
    return forged
  }
}
