import Crypto
import Foundation
import NIOSSL
import SystemPackage
import X509

/// A certificate authority of a test's own, made anew for each.
struct TestAuthority {
  private let folder: URL
  private let name: DistinguishedName
  private let key = P256.Signing.PrivateKey()
  /// Its own certificate.
  let file: FilePath

  /// A certificate and its key, as files and as a client presents them.
  struct Issued {
    var chain: FilePath
    var secret: FilePath

    func certificates() throws -> [NIOSSLCertificateSource] {
      try NIOSSLCertificate.fromPEMFile(chain.string).map { .certificate($0) }
    }

    func key() throws -> NIOSSLPrivateKeySource {
      .privateKey(try NIOSSLPrivateKey(file: secret.string, format: .pem))
    }
  }

  init(_ name: String, in folder: URL) throws {
    self.folder = folder
    self.name = try DistinguishedName { CommonName(name) }
    file = FilePath(folder.appendingPathComponent("\(name).pem").path)
    let own = try Self.certificate(
      self.name,
      key,
      by: self.name,
      key,
      .isCertificateAuthority(maxPathLength: nil)
    )
    try Data(own.serializeAsPEM().pemString.utf8).write(to: URL(fileURLWithPath: file.string))
  }

  var roots: NIOSSLTrustRoots {
    get throws { .certificates(try NIOSSLCertificate.fromPEMFile(file.string)) }
  }

  /// - Parameters:
  ///   - common: the subject's name, and the files'.
  ///   - unit: the structure that the certificate is of; none if nil.
  func issue(_ common: String, unit: String? = nil) throws -> Issued {
    let subject = try DistinguishedName {
      if let unit { OrganizationalUnitName(unit) }
      CommonName(common)
    }
    let own = P256.Signing.PrivateKey()
    let issued = try Self.certificate(subject, own, by: name, key, .notCertificateAuthority)
    let chain = folder.appendingPathComponent("\(common).pem")
    let secret = folder.appendingPathComponent("\(common).key")
    try Data(issued.serializeAsPEM().pemString.utf8).write(to: chain)
    try Data(own.pemRepresentation.utf8).write(to: secret)
    return Issued(chain: FilePath(chain.path), secret: FilePath(secret.path))
  }

  private static func certificate(
    _ subject: DistinguishedName,
    _ own: P256.Signing.PrivateKey,
    by issuer: DistinguishedName,
    _ key: P256.Signing.PrivateKey,
    _ constraints: BasicConstraints
  ) throws -> Certificate {
    try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: .init(own.publicKey),
      notValidBefore: Date(timeIntervalSinceNow: -300),
      notValidAfter: Date(timeIntervalSinceNow: 3600),
      issuer: issuer,
      subject: subject,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions { Critical(constraints) },
      issuerPrivateKey: .init(key)
    )
  }
}
