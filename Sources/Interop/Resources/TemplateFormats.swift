// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, ConceptMap ASS_A11 CDA template to XDS formatCode CI-SIS, ansforge/IG-terminologie-de-sante @ 016dc8592f76ef701230cfaaab52627af60b094d.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let templateFormats = Self(
    name: "template-formats",
    text: #"""
# name: template-formats
# version: commit 016dc8592f76
# origin: ANS NOS, ConceptMap ASS_A11 CDA template to XDS formatCode CI-SIS, ansforge/IG-terminologie-de-sante @ 016dc8592f76ef701230cfaaab52627af60b094d
# licence: none stated in the repository; reference list published by the ANS
template	mediaType	format	label
1.2.250.1.213.1.1.1.5.1		urn:asip:ci-sis:cse-cs8:2017	Certificat de santé du 8ème jour de l'enfant
1.2.250.1.213.1.1.1.5.2		urn:asip:ci-sis:cse-cs9:2017	Certificat de santé du 9ème mois de l'enfant
1.2.250.1.213.1.1.1.5.3		urn:asip:ci-sis:cse-cs24:2017	Certificat de santé du 24ème mois de l'enfant
1.2.250.1.213.1.1.1.5.4		urn:ans:ci-sis:cse-mde:2023	Mesures de signes vitaux
1.2.250.1.213.1.1.1.8		urn:asip:ci-sis:frcp:2011	Fiche de réunion de concertation pluridisciplinaire
1.2.250.1.213.1.1.1.9		urn:asip:ci-sis:idap:2011	Document d'information et de directives anticipées du patient
1.2.250.1.213.1.1.1.10		urn:asip:ci-sis:cva:2017	Carnet de vaccination électronique
1.2.250.1.213.1.1.1.12.1		urn:asip:ci-sis:obp-sap:2023	Synthèse antepartum
1.2.250.1.213.1.1.1.12.2		urn:asip:ci-sis:obp-snm:2023	Synthèse Salle de Naissance Mère
1.2.250.1.213.1.1.1.12.3		urn:asip:ci-sis:obp-sne:2023	Synthèse Salle de Naissance Enfant
1.2.250.1.213.1.1.1.12.4		urn:asip:ci-sis:obp-scm:2023	Synthèse Suites de Couches Mère
1.2.250.1.213.1.1.1.12.5		urn:asip:ci-sis:obp-sem:2023	Synthèse Enfant en Maternité
1.2.250.1.213.1.1.1.13		urn:asip:ci-sis:vsm:2012	Synthèse médicale
1.2.250.1.213.1.1.1.15		urn:asip:ci-sis:aunv:2013	Fiche d'admission en unité neuro-vasculaire
1.2.250.1.213.1.1.1.16		urn:asip:ci-sis:eunv:2013	Fiche d'épisode de soin en unité neuro-vasculaire
1.2.250.1.213.1.1.1.17		urn:asip:ci-sis:sunv:2013	Fiche de sortie d'unité neuro-vasculaire
1.2.250.1.213.1.1.1.18		urn:asip:ci-sis:crrtn:2013	Compte-rendu de rétinographie
1.2.250.1.213.1.1.1.2.1.1		urn:asip:ci-sis:avk:2009	Fiche patient à risque en cardiologie - Traitement AVK
1.2.250.1.213.1.1.1.2.1.2		urn:asip:ci-sis:tap:2009	Fiche patient à risque en cardiologie - Trait. antiagrég. plaquettaire, stent
1.2.250.1.213.1.1.1.2.1.3		urn:asip:ci-sis:dci:2009	Fiche patient à risque en cardiologie - Défibrillateur cardiaque interne
1.2.250.1.213.1.1.1.2.1.4		urn:asip:ci-sis:psc:2009	Fiche patient à risque en cardiologie - Porteur d'un stimulateur cardiaque
1.2.250.1.213.1.1.1.2.1.5		urn:asip:ci-sis:ppv:2009	Fiche patient à risque en cardiologie - Porteur d'une prothèse valvulaire
1.2.250.1.213.1.1.1.20		urn:asip:ci-sis:pps-paerpa:2017	Plan Personnalisé de Santé - PAERPA
1.2.250.1.213.1.1.1.21		urn:asip:ci-sis:ldl-ees:2017	Lettre de Liaison à l'entrée d'un établissement de santé
1.2.250.1.213.1.1.1.22		urn:asip:ci-sis:dlu:2015	Document de liaison d'urgence
1.2.250.1.213.1.1.1.23		urn:asip:ci-sis:fludt:2017	Fiche de liaison d'urgence - Transfert de l'EHPAD vers les urgences
1.2.250.1.213.1.1.1.24		urn:asip:ci-sis:fludr:2017	Fiche de liaison d'urgence - Retour des urgences vers l'EHPAD
1.2.250.1.213.1.1.1.25		urn:asip:ci-sis:pavc:2016	CR consultation d'évaluation pluri-professionnelle post AVC
1.2.250.1.213.1.1.1.26		urn:asip:ci-sis:pps-cancer:2017	Programme Personnalisé de Soins - Cancer
1.2.250.1.213.1.1.1.27		urn:asip:ci-sis:d2lm-fin:2017	D2LM - Fiche d'interprétation nationale
1.2.250.1.213.1.1.1.28		urn:asip:ci-sis:d2lm-fidd:2017	D2LM - Fiche d'interprétation du bilan de diagnostic différé
1.2.250.1.213.1.1.1.29		urn:asip:ci-sis:ldl-ses:2017	Lettre de Liaison à la sortie de l'établissement de santé
1.2.250.1.213.1.1.1.30		urn:asip:ci-sis:sdm-mr:2017	Set de Données Minimum - Maladies Rares
1.2.250.1.213.1.1.1.32		urn:asip:ci-sis:crgm:2018	Compte rendu de génétique moléculaire
1.2.250.1.213.1.1.1.36		urn:asip:ci-sis:hr:2019	Historique des remboursements
1.2.250.1.213.1.1.1.37		urn:asip:ci-sis:vac:2019	Historique des vaccinations
1.2.250.1.213.1.1.1.38		urn:asip:ci-sis:tlm-da:2020	Demande d'acte de télémédecine
1.2.250.1.213.1.1.1.40		urn:asip:ci-sis:cr-anest:2020	Compte rendu d'anesthésie
1.2.250.1.213.1.1.1.41		urn:asip:ci-sis:cr-cpa:2020	Compte rendu de consultation pré-anesthésique
1.2.250.1.213.1.1.1.46		urn:asip:ci-sis:vac-note:2021	Note de vaccination
1.2.250.1.213.1.1.1.47		urn:ans:ci-sis:img-da:2022	Demande d'actes d'imagerie
1.2.250.1.213.1.1.1.48		urn:asip:ci-sis:dlu-dlu-dom:2022	Document de liaison d'urgence DOM
1.2.250.1.213.1.1.1.49		urn:asip:ci-sis:dlu-fludt-dom:2022	Fiche de liaison d'urgence - Transfert du domicile vers les urgences
1.2.250.1.213.1.1.1.50		urn:asip:ci-sis:dlu-fludr-dom:2022	Fiche de liaison d'urgence - Retour des urgences vers le domicile
1.2.250.1.213.1.1.1.52		urn:ans:ci-sis:bio-ep-bio:2022	Prescription d'actes de biologie médicale
1.2.250.1.213.1.1.1.58		urn:asip:ci-sis:export-dui:2023	Export du Dossier Usager informatisé
1.2.250.1.213.1.1.1.56		urn:asip:ci-sis:ppp:2023	Plan personnalisé de prévention
1.2.250.1.213.1.1.1.39		urn:ihe:pharm:pre:2010	Prescription de médicaments
1.2.250.1.213.1.1.1.54		urn:ihe:pharm:dis:2010	Dispensation médicamenteuse
1.2.250.1.213.1.1.1.42		urn:ihe:eyecare:geneyeevalcn:2014	CR de consultation en ophtalmologie - Bilan de réfraction
1.2.250.1.213.1.1.1.43		urn:ihe:eyecare:geneyeevalcn:2014	CR de consultation en ophtalmologie - Bilan cataracte
1.2.250.1.213.1.1.1.44		urn:ihe:eyecare:geneyeevalcn:2014	CR de consultation en ophtalmologie - Bilan DMLA
1.2.250.1.213.1.1.1.45		urn:ihe:rad:CDA:ImagingReportStructuredHeadings:2013	Compte-rendu d'imagerie médicale
1.2.250.1.213.1.1.1.55		urn:ihe:lab:xd-lab:2008	CR d'examens biologiques
1.2.250.1.213.1.1.1.57		urn:ihe:palm:apsr:2016	CR d'anatomie et de cytologie pathologiques
1.3.6.1.4.1.19376.1.3.3		urn:ihe:lab:xd-lab:2008	Compte rendu structuré d'examens de biologie médicale
1.2.250.1.213.1.1.1.51		urn:ihe:pcc:ips:2020	Synthèse médicale
1.3.6.1.4.1.19376.1.8.1.1.1		urn:ihe:pat:apsr:all:2010	Compte rendu d'anatomie et de cytologie pathologiques - Modèle générique
1.3.6.1.4.1.19376.1.2.20	application/pdf	urn:ihe:iti:xds-sd:pdf:2008	Modèle de document CDA non structuré
1.3.6.1.4.1.19376.1.2.20	text/plain	urn:ihe:iti:xds-sd:text:2008	Modèle de document CDA non structuré
1.3.6.1.4.1.19376.1.2.20	image/jpeg	urn:ihe:iti-fr:xds-sd:jpeg:2010	Modèle de document CDA non structuré
1.3.6.1.4.1.19376.1.2.20	text/rtf	urn:ihe:iti-fr:xds-sd:rtf:2010	Modèle de document CDA non structuré
1.3.6.1.4.1.19376.1.2.20	image/tiff	urn:ihe:iti-fr:xds-sd:tiff:2010	Modèle de document CDA non structuré

"""#)
}
