// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, JDV_J02 XdsHealthcareFacilityTypeCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02.
// Licence: none stated in the repository; reference list published by the ANS.
// swift-format-ignore-file

extension CodeTables.Source {
  static let facilityTypes = Self(
    name: "facility-types",
    text: #"""
# name: facility-types
# version: 2024-12-13
# origin: ANS NOS, JDV_J02 XdsHealthcareFacilityTypeCode CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02
# licence: none stated in the repository; reference list published by the ANS
system	code	label
1.2.250.1.213.1.1.4.6	EXP_PATIENT	Expression personnelle du patient
1.2.250.1.213.1.1.4.6	SNR	Service numérique référencé
1.2.250.1.71.4.2.4	SA01	Etablissement public de santé
1.2.250.1.71.4.2.4	SA02	Hôpital militaire du Service de santé des armées
1.2.250.1.71.4.2.4	SA03	Etablissement privé PSPH
1.2.250.1.71.4.2.4	SA04	Etablissement privé non PSPH
1.2.250.1.71.4.2.4	SA05	Centre de santé
1.2.250.1.71.4.2.4	SA06	Autre structure du Service de santé des armées
1.2.250.1.71.4.2.4	SA07	Cabinet individuel
1.2.250.1.71.4.2.4	SA08	Cabinet de groupe
1.2.250.1.71.4.2.4	SA09	Exercice en société
1.2.250.1.71.4.2.4	SA10	Transporteur sanitaire
1.2.250.1.71.4.2.4	SA12	Etablissement de soins et prévention
1.2.250.1.71.4.2.4	SA13	Prévention et soins en entreprise
1.2.250.1.71.4.2.4	SA14	Etablissements scolaires, universitaires et de formation hors champ FINESS
1.2.250.1.71.4.2.4	SA15	PMI et Planification familiale
1.2.250.1.71.4.2.4	SA16	Etablissement pour personnes handicapées
1.2.250.1.71.4.2.4	SA17	Etablissement pour personnes âgées
1.2.250.1.71.4.2.4	SA18	Etablissement aide à la famille
1.2.250.1.71.4.2.4	SA19	Etablissements FINESS de formation aux professions sanitaires et sociales
1.2.250.1.71.4.2.4	SA20	Etablissement pour la protection de l'enfance
1.2.250.1.71.4.2.4	SA21	Etablissement d'hébergement et de réadaptation
1.2.250.1.71.4.2.4	SA22	Recherche
1.2.250.1.71.4.2.4	SA23	Assurance privée
1.2.250.1.71.4.2.4	SA24	Organisme de sécurité sociale
1.2.250.1.71.4.2.4	SA25	Laboratoire de biologie médicale
1.2.250.1.71.4.2.4	SA26	Ministère ou Service déconcentré
1.2.250.1.71.4.2.4	SA27	Collectivité territoriale
1.2.250.1.71.4.2.4	SA28	Association ou organisme humanitaire
1.2.250.1.71.4.2.4	SA29	Laboratoire d'analyses et de biologie médicale
1.2.250.1.71.4.2.4	SA30	Autre établissement sanitaire
1.2.250.1.71.4.2.4	SA31	Répartition et Distribution de médicaments et dispositifs médicaux
1.2.250.1.71.4.2.4	SA32	Fabrication, Exploitation et Importation de médicaments et dispositifs médicaux
1.2.250.1.71.4.2.4	SA33	Pharmacie d'officine
1.2.250.1.71.4.2.4	SA34	Centre de dialyse
1.2.250.1.71.4.2.4	SA35	Para-pharmacie
1.2.250.1.71.4.2.4	SA36	Centre anti-cancer
1.2.250.1.71.4.2.4	SA37	Centre de transfusion sanguine
1.2.250.1.71.4.2.4	SA38	Pharmacie minière
1.2.250.1.71.4.2.4	SA39	Pharmacie mutualiste
1.2.250.1.71.4.2.4	SA40	Secteur privé, praticien hospitalier temps plein
1.2.250.1.71.4.2.4	SA41	Autre établissement du domaine social ou médico-social
1.2.250.1.71.4.2.4	SA42	Appareillage médical
1.2.250.1.71.4.2.4	SA43	Secteur non défini
1.2.250.1.71.4.2.4	SA44	Recrutement ou Gestion RH
1.2.250.1.71.4.2.4	SA45	Communication, Marketing, Consulting, Média
1.2.250.1.71.4.2.4	SA46	Fabrication, Exploitation, Importation, Répartition, Distribution médicaments et dispositifs médicaux
1.2.250.1.71.4.2.4	SA47	Incendie et secours
1.2.250.1.71.4.2.4	SA48	Entreprise industrielle et tertiaire hors industrie pharmaceutique
1.2.250.1.71.4.2.4	SA49	Entité Outre-Mer
1.2.250.1.71.4.2.4	SA50	Permanence des soins ambulatoires hors cabinet
1.2.250.1.71.4.2.4	SA51	Structure de coopération avec autorisation de soins
1.2.250.1.71.4.2.4	SA52	Maison de santé ou Pôle de santé
1.2.250.1.71.4.2.4	SA53	Siège administratif d'un établissement de santé
1.2.250.1.71.4.2.4	SA54	Centre de dépistage et de prévention
1.2.250.1.71.4.2.4	SA55	Laboratoire pharmaceutique préparant et délivrant des allergènes
1.2.250.1.71.4.2.4	SA56	Propharmacie
1.2.250.1.71.4.2.4	SA57	Structure de coopération avec mission de coordination de soins
1.2.250.1.71.4.2.4	SA58	Entreprise de taxis
1.2.250.1.71.4.2.4	SA59	Laboratoire de biologie médicale hors catégorie standard
1.2.250.1.71.4.2.4	SA60	Centres médicaux SNCF
1.2.250.1.71.4.2.4	SA61	Structure Dispensatrice à domicile d'Oxygène à usage médical
1.2.250.1.71.4.2.4	SA63	Communauté professionnelle territoriale de santé et équipe de soins spécialisés
1.2.250.1.71.4.2.4	SA64	Société de téléconsultation
1.2.250.1.71.4.2.4	SA65	Antenne de pharmacie
1.2.250.1.71.4.2.4	SA66	Services de Prévention et de Santé au Travail (SPST)
1.2.250.1.71.4.2.4	SA67	Maisons médicales de garde (MMG)
1.2.250.1.71.4.2.4	SA68	Services départementaux d'incendie et de secours
1.2.250.1.71.4.2.4	SA69	Maisons de naissance

"""#)
}
