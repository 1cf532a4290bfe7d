// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, TRE_A03 ClasseDocument, ansforge/IG-terminologie-de-sante @ 76847f8bcd900d21017d5023dfe52b76e2560b09.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let documentClasses = Self(
    name: "document-classes",
    text: #"""
# name: document-classes
# version: commit 76847f8bcd90
# origin: ANS NOS, TRE_A03 ClasseDocument, ansforge/IG-terminologie-de-sante @ 76847f8bcd900d21017d5023dfe52b76e2560b09
# licence: none stated in the repository; reference list published by the ANS
code	label
10	Compte rendu
11	Synthèse
31	Imagerie médicale
42	Prescription
43	Dispensation
44	Plan de soins, protocole de soins
45	Traitement administré
52	Certificat, déclaration
60	Données de remboursement
90	Autres documents déposés par le patient
95	Document de gestion
99	Document technique

"""#)
}
