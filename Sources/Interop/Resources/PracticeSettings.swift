// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, JDV_J04 XdsPracticeSettingCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let practiceSettings = Self(
    name: "practice-settings",
    text: #"""
# name: practice-settings
# version: 2024-09-27
# origin: ANS NOS, JDV_J04 XdsPracticeSettingCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02
# licence: none stated in the repository; reference list published by the ANS
system	code	label
1.2.250.1.213.1.1.4.6	EXP_PATIENT	Expression personnelle du patient
1.2.250.1.213.1.1.4.6	SNR	Service numérique référencé
1.2.250.1.213.1.1.4.9	AMBULATOIRE	Ambulatoire
1.2.250.1.213.1.1.4.9	AMO	Organisme d'assurance maladie obligatoire
1.2.250.1.213.1.1.4.9	DEPISTAGE	Dépistage
1.2.250.1.213.1.1.4.9	ESSMS	Etablissement ou Service Social ou Médico-Social
1.2.250.1.213.1.1.4.9	ETABLISSEMENT	Etablissement de santé
1.2.250.1.213.1.1.4.9	HAD	Hospitalisation à domicile
1.2.250.1.213.1.1.4.9	MAD	Maintien à domicile
1.2.250.1.213.1.1.4.9	PALLIATIF	Soins palliatifs
1.2.250.1.213.1.1.4.9	SAD	Soins à domicile
1.2.250.1.213.1.1.4.9	SAMU_SMUR	SAMU/SMUR

"""#)
}
