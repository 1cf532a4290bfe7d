/// An OpenID provider by which people sign in to the pages.
package struct OIDCSettings: Sendable {
  /// As its metadata and tokens name it, exactly; its metadata stand under it.
  package var issuer: String
  /// What the button says.
  package var label: String
  package var clientID: String
  /// Nil for a client that proves itself by PKCE alone.
  package var clientSecret: String?
  /// How its claims say who somebody is.
  package var claims: TokenIssuer.ClaimsForm
  package var scopes: [String] = ["openid"]
  /// The strength that is asked for, as `eidas2`.
  package var level: String?
  package var algorithms: Set<TokenIssuer.Algorithm> = [.ps256, .rs256, .es256]

  package init(
    _ issuer: String,
    label: String,
    clientID: String,
    claims: TokenIssuer.ClaimsForm
  ) {
    self.issuer = issuer
    self.label = label
    self.clientID = clientID
    self.claims = claims
  }

  /// Only encrypted, but on the machine itself.
  static func isAcceptable(_ address: String) -> Bool {
    if address.hasPrefix("https://") { return true }
    guard address.hasPrefix("http://") else { return false }
    var host = address.dropFirst(7).prefix { $0 != "/" && $0 != "?" }
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") { host = host[..<colon] }
    return ServiceConfiguration.isLoopback(String(host))
  }
}
