import MedicalRecord
package import SystemPackage

/// All that the service is told before it starts.
package struct ServiceConfiguration: Sendable {
  package static let defaultPort = 8480

  package var address = "127.0.0.1"
  /// 0 lets the system choose one.
  package var port = Self.defaultPort
  /// What clients see in front of the paths, such as `https://carnet.example/`; made of address and
  /// port if nil.
  package var publicBase: String?
  package var tls: TLSSettings?
  package var issuers: [TokenIssuer] = []
  /// Whether tokens of `carnet token` are accepted; loopback only.
  package var acceptsDevelopmentTokens = false
  /// What a token must be made for (`aud`).
  package var audience = "carnet"
  package var limits = ServiceLimits()
  /// How often deadlines that fell due become events; not here if nil.
  package var clockSeconds: Int?
  /// How often the head of the tree is signed when events came; a proof that is asked for before has
  /// one signed.
  package var checkpointSeconds = 60
  /// The port of the HL7 v2 listener; none if nil.
  package var mllp: MLLPSettings?
  /// Providers by which people sign in to the pages.
  package var signIn: [OIDCSettings] = []
  /// People of a demonstration to step into, without any password; loopback only.
  package var personas: DemonstrationPersonas?
  /// Public keys of witnesses whose cosignatures are kept (C2SP vkey).
  package var witnesses: [String] = []

  package init() {}

  /// What addresses in answers begin with.
  var base: String {
    if let publicBase {
      return publicBase.hasSuffix("/") ? String(publicBase.dropLast()) : publicBase
    }
    let host = address.contains(":") && !address.hasPrefix("[") ? "[\(address)]" : address
    return "\(tls == nil ? "http" : "https")://\(host):\(port)"
  }

  package var isLoopback: Bool { Self.isLoopback(address) }

  static func isLoopback(_ address: String) -> Bool {
    ["localhost", "::1", "[::1]"].contains(address)
      || (address.hasPrefix("127.") && address.split(separator: ".").count == 4
        && address.allSatisfy { $0 == "." || $0.isNumber })
  }

  /// What forbids the service to start as it is configured; nil when nothing does.
  package func problem() -> Problem? {
    if acceptsDevelopmentTokens, !isLoopback { return .developmentTokensBeyondLoopback(address) }
    if personas != nil, !isLoopback { return .personasBeyondLoopback(address) }
    // Health data in clear stays on the machine.
    if tls == nil, !isLoopback { return .clearTextBeyondLoopback(address) }
    if let mllp, !Self.isLoopback(mllp.address) {
      return .clearTextBeyondLoopback(mllp.address)
    }
    if let clear = signIn.first(where: { !OIDCSettings.isAcceptable($0.issuer) }) {
      return .clearTextProvider(clear.issuer)
    }
    let names = issuers.map(\.issuer)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      return .issuerTwice(twice)
    }
    return nil
  }

  package enum Problem: Error, Hashable, Sendable {
    case developmentTokensBeyondLoopback(String)
    case personasBeyondLoopback(String)
    /// An OpenID provider whose answers anybody on the way could change.
    case clearTextProvider(String)
    case clearTextBeyondLoopback(String)
    case issuerTwice(String)
    case unknownChannel(String)
  }
}

/// Certificate and key of the service, and who vouches for its clients.
package struct TLSSettings: Sendable {
  /// PEM files.
  package var certificates: FilePath
  package var key: FilePath
  /// Authorities whose client certificates are accepted (mutual TLS).
  package var clientAuthorities: FilePath?
  /// Whether a client without a certificate is turned away.
  package var requiresClientCertificate = false

  package init(certificates: FilePath, key: FilePath) {
    self.certificates = certificates
    self.key = key
  }
}

/// Where HL7 v2 messages arrive, and through which channel they open records.
package struct MLLPSettings: Sendable {
  package var address = "127.0.0.1"
  package var port: Int
  /// The word of the channel (`carnet import --channel`).
  package var channel = "hospital"
  package var consentGiven = false
  package var connectionsMax = 32
  package var messageBytesMax = 32 << 20
  package var idleSeconds = 300

  package init(port: Int) { self.port = port }
}

/// Through which channel a feed opens records, by the words of `carnet import --channel`.
enum FeedChannel: String, CaseIterable {
  case site
  case pharmacy
  case cpam
  case gp
  case hospital
  case automatic
  case takeover

  var value: Channel {
    switch self {
    case .site: .site
    case .pharmacy: .pharmacy
    case .cpam: .insuranceDesk
    case .gp: .generalPractitioner
    case .hospital: .hospital
    case .automatic: .automatic
    case .takeover: .takeover
    }
  }
}
