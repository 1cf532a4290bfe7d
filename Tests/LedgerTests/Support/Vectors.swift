import CarnetCore
import Ledger

/// Keys and notes that other programs made.
enum Vectors {
  /// Signed by OpenSSL; golang.org/x/mod and OpenSSL accept it.
  ///
  /// Its root is that of 1,000 leaves.
  static let logKey =
    "carnet.example/log1+477e444d+ASfyQrJqng7t+RQO+IuBYntP2+mOtn/lgA1ac/Pf0qCV"
  static let logText = "carnet.example/log1\n1000\n0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV0=\n"
  static let logNote =
    logText + "\n\u{2014} carnet.example/log1 "
    + "R35ETXYDPfNJei6XDkKTwUEPgX6F9ahMXd8Um3/00HBloFwKJwwOyG3xoUf6RbZPlknm//MsupvQs4HI1zKQZr942A8="
    + "\n"

  /// The example of C2SP signed-note.
  static let exampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  static let exampleNote =
    "This is an example message.\n\n\u{2014} example.com/foo "
    + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    + "\n"

  /// The example of golang.org/x/mod/sumdb/note, with its secret key.
  static let peterSecret =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let peterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let peterText =
    "If you think cryptography is the answer to your problem,\n"
    + "then you don't know what your problem is.\n"
  static let peterNote =
    peterText + "\n\u{2014} PeterNeumann "
    + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    + "\n"

  /// A cosignature of `logText` that OpenSSL made with the seed 00 01 … 1f.
  static let witnessSeed = (0..<32).map { UInt8($0) }
  static let witnessName = "witness.example/w1"
  static let witnessKey =
    "witness.example/w1+e75f6532+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
  static let witnessSeconds: UInt64 = 1_763_890_000
  static let witnessLine =
    "\u{2014} witness.example/w1 519lMgAAAABpItNQ5vwfsBX/gX4pDnfhNC20lViHlZcdGXoqJHtk1gRD8ThiDEYBH"
    + "4tqT8MfhldFaAxWh6tPJNbne+4WT5TNHzY9BQ=="

  static func signer(_ name: String, _ byte: UInt8) throws -> NoteSigner {
    try NoteSigner(name: name, seed: [UInt8](repeating: byte, count: 32))
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }

  /// With the first occurrence replaced; the text must be there.
  func replacing(first part: String, by other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    var text = self
    text.replaceSubrange(range, with: other)
    return text
  }
}
