// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, JDV_J07 XdsTypeCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02; then the codes no longer in it of TRE_A04 and TRE_A05, ansforge/TestContenuCDA-2-41 @ d890ebd8e50857c522b9a47ec16a3ca788cb1781.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let documentTypes = Self(
    name: "document-types",
    text: #"""
# name: document-types
# version: 2024-09-27
# origin: ANS NOS, JDV_J07 XdsTypeCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02; then the codes no longer in it of TRE_A04 and TRE_A05, ansforge/TestContenuCDA-2-41 @ d890ebd8e50857c522b9a47ec16a3ca788cb1781
# licence: none stated in the repository; reference list published by the ANS
system	code	label
1.2.250.1.213.1.1.4.12	ATTEST-ASS-COMPL	Attestation assurance complémentaire
1.2.250.1.213.1.1.4.12	ATTEST-RESID	Attestation de résidence
1.2.250.1.213.1.1.4.12	ATTEST-HEBGT	Attestation d'hébergement
1.2.250.1.213.1.1.4.12	ATTEST-DROITS-AM	Attestation de droits à l'assurance maladie
1.2.250.1.213.1.1.4.12	AUTORIS-SOINS	Autorisation de soins et actes non usuels sanitaires
1.2.250.1.213.1.1.4.12	BIL_AUTO	CR de bilan d'évaluation de la perte d'autonomie
1.2.250.1.213.1.1.4.12	CERT_DECL	Certificat, déclaration
1.2.250.1.213.1.1.4.12	DISP_AUT	Dispensation (autre)
1.2.250.1.213.1.1.4.12	EXPPAT_1	Volontés et droits du patient
1.2.250.1.213.1.1.4.12	EXPPAT_2	Autre document du patient
1.2.250.1.213.1.1.4.12	EXPPAT_3	Directives anticipées
1.2.250.1.213.1.1.4.12	IMG-KOS	Reference d'objets d'un examen d'imagerie
1.2.250.1.213.1.1.4.12	PROT_ALD	Protocole de soins ALD
1.2.250.1.213.1.1.4.12	REMB	Données de remboursement
1.2.250.1.213.1.1.4.12	SYNTH	Synthèse
1.2.250.1.213.1.1.4.12	DOCPAT01	Synthèse déposée par le patient
1.2.250.1.213.1.1.4.12	DOCPAT02	Traitement ou document de soins déposé par le patient
1.2.250.1.213.1.1.4.12	DOCPAT03	CR déposé par le patient
1.2.250.1.213.1.1.4.12	DOCPAT04	Imagerie déposée par le patient
1.2.250.1.213.1.1.4.12	DOCPAT05	CR de biologie déposé par le patient
1.2.250.1.213.1.1.4.12	DOCPAT06	CR de prévention déposé par le patient
1.2.250.1.213.1.1.4.12	DOCPAT07	Certificat déposé par le patient
1.2.250.1.213.1.1.4.12	DOCPAT08	Profil médical Mon espace santé
1.2.250.1.213.1.1.4.12	DOCPAT09	Document administratif déposé par le patient
1.2.250.1.213.1.1.4.12	PIECE-IDENTITE	Copie pièce d'identité
1.2.250.1.213.1.1.4.12	PRESC-AAT	Prescription arrêt de travail
1.2.250.1.213.1.1.4.12	PRESC-BIO	Prescription d'actes de biologie médicale
1.2.250.1.213.1.1.4.12	PRESC-KINE	Prescription d'actes de kinésithérapie
1.2.250.1.213.1.1.4.12	PRESC-INF	Prescription d'actes infirmiers
1.2.250.1.213.1.1.4.12	PRESC-PEDI	Prescription d'actes de pédicurie
1.2.250.1.213.1.1.4.12	PRESC-ORTHOPHO	Prescription d'actes d'orthophonie
1.2.250.1.213.1.1.4.12	PRESC-ORTHOPTIE	Prescription d'actes d'orthoptie
1.2.250.1.213.1.1.4.12	FEUILLE-DE-STYLE	Feuille de style
1.2.250.1.213.1.1.4.12	FICHE-CONTACTS	Fiche contacts
1.2.250.1.213.1.1.4.12	EXPORT_DUI	Export du Dossier Usager Informatisé
2.16.840.1.113883.6.1	11369-6	Historique des vaccinations
2.16.840.1.113883.6.1	11488-4	CR ou fiche de consultation ou de visite
2.16.840.1.113883.6.1	11490-0	Lettre de liaison à la sortie d'un établissement de soins
2.16.840.1.113883.6.1	34112-3	CR hospitalier (séjour)
2.16.840.1.113883.6.1	11502-2	CR d'examens biologiques
2.16.840.1.113883.6.1	11505-5	CR d'acte thérapeutique (autre)
2.16.840.1.113883.6.1	11506-3	CR ou fiche de suivi de soins par auxiliaire médical
2.16.840.1.113883.6.1	15507-7	CR de passage aux urgences
2.16.840.1.113883.6.1	15508-5	CR d'accouchement
2.16.840.1.113883.6.1	18776-5	Plan personnalisé de soins
2.16.840.1.113883.6.1	18748-4	CR d'imagerie médicale
2.16.840.1.113883.6.1	18761-7	Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)
2.16.840.1.113883.6.1	28617-9	Bilan bucco-dentaire
2.16.840.1.113883.6.1	28653-4	Document du secteur social / médico-social
2.16.840.1.113883.6.1	29274-8	Mesures de signes vitaux
2.16.840.1.113883.6.1	34120-6	Bilan par professionnel de santé
2.16.840.1.113883.6.1	34133-9	Synthèse d'épisode de soins
2.16.840.1.113883.6.1	34749-2	CR de consultation pré-anesthésique
2.16.840.1.113883.6.1	34794-8	CR de réunion de concertation pluridisciplinaire
2.16.840.1.113883.6.1	34842-5	Grille d'évaluation médico-social
2.16.840.1.113883.6.1	34874-8	CR opératoire
2.16.840.1.113883.6.1	34875-5	Évaluation postopératoire et note de suivi
2.16.840.1.113883.6.1	47420-5	CR de bilan fonctionnel
2.16.840.1.113883.6.1	51851-4	Document administratif
2.16.840.1.113883.6.1	51969-4	CR de génétique moléculaire
2.16.840.1.113883.6.1	52040-3	Document encapsulant une image d'illustration non DICOM
2.16.840.1.113883.6.1	55115-0	Demande d'actes d'imagerie
2.16.840.1.113883.6.1	56445-0	Bilan médicamenteux (Officine)
2.16.840.1.113883.6.1	56446-8	Notification de rendez-vous
2.16.840.1.113883.6.1	57828-6	Prescription (autre)
2.16.840.1.113883.6.1	57832-8	Prescription de soins
2.16.840.1.113883.6.1	57833-6	Prescription de produits de santé
2.16.840.1.113883.6.1	59283-2	CR d'examen de l'enfant
2.16.840.1.113883.6.1	59284-0	Attestation de consentement
2.16.840.1.113883.6.1	60280-5	Fiche de retour du service des urgences
2.16.840.1.113883.6.1	60568-3	CR d'anatomie et de cytologie pathologiques
2.16.840.1.113883.6.1	60591-5	Synthèse médicale
2.16.840.1.113883.6.1	60593-1	Dispensation médicamenteuse
2.16.840.1.113883.6.1	61357-0	Intervention pharmaceutique
2.16.840.1.113883.6.1	67851-6	CR d'admission
2.16.840.1.113883.6.1	68599-0	Synthèse psychiatrique
2.16.840.1.113883.6.1	68817-6	Bilan de santé et de prévention de l'enfant
2.16.840.1.113883.6.1	70004-7	CR d'acte diagnostique (autre)
2.16.840.1.113883.6.1	78341-5	Fiche de transfert vers le service des urgences
2.16.840.1.113883.6.1	74207-2	Document de liaison d'urgence
2.16.840.1.113883.6.1	74465-6	Questionnaire patient
2.16.840.1.113883.6.1	75468-9	Renouvellement ordonnance par pharmacien correspondant
2.16.840.1.113883.6.1	75482-0	CR d'acte thérapeutique à visée préventive
2.16.840.1.113883.6.1	75492-9	CR d'acte diagnostique à visée préventive ou de dépistage
2.16.840.1.113883.6.1	75496-0	Demande d'acte de télémédecine
2.16.840.1.113883.6.1	77436-4	CR d'anesthésie
2.16.840.1.113883.6.1	77604-7	Planification thérapeutique
2.16.840.1.113883.6.1	78513-9	CR de consultation en ophtalmologie
2.16.840.1.113883.6.1	78601-2	CR d'entretien pharmaceutique
2.16.840.1.113883.6.1	80565-5	CR d'administration de médicaments
2.16.840.1.113883.6.1	80771-9	Projet d'accueil individualisé
2.16.840.1.113883.6.1	80788-3	Projet personnalisé d'accompagnement
2.16.840.1.113883.6.1	80820-4	Formulaire de conciliation médicamenteuse (Hôpital)
2.16.840.1.113883.6.1	83836-7	Schéma dentaire
2.16.840.1.113883.6.1	83869-8	Plan personnalisé de prévention
2.16.840.1.113883.6.1	83901-9	Bilan psychologique
2.16.840.1.113883.6.1	83981-1	Lettre de liaison à la sortie d'une structure sociale ou médico-sociale
2.16.840.1.113883.6.1	85208-7	CR de télémédecine
2.16.840.1.113883.6.1	86531-1	Attestation de sortie
2.16.840.1.113883.6.1	87273-9	Note de vaccination
2.16.840.1.113883.6.1	88348-8	Lettre de liaison d'entrée en structure sociale ou médico-sociale
2.16.840.1.113883.6.1	89601-9	Certificat médical
2.16.840.1.113883.6.1	93024-8	CR de consultation pharmaceutique
2.16.840.1.113883.6.1	96349-6	Lettre d'adressage
2.16.840.1.113883.6.1	96874-3	COVID-19 Attestation de vaccination
2.16.840.1.113883.6.1	96173-0	Test rapide d'orientation diagnostique
2.16.840.1.113883.6.1	57055-6	Synthèse antepartum
2.16.840.1.113883.6.1	57057-2	Synthèse Salle de Naissance Mère
2.16.840.1.113883.6.1	57075-4	Synthèse Salle de Naissance Enfant
2.16.840.1.113883.6.1	89235-6	Synthèse Suites de Couches Mère
2.16.840.1.113883.6.1	78489-2	Synthèse Enfant en Maternité
2.16.840.1.113883.6.1	89233-1	CR de grossesse
2.16.840.1.113883.6.1	101881-1	Carte d'implant
ASTM	E1762	Full Document
2.16.840.1.113883.6.1	10213-7	CR d'anesthésie
2.16.840.1.113883.6.1	11493-4	CR hospitalier (séjour)
2.16.840.1.113883.6.1	11526-1	CR d'anatomie et de cytologie pathologiques
2.16.840.1.113883.6.1	11528-7	CR d'imagerie médicale
2.16.840.1.113883.6.1	24611-6	CR de télé-médecine (télé-consultation)
2.16.840.1.113883.6.1	27899-4	CR d'acte diagnostique (autre)
2.16.840.1.113883.6.1	29550-1	Dispensation médicamenteuse (non codée)
2.16.840.1.113883.6.1	29551-9	Prescription de médicaments (non codée)
2.16.840.1.113883.6.1	29554-3	CR d'acte thérapeutique à visée préventive
2.16.840.1.113883.6.1	39256-3	CR d'acte diagnostique à visée préventive ou de dépistage
2.16.840.1.113883.6.1	46241-6	CR d'admission
2.16.840.1.113883.6.1	52063-5	Prescription (autre)
2.16.840.1.113883.6.1	52521-2	Prescription de soins
2.16.840.1.113883.6.1	75497-8	CR de télé-médecine
1.2.250.1.213.1.1.4.12	INSCR_RCP	Données d'inscription en RCP

"""#)
}
