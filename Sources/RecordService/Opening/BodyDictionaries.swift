package import EventLog

/// The dictionaries that bodies are compressed with, by number (docs/log-format.md, codec).
package enum BodyDictionaries {
  package static let codecs = BodyCodecs(dictionaries: [first])

  /// Dictionary 1: what synthetic bodies have in common, the most frequent last, where LZ4 reaches
  /// with the shortest distances.
  ///
  /// Never changed: events are written with it.
  private static let first: [UInt8] = Array(
    [
      "1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.10", "1.2.250.1.71.4.2.2", "1.2.250.1.71.4.2.5",
      "urn:ihe:iti:xds-sd:text:2008", "urn:ihe:iti:xds-sd:pdf:2008",
      "urn:asip:ci-sis:vsm:2012", "urn:ihe:lab:xd-lab:2008", "urn:ihe:pcc:ips:2020",
      "1.3.6.1.4.1.19376.1.2.3", "1.2.250.1.213.1.1.4.2.282", "1.2.250.1.213.1.1.4.9",
      "AMBULATOIRE", "ETABLISSEMENT", "1.2.250.1.71.4.2.4", "SA07", "SA01", "SA25", "SA33",
      "1.2.250.1.213.1.1.4.12", "2.16.840.1.113883.5.88", "PCP",
      "34112-3", "11490-0", "11488-4", "60591-5", "18748-4", "57833-6", "60593-1", "87273-9",
      "11369-6", "11502-2", "\u{8}Compte rendu", "Prescription", "Normal", "fr-FR",
      "1.2.250.1.213.1.1.4.1", "2.16.840.1.113883.5.25", "2.16.840.1.113883.6.1",
      "application/pdf", "text/xml", "1.2.250.1.213.1.1.4.5", "G15_21", "G15_10/SM26",
    ]
    .joined().utf8
  )
}
