import CarnetCore
import Foundation
import Interop
import JWTKit

/// Who makes tokens that are accepted, with the keys by which they are known.
///
/// Keys are given beforehand: no address that a client sends is ever asked for one.
package struct TokenIssuer: Sendable {
  /// As `iss` names it, exactly.
  package let issuer: String
  package let claims: ClaimsForm
  let audiences: Set<String>
  /// By key id and algorithm; a key is never used with an algorithm that it is not for.
  private let keys: [KeyName: any JWTAlgorithm]
  private let keyIDs: Set<String>
  private let algorithms: Set<Algorithm>

  private struct KeyName: Hashable {
    var id: String
    var algorithm: Algorithm
  }

  package enum Algorithm: String, Hashable, Sendable, CaseIterable {
    case ps256 = "PS256"
    case rs256 = "RS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"
  }

  /// How an issuer's claims say who somebody is.
  package enum ClaimsForm: String, Hashable, Sendable, CaseIterable {
    case proSanteConnect = "pro-sante-connect"
    /// An identity provider of patients: a claim is the INS.
    case patients
    /// Agents, auditors and operators of the service.
    case staff
    /// `carnet token`.
    case development
  }

  /// Why an issuer's configuration cannot be used.
  package enum Problem: Error, Hashable, Sendable {
    case noKeys
    case keyWithoutID(index: Int)
    case keyTwice(String)
    case privateKey(String)
    case unusableKey(String)
  }

  /// - Parameters:
  ///   - issuer: the value of `iss`.
  ///   - claims: how its claims are read.
  ///   - audiences: what a token must be made for.
  ///   - algorithms: those that are accepted.
  ///   - keySet: a JSON Web Key Set (RFC 7517) of public keys.
  ///   - skipsOthers: leaves out keys of other kinds, as a set that a provider publishes may hold.
  package init(
    _ issuer: String,
    claims: ClaimsForm,
    audiences: Set<String>,
    algorithms: Set<Algorithm>,
    keySet: [UInt8],
    skippingOthers skipsOthers: Bool = false
  ) async throws {
    self.issuer = issuer
    self.claims = claims
    self.audiences = audiences
    self.algorithms = algorithms
    var keys: [KeyName: any JWTAlgorithm] = [:]
    var ids: Set<String> = []
    var limits = JSONValue.Limits()
    limits.bytes = 1 << 20
    limits.depth = 8
    let items = try JSONValue(keySet, limits: limits).member("keys")?.items ?? []
    guard !items.isEmpty else { throw Problem.noKeys }
    for (index, item) in items.enumerated() {
      guard let id = item.member("kid")?.text, !id.isEmpty else {
        throw Problem.keyWithoutID(index: index)
      }
      guard ids.insert(id).inserted else { throw Problem.keyTwice(id) }
      guard item.member("d") == nil, item.member("k") == nil else { throw Problem.privateKey(id) }
      if let use = item.member("use")?.text, use != "sig" { continue }
      let named = item.member("alg")?.text
      var isUsable = false
      for algorithm in algorithms where named == nil || named == algorithm.rawValue {
        guard let key = await Self.key(item, id, algorithm) else { continue }
        keys[KeyName(id: id, algorithm: algorithm)] = key
        isUsable = true
      }
      guard isUsable || skipsOthers else { throw Problem.unusableKey(id) }
    }
    self.keys = keys
    keyIDs = ids
  }

  /// The verifier of one key for one algorithm; nil where the key is not of its kind.
  private static func key(
    _ item: JSONValue,
    _ id: String,
    _ algorithm: Algorithm
  ) async -> (any JWTAlgorithm)? {
    var members = ["kid": id, "alg": algorithm.rawValue]
    for name in ["kty", "crv", "n", "e", "x", "y"] { members[name] = item.member(name)?.text }
    guard let data = try? JSONSerialization.data(withJSONObject: members),
      let jwk = try? JSONDecoder().decode(JWK.self, from: data)
    else { return nil }
    let collection = JWTKeyCollection()
    guard (try? await collection.add(jwk: jwk)) != nil,
      let found = try? await collection.getKey(
        for: JWKIdentifier(string: id),
        alg: algorithm.rawValue
      ), found.name == algorithm.rawValue
    else { return nil }
    return found
  }

  /// The id of its key where it has one alone.
  var onlyKeyID: String? { keyIDs.count == 1 ? keyIDs.first : nil }

  func algorithm(_ name: String) throws(TokenRefusal) -> Algorithm {
    guard let algorithm = Algorithm(rawValue: name), algorithms.contains(algorithm) else {
      throw .algorithmNotAllowed
    }
    return algorithm
  }

  func key(_ id: String, _ algorithm: Algorithm) throws(TokenRefusal) -> any JWTAlgorithm {
    guard keyIDs.contains(id) else { throw .unknownKey }
    guard let key = keys[KeyName(id: id, algorithm: algorithm)] else { throw .algorithmNotAllowed }
    return key
  }
}
