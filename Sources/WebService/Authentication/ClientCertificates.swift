import CarnetCore
import MedicalRecord
import NIOCore
import NIOSSL
import RecordService
import X509

/// Establishments that come with a certificate of an accepted authority (ORG_AUTH_CLI of IGC-Santé):
/// the identifier of the structure stands in the subject's organisational unit.
enum ClientCertificates {
  /// The caller that the connection's certificate names; nil on a connection without one.
  ///
  /// The chain was checked by TLS against the configured authorities before any request was read.
  static func caller(
    of channel: any NIOCore.Channel,
    _ request: RequestName
  ) async throws -> AuthenticatedCaller? {
    let connection = channel.parent.map { $0.parent == nil ? channel : $0 } ?? channel
    let certificate = try? await connection.nioSSL_peerCertificate().get()
    guard let certificate else { return nil }
    return try caller(of: certificate.toDERBytes(), request)
  }

  static func caller(
    of bytes: [UInt8],
    _ request: RequestName
  ) throws(TokenRefusal) -> AuthenticatedCaller {
    guard let certificate = try? Certificate(derEncoded: bytes) else { throw .unknownCertificate }
    var unit: IDNST?
    var name = ""
    for part in certificate.subject {
      for attribute in part {
        guard let text = String(attribute.value) else { continue }
        switch attribute.type {
        case .RDNAttributeType.organizationalUnitName: if unit == nil { unit = try? IDNST(text) }
        case .RDNAttributeType.organizationName: name = String(text.prefix(120))
        default: break
        }
      }
    }
    guard let unit else { throw .unknownCertificate }
    var caller = AuthenticatedCaller(
      .structure(identifier: unit.text, name: name),
      issuer: "certificate",
      request: request
    )
    caller.level = "certificate"
    return caller
  }
}
