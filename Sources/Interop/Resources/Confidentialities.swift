// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, JDV_J08 XdsConfidentialityCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let confidentialities = Self(
    name: "confidentialities",
    text: #"""
# name: confidentialities
# version: 2020-04-24
# origin: ANS NOS, JDV_J08 XdsConfidentialityCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02
# licence: none stated in the repository; reference list published by the ANS
system	code	label
2.16.840.1.113883.5.25	N	Normal
2.16.840.1.113883.5.25	R	Restreint
2.16.840.1.113883.5.25	V	Très restreint
1.2.250.1.213.1.1.4.13	INVISIBLE_PATIENT	Non visible par le patient
1.2.250.1.213.1.1.4.13	INVISIBLE_REPRESENTANTS_LEGAUX	Non visible par les représentants légaux du patient
1.2.250.1.213.1.1.4.13	MASQUE_PS	Masqué aux professionnels de santé

"""#)
}
