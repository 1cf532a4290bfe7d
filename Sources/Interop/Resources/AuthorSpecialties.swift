// Written by tools/make-code-tables; not edited by hand.
// Origin: ANS NOS, JDV_J01 XdsAuthorSpecialty and JDV_J48 ProfessionNonPS CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02; TRE_A02 and TRE_A00, ansforge/TestContenuCDA-2-41 @ d890ebd8e50857c522b9a47ec16a3ca788cb1781; TRE_G15, ansforge/DRIM-M_DRIMbox @ 18a4f13a37e72dd4206a436ebe71f1e37050b3eb.
// Licence: none stated in the repository; reference list published by the ANS; TRE_G15: MIT.
// swift-format-ignore-file

extension CodeTables.Source {
  static let authorSpecialties = Self(
    name: "author-specialties",
    text: #"""
# name: author-specialties
# version: 2024-12-13
# origin: ANS NOS, JDV_J01 XdsAuthorSpecialty and JDV_J48 ProfessionNonPS CI-SIS, ansforge/TestContenuCDA-3-0 @ 7cd489b39368809df9bcf2cfef5e5d6354438a02; TRE_A02 and TRE_A00, ansforge/TestContenuCDA-2-41 @ d890ebd8e50857c522b9a47ec16a3ca788cb1781; TRE_G15, ansforge/DRIM-M_DRIMbox @ 18a4f13a37e72dd4206a436ebe71f1e37050b3eb
# licence: none stated in the repository; reference list published by the ANS; TRE_G15: MIT
system	code	label
1.2.250.1.213.1.1.4.6	ALIM_AM	Alimentation automatique à partir du Système d'Information de l'Assurance Maladie
1.2.250.1.213.1.1.4.6	DISPOSITIF	Dispositif médical
1.2.250.1.213.1.1.4.6	EXP_PATIENT	Expression personnelle du patient
1.2.250.1.213.1.1.4.6	SECRETARIAT_MEDICAL	Secrétariat médical
1.2.250.1.213.1.1.4.6	AUTOMATE	Automate
1.2.250.1.213.1.1.4.6	SNR	Service numérique référencé
1.2.250.1.213.1.1.4.6	LOGICIEL_DUI	Logiciel de Dossier Usager Informatisé
1.2.250.1.213.1.1.4.5	G15_10	Médecin
1.2.250.1.213.1.1.4.5	G15_10/PAC00	Médecin - Qualification Praticien adjoint contractuel (PAC)
1.2.250.1.213.1.1.4.5	G15_10/SM01	Médecin - Anatomie et Cytologie pathologiques (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM02	Médecin - Anesthésie-réanimation (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM03	Médecin - Biologie médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM04	Médecin - Cardiologie et maladies vasculaires (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM05	Médecin - Chirurgie générale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM06	Médecin - Chirurgie maxillo-faciale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM07	Médecin - Chirurgie maxillo-faciale et Stomatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM08	Médecin - Chirurgie orthopédique et Traumatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM09	Médecin - Chirurgie infantile (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM10	Médecin - Chirurgie plastique reconstruct et esthétique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM11	Médecin - Chirurgie thoracique et cardio-vasculaire (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM12	Médecin - Chirurgie urologique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM13	Médecin - Chirurgie vasculaire (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM14	Médecin - Chirurgie viscérale et digestive (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM15	Médecin - Dermatologie et Vénéréologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM16	Médecin - Endocrinologie et métabolisme (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM17	Médecin - Génétique médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM18	Médecin - Gériatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM19	Médecin - Gynécologie médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM20	Médecin - Gynécologie-obstétrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM21	Médecin - Hématologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM22	Médecin - Hématologie, opt Maladie du sang (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM23	Médecin - Hématologie, opt Onco-hématologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM24	Médecin - Gastro-entérologie et hépatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM25	Médecin - Médecine du travail (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM26	Médecin - Qualifié en Médecine Générale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM27	Médecin - Médecine interne (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM28	Médecin - Médecine nucléaire (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM29	Médecin - Médecine physique et réadaptation (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM30	Médecin - Néphrologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM31	Médecin - Neuro-chirurgie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM32	Médecin - Neurologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM33	Médecin - Neuro-psychiatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM34	Médecin - ORL et Chirurgie cervico-faciale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM35	Médecin - Oncologie, opt Onco-hématologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM36	Médecin - Oncologie, opt médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM37	Médecin - Oncologie, opt radiothérapie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM38	Médecin - Ophtalmologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM39	Médecin - Oto-rhino-laryngologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM40	Médecin - Pédiatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM41	Médecin - Pneumologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM42	Médecin - Psychiatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM43	Médecin - Psychiatrie, opt enfant et adolescent (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM44	Médecin - Radio-diagnostic (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM45	Médecin - Radio-thérapie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM46	Médecin - Médecine intensive-réanimation (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM47	Médecin - Recherche médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM48	Médecin - Rhumatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM49	Médecin - Santé publique et Médecine sociale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM50	Médecin - Stomatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM51	Médecin - Gynéco-obstétrique et Gynéco méd, opt Gyn-obs (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM52	Médecin - Gynéco-obstétrique et Gynéco méd, opt Gyn-méd (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM53	Médecin - Spécialiste en Médecine Générale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM54	Médecin - Médecine Générale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM55	Médecin - Radio-diagnostic et Radio-Thérapie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM56	Médecin - Chirurgie orale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM57	Médecin - Allergologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM58	Médecin - Maladies infectieuses et tropicales (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM59	Médecin - Médecine d'urgence (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM60	Médecin - Médecine légale et expertises médicales (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM61	Médecin - Médecine vasculaire (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM62	Médecin - Endocrinologie, diabétologie, nutrition (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM63	Médecin - Biologie médicale option biologie générale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM64	Médecin - Biologie médicale option médecine moléculaire, génétique et pharmacologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM65	Médecin - Biologie médicale option hématologie et immunologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM66	Médecin - Biologie médicale option agents infectieux (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM67	Médecin - Biologie médicale option biologie de la reproduction (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM68	Médecin - Chirurgie maxillo-faciale (réforme 2017) (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM69	Médecin - Chirurgie pédiatrique option chirurgie viscérale pédiatrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM70	Médecin - Chirurgie pédiatrique option orthopédie pédiatrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM71	Médecin - Hématologie (réforme 2017) (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM72	Médecin - Médecine interne et immunologie clinique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM73	Médecin - Médecine cardiovasculaire (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM74	Médecin - Radiologie et imagerie médicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM75	Médecin - Santé publique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM76	Médecin - Anesthésie-réanimation option anesthésie-pédiatrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM77	Médecin - Chirurgie maxillo-faciale option orthodontie des dysmorphies maxillo-faciales (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM78	Médecin - Chirurgie viscérale et digestive option endoscopie chirurgicale (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM79	Médecin - Médecine cardiovasculaire option cardiologie interventionnelle (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM80	Médecin - Médecine cardiovasculaire option imagerie cardio d'expert (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM81	Médecin - Médecine cardiovasculaire option rythmologie interventionnelle et stimulation cardiaque (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM82	Médecin - Médecine intensive-réanimation option réanimation pédiatrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM83	Médecin - Néphrologie option soins intensifs néphrologiques (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM84	Médecin - Neurologie option traitement interventionnel de l'ischémie cérébrale aigüe (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM85	Médecin - Ophtalmo option chirurgie ophtalmopédiatrique et strabologique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM86	Médecin - ORL et chirurgie cervico-faciale option audiophonologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM87	Médecin - Pédiatrie option néonatologie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM88	Médecin - Pédiatrie option neuropédiatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM89	Médecin - Pédiatrie option pneumopédiatrie (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM90	Médecin - Pédiatrie option réanimation pédiatrique (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM91	Médecin - Pneumologie option soins intensifs respiratoires (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM92	Médecin - Psychiatrie option enfant et adolescent (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM93	Médecin - Psychiatrie option psychiatrie personne âgée (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM94	Médecin - Radiologie imagerie médicale option radiologie interventionnelle avancée (SM)
1.2.250.1.213.1.1.4.5	G15_10/SM95	Médecin - Santé publique option administration de la santé (SM)
1.2.250.1.213.1.1.4.5	G15_10/CEX22	Médecin - Gynécologie médicale et obstétrique (CEX)
1.2.250.1.213.1.1.4.5	G15_10/CEX24	Médecin - Gynécologie médicale (CEX)
1.2.250.1.213.1.1.4.5	G15_10/CEX26	Médecin - Obstétrique (CEX)
1.2.250.1.213.1.1.4.5	G15_10/CEX64	Médecin - Urologie (CEX)
1.2.250.1.213.1.1.4.5	G15_10/C01	Médecin - Anatomie et Cytologie pathologiques humaines (C)
1.2.250.1.213.1.1.4.5	G15_10/C03	Médecin - Anesthésie-réanimation (C)
1.2.250.1.213.1.1.4.5	G15_10/C05	Médecin - Médecine appliquée aux sports (C)
1.2.250.1.213.1.1.4.5	G15_10/C07	Médecin - Cardiologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C09	Médecin - Chirurgie plast reconstruct, esthétique (C)
1.2.250.1.213.1.1.4.5	G15_10/C10	Médecin - Chirurgie maxillo-faciale (C)
1.2.250.1.213.1.1.4.5	G15_10/C11	Médecin - Chirurgie thoracique (C)
1.2.250.1.213.1.1.4.5	G15_10/C12	Médecin - Chirurgie orthopédique (C)
1.2.250.1.213.1.1.4.5	G15_10/C13	Médecin - Urologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C15	Médecin - Dermato-vénéréologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C20	Médecin - Hémobiologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C23	Médecin - Gynécologie médicale et Obstétrique (C)
1.2.250.1.213.1.1.4.5	G15_10/C25	Médecin - Gynécologie médicale (C)
1.2.250.1.213.1.1.4.5	G15_10/C27	Médecin - Obstétrique (C)
1.2.250.1.213.1.1.4.5	G15_10/C29	Médecin - Maladies de l'appareil digestif (C)
1.2.250.1.213.1.1.4.5	G15_10/C30	Médecin - Néphrologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C31	Médecin - Médecine exotique (C)
1.2.250.1.213.1.1.4.5	G15_10/C33	Médecin - Allergologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C34	Médecin - Angéiologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C35	Médecin - Cancérologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C36	Médecin - Diabétologie-nutrition (C)
1.2.250.1.213.1.1.4.5	G15_10/C37	Médecin - Endocrinologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C38	Médecin - Maladies du sang (C)
1.2.250.1.213.1.1.4.5	G15_10/C39	Médecin - Réanimation (C)
1.2.250.1.213.1.1.4.5	G15_10/C40	Médecin - Médecine légale (C)
1.2.250.1.213.1.1.4.5	G15_10/C41	Médecin - Médecine du travail (C)
1.2.250.1.213.1.1.4.5	G15_10/C43	Médecin - Neurologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C45	Médecin - Neuro-chirurgie (C)
1.2.250.1.213.1.1.4.5	G15_10/C47	Médecin - Neuro-psychiatrie (C)
1.2.250.1.213.1.1.4.5	G15_10/C51	Médecin - Pédiatrie (C)
1.2.250.1.213.1.1.4.5	G15_10/C52	Médecin - Phoniatrie (C)
1.2.250.1.213.1.1.4.5	G15_10/C54	Médecin - Pneumologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C57	Médecin - Psychiatrie (C)
1.2.250.1.213.1.1.4.5	G15_10/C58	Médecin - Psychiatrie, opt enfant et adolescent (C)
1.2.250.1.213.1.1.4.5	G15_10/C60	Médecin - Médecine physique et réadaptation (C)
1.2.250.1.213.1.1.4.5	G15_10/C62	Médecin - Rhumatologie (C)
1.2.250.1.213.1.1.4.5	G15_10/C68	Médecin - Chirurgie pédiatrique (C)
1.2.250.1.213.1.1.4.5	G15_10/C69	Médecin - Médecine nucléaire (C)
1.2.250.1.213.1.1.4.5	G15_10/C71	Médecin - Médecine thermale (C)
1.2.250.1.213.1.1.4.5	G15_10/C72	Médecin - Génétique médicale (C)
1.2.250.1.213.1.1.4.5	G15_10/C75	Médecin - Endocrinologie et Maladies métaboliques (C)
1.2.250.1.213.1.1.4.5	G15_10/C76	Médecin - Orthopédie dento-maxillo-faciale (C)
1.2.250.1.213.1.1.4.5	G15_10/C83	Médecin - Chirurgie face et cou (C)
1.2.250.1.213.1.1.4.5	G15_10/CAPA01	Médecin - Addictologie clinique (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA02	Médecin - Aide médicale urgente (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA03	Médecin - Allergologie (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA04	Médecin - Angéiologie (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA05	Médecin - Evaluation et traitement de la douleur (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA06	Médecin - Gérontologie (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA07	Médecin - Hydrologie et climatologie médicales (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA08	Médecin - Médecine aérospatiale (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA09	Médecin - Médecine de catastrophe (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA10	Médecin - Médecine et biologie du sport (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA11	Médecin - Médecine de travail, prév risques prof (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA12	Médecin - Médecine pénitentiaire (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA13	Médecin - Médecine tropicale (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA14	Médecin - Pratiques médico-judiciaires (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA15	Médecin - Technologie transfusionnelle (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/CAPA16	Médecin - Toxicomanies et Alcoologies (CAPA)
1.2.250.1.213.1.1.4.5	G15_10/DSM200	Médecin - Addictologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM201	Médecin - Allergologie et Immunologie clinique (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM202	Médecin - Andrologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM203	Médecin - Biochimie hormonale et métabolique (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM204	Médecin - Biologie des agents infectieux (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM205	Médecin - Biologie moléculaire (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM206	Médecin - Cancérologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM207	Médecin - Chirurgie de la face et du cou (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM208	Médecin - Chirurgie plastique et reconstructrice (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM209	Médecin - Chirurgie vasculaire (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM210	Médecin - Cytogénétique humaine (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM211	Médecin - Dermatopathologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM212	Médecin - Foetopathologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM213	Médecin - Gériatrie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM214	Médecin - Hématologie biologique (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM215	Médecin - Hématologie maladies du sang (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM216	Médecin - Hémobiologie-transfusion (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM217	Médecin - Immunologie et Immunopathologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM218	Médecin - Médecine de la reproduction (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM219	Médecin - Médecine du sport (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM220	Médecin - Médecine d'urgence (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM221	Médecin - Médecine légale et Expertises médicales (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM222	Médecin - Médecine nucléaire (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM223	Médecin - Médecine vasculaire (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM224	Médecin - Néonatalogie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM225	Médecin - Neuropathologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM226	Médecin - Nutrition (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM227	Médecin - Orthopédie dento-maxillo-faciale (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM228	Médecin - Pathologie infect et trop, clin et bio (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM229	Médecin - Pharmacocinétique et Métabolisme des méd (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM230	Médecin - Pharmacologie clin et Eval thérapeutiq (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM231	Médecin - Psychiatrie de l'enfant et de l'ado (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM232	Médecin - Radiopharmacie et radiobiologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM233	Médecin - Réanimation médicale (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM234	Médecin - Toxicologie biologique (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM235	Médecin - Médecine de la douleur et Méd palliative (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM236	Médecin - Cancérologie, opt Trait méd des cancers (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM237	Médecin - Cancérologie, opt Chir cancérologique (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM238	Médecin - Cancérologie, opt Réseaux cancérologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM239	Médecin - Cancérologie, opt Biologie cancérologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_10/DSM240	Médecin - Cancérologie, opt Imagerie cancérologie (DNQ)
1.2.250.1.213.1.1.4.5	G15_21	Pharmacien
1.2.250.1.213.1.1.4.5	G15_21/A	Pharmacien titulaire d'officine
1.2.250.1.213.1.1.4.5	G15_21/B	Pharmacien d'entreprise - industrie
1.2.250.1.213.1.1.4.5	G15_21/C	Pharmacien d'entreprise - distribution
1.2.250.1.213.1.1.4.5	G15_21/D	Pharmacien adjoint, remplaçant ou gérant
1.2.250.1.213.1.1.4.5	G15_21/DA	Pharmacien adjoint
1.2.250.1.213.1.1.4.5	G15_21/DM	Pharmacien mutualiste ou minier
1.2.250.1.213.1.1.4.5	G15_21/E	Pharmacien d'Outre-Mer
1.2.250.1.213.1.1.4.5	G15_21/EA	Pharmacien titulaire d'officine - OM
1.2.250.1.213.1.1.4.5	G15_21/EB	Pharmacien d'entreprise - industrie - OM
1.2.250.1.213.1.1.4.5	G15_21/EC	Pharmacien d'entreprise - distribution - OM
1.2.250.1.213.1.1.4.5	G15_21/ED	Pharmacien adjoint - OM
1.2.250.1.213.1.1.4.5	G15_21/EG	Pharmacien biologiste - OM
1.2.250.1.213.1.1.4.5	G15_21/EH	Pharmacien d'un établissement de santé - OM
1.2.250.1.213.1.1.4.5	G15_21/G	Pharmacien biologiste
1.2.250.1.213.1.1.4.5	G15_21/H	Pharmacien d'établissement de santé
1.2.250.1.213.1.1.4.5	G15_21/M	Pharmacien militaire
1.2.250.1.213.1.1.4.5	G15_26	Audioprothésiste
1.2.250.1.213.1.1.4.5	G15_28	Opticien-Lunetier
1.2.250.1.213.1.1.4.5	G15_31	Assistant dentaire
1.2.250.1.213.1.1.4.5	G15_32	Physicien médical
1.2.250.1.213.1.1.4.5	G15_35	Aide-soignant
1.2.250.1.213.1.1.4.5	G15_36	Ambulancier
1.2.250.1.213.1.1.4.5	G15_37	Auxiliaire de puériculture
1.2.250.1.213.1.1.4.5	G15_38	Préparateur en pharmacie hospitalière
1.2.250.1.213.1.1.4.5	G15_39	Préparateur en pharmacie (officine)
1.2.250.1.213.1.1.4.5	G15_40	Chirurgien-Dentiste
1.2.250.1.213.1.1.4.5	G15_40/SCD01	Chirurgien-Dentiste - Orthopédie dento-faciale (SCD)
1.2.250.1.213.1.1.4.5	G15_40/SCD02	Chirurgien-Dentiste - Chirurgie orale (SCD)
1.2.250.1.213.1.1.4.5	G15_40/SCD03	Chirurgien-Dentiste - Médecine bucco-dentaire (SCD)
1.2.250.1.213.1.1.4.5	G15_50	Sage-Femme
1.2.250.1.213.1.1.4.5	G15_60	Infirmier
1.2.250.1.213.1.1.4.5	G15_60/SI01	Infirmier - Exercice infirmier en pratique avancée pathologies chroniques stabilisées (SI)
1.2.250.1.213.1.1.4.5	G15_60/SI02	Infirmier - Exercice infirmier en pratique avancée oncologie et hémato-oncologie (SI)
1.2.250.1.213.1.1.4.5	G15_60/SI03	Infirmier - Exerc. infirmier pratique avancée maladie rénale chroniq.,dialyse,transp. rénale (SI)
1.2.250.1.213.1.1.4.5	G15_60/SI04	Infirmier - Exercice infirmier en pratique avancée santé mentale (SI)
1.2.250.1.213.1.1.4.5	G15_60/SI05	Infirmier - Exercice infirmier en pratique avancée urgences (SI)
1.2.250.1.213.1.1.4.5	G15_69	Infirmier psychiatrique
1.2.250.1.213.1.1.4.5	G15_70	Masseur-Kinésithérapeute
1.2.250.1.213.1.1.4.5	G15_80	Pédicure-Podologue
1.2.250.1.213.1.1.4.5	G15_81	Orthoprothésiste
1.2.250.1.213.1.1.4.5	G15_82	Podo-Orthésiste
1.2.250.1.213.1.1.4.5	G15_83	Orthopédiste-Orthésiste
1.2.250.1.213.1.1.4.5	G15_84	Oculariste
1.2.250.1.213.1.1.4.5	G15_85	Epithésiste
1.2.250.1.213.1.1.4.5	G15_86	Technicien de laboratoire médical
1.2.250.1.213.1.1.4.5	G15_91	Orthophoniste
1.2.250.1.213.1.1.4.5	G15_92	Orthoptiste
1.2.250.1.213.1.1.4.5	G15_94	Ergothérapeute
1.2.250.1.213.1.1.4.5	G15_95	Diététicien
1.2.250.1.213.1.1.4.5	G15_96	Psychomotricien
1.2.250.1.213.1.1.4.5	G15_98	Manipulateur ERM
1.2.250.1.213.1.1.4.5	G16_10	Médecin en formation
1.2.250.1.213.1.1.4.5	G16_21	Pharmacien en formation
1.2.250.1.213.1.1.4.5	G16_40	Chirurgien-Dentiste en formation
1.2.250.1.213.1.1.4.5	G16_50	Sage-Femme en formation
1.2.250.1.213.1.1.4.5	G15_10/80	Médecin - Homéopathie (OP)
1.2.250.1.213.1.1.4.5	G15_10/81	Médecin - Acupuncture (OP)
1.2.250.1.213.1.1.4.5	G15_10/DEC01	Médecin - Addictologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC02	Médecin - Allergologie et immunologie clinique (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC03	Médecin - Andrologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC04	Médecin - Cancérologie option traitements médicaux des cancers (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC05	Médecin - Cancérologie option chirurgie cancérologique (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC06	Médecin - Cancérologie option réseaux de cancérologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC07	Médecin - Cancérologie option biologie en cancérologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC08	Médecin - Cancérologie option imagerie en cancérologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC09	Médecin - Dermatopathologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC10	Médecin - Foetopathologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC11	Médecin - Hémobiologie - tranfusion (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC12	Médecin - Médecine de la douleur et médecine palliative (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC13	Médecin - Médecine de la reproduction (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC14	Médecin - Médecine d'urgence (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC15	Médecin - Médecine du sport (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC16	Médecin - Médecine légale et expertises médicales (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC17	Médecin - Médecine vasculaire (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC18	Médecin - Néonatologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC19	Médecin - Neuropathologie (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC20	Médecin - Nutrition (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC21	Médecin - Orthopédie dento-maxillo-faciale (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC22	Médecin - Pathologie infectieuse et tropicale, clinique et biologique (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC23	Médecin - Pharmacologie clinique et évaluation des thérapeutiques (DEC)
1.2.250.1.213.1.1.4.5	G15_10/DEC24	Médecin - Psychiatrie de l'enfant et de l'adolescent (DEC)
1.2.250.1.213.1.1.4.5	G15_10/SST01	Médecin - Addictologie (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST02	Médecin - Bio-informatique médicale (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST03	Médecin - Cancérologie déc. hémato-cancérologie pédiatrique (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST04	Médecin - Cancérologie traitements médicaux des cancers (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST05	Médecin - Cardiologie pédiatrique et congénitale (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST06	Médecin - Chirurgie de la main (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST07	Médecin - Chirurgie en situation de guerre ou de catastrophe (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST08	Médecin - Chirurgie orbito-palpébro-lacrymale (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST09	Médecin - Douleur (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST10	Médecin - Expertise médicale-préjudice corporel (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST11	Médecin - Foetopathologie (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST12	Médecin - Génétique et médecine moléculaire bioclinique (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST13	Médecin - Hématologie bioclinique (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST14	Médecin - Hygiène-prévention de l'infection, résistances (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST15	Médecin - Maladies allergiques (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST16	Médecin - Médecine hospitalière polyvalente (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST17	Médecin - Médecine palliative (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST18	Médecin - Médecine scolaire (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST19	Médecin - Médecine en situation de guerre ou en SSE (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST20	Médecin - Médecine et biologie de la reproduction-andrologie (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST21	Médecin - Médecine du sport (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST22	Médecin - Nutrition appliquée (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST23	Médecin - Pharmacologie médicale/thérapeutique (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST24	Médecin - Sommeil (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST25	Médecin - Thérapie cellulaire/transfusion (SST)
1.2.250.1.213.1.1.4.5	G15_10/SST26	Médecin - Urgences pédiatriques (SST)
1.2.250.1.213.1.1.4.5	G15_21/FQ01	Pharmacien - Expérience prat. art. R.5124-16 du CSP Fabricant
1.2.250.1.213.1.1.4.5	G15_21/FQ02	Pharmacien - Expérience prat. art. R.5124-16 du CSP Exploitant
1.2.250.1.213.1.1.4.5	G15_21/FQ03	Pharmacien - Exp. prat. art. R.5124-16 du CSP Thérapie Cellulaire
1.2.250.1.213.1.1.4.5	G15_21/FQ04	Pharmacien - Expérience pratique article R.5124-18 du CSP
1.2.250.1.213.1.1.4.5	G15_21/FQ05	Pharmacien - Expérience pratique article R.5141-129 du CSP
1.2.250.1.213.1.6.1.109	71	Ostéopathe
1.2.250.1.213.1.6.1.109	72	Psychothérapeute
1.2.250.1.213.1.6.1.109	73	Chiropracteur
1.2.250.1.213.1.6.1.109	93	Psychologue
1.2.250.1.213.1.6.1.4	41	Assistant de service social
1.2.250.1.213.1.6.1.107	300	Assistant de service social (PAERPA)
1.2.250.1.213.1.6.1.107	301	Coordination territoriale d'appui (PAERPA)
1.2.250.1.213.1.6.1.107	302	Aide et accompagnement à domicile (PAERPA)
1.2.250.1.213.1.6.1.107	303	Avocat participant aux processus de soins sans consentement (eSSS)
1.2.250.1.213.1.6.1.107	304	Assistant de service social (Expérimentation MAIA)
1.2.250.1.213.1.6.1.107	305	Psychologue (Expérimentation MAIA)
1.2.250.1.213.1.6.1.107	306	Psychothérapeute (Expérimentation MAIA)
1.2.250.1.213.1.6.1.107	307	Mandataire judiciaire à la protection des majeurs (MJPM)
1.2.250.1.213.1.6.1.107	308	Pilote MAIA
1.2.250.1.213.1.6.1.107	309	Gestionnaire de cas MAIA
1.2.250.1.213.1.6.1.107	310	Equipe médico-sociale APA
1.2.250.1.213.1.6.1.107	311	Autre acteur mettant en oeuvre la méthode MAIA
1.2.250.1.213.1.6.1.107	312	Autre professionnel
1.2.250.1.213.1.6.1.107	313	Aide-soignant
1.2.250.1.213.1.6.1.107	314	Ambulancier
1.2.250.1.213.1.6.1.107	315	Auxiliaire de puériculture
1.2.250.1.213.1.6.1.107	316	Préparateur en pharmacie hospitalière
1.2.250.1.213.1.6.1.107	317	Préparateur en pharmacie (officine)
1.2.250.1.213.1.6.1.107	318	Auxiliaire de vie sociale
1.2.250.1.213.1.6.1.107	319	Technicien de l'intervention sociale et familiale
1.2.250.1.213.1.6.1.107	320	Conseiller en économie sociale et familiale
1.2.250.1.213.1.6.1.107	321	Médiateur familial
1.2.250.1.213.1.6.1.107	322	Assistant familial
1.2.250.1.213.1.6.1.107	323	Aide médico-psychologique (AMP)
1.2.250.1.213.1.6.1.107	324	Moniteur éducateur
1.2.250.1.213.1.6.1.107	325	Educateur de jeunes enfants
1.2.250.1.213.1.6.1.107	326	Educateur spécialisé
1.2.250.1.213.1.6.1.107	327	Educateur technique spécialisé
1.2.250.1.213.1.6.1.107	328	Accompagnant éducatif et social
1.2.250.1.213.1.6.1.107	329	Conseiller en génétique
1.2.250.1.213.1.6.1.107	330	Coordonnateur de parcours
1.2.250.1.213.1.6.1.107	331	Secrétaire assistante médico-administrative
1.2.250.1.213.1.6.1.107	333	Responsable de secteur
1.2.250.1.213.1.6.1.107	334	Biologiste médical ni médecin ni pharmacien
1.2.250.1.213.1.6.1.107	332	Assistant médical
1.2.250.1.213.1.6.1.107	335	Gestionnaire alertes et urgences sanitaires
1.2.250.1.213.1.6.1.107	336	Autre professionnel intervenant dans l'accueil et l'orientation des personnes
1.2.250.1.213.1.6.1.107	337	Autre professionnel intervenant dans la logistique
1.2.250.1.213.1.6.1.107	338	Autre professionnel intervenant dans l'hôtellerie et la restauration
1.2.250.1.213.1.6.1.107	339	Autre professionnel intervenant dans la direction de la qualité, hygiène, sécurité et environnement
1.2.250.1.213.1.6.1.107	340	Autre professionnel intervenant dans la direction des systèmes d'information
1.2.250.1.213.1.6.1.107	341	Autre professionnel intervenant dans la direction des finances et comptabilité
1.2.250.1.213.1.6.1.107	342	Autre professionnel intervenant dans la direction de la communication
1.2.250.1.213.1.6.1.107	343	Autre professionnel intervenant dans la direction des ressources humaines
1.2.250.1.213.1.6.1.107	344	Autre professionnel intervenant dans la direction des affaires médicales
1.2.250.1.213.1.6.1.107	345	Autre professionnel intervenant dans le social, éducatif, psychologie et culturel
1.2.250.1.213.1.6.1.107	346	Etudiant - infirmier
1.2.250.1.213.1.6.1.107	347	Etudiant - aide-soignant
1.2.250.1.213.1.6.1.107	348	Etudiant - auxiliaire de puériculture
1.2.250.1.213.1.6.1.107	349	Etudiant - masseur-kinésithérapeute
1.2.250.1.213.1.6.1.107	350	Aide à domicile
1.2.250.1.213.1.6.1.107	351	Assistant(e) maternel(le)
1.2.250.1.213.1.6.1.107	353	Membre de l'équipe de soins
1.2.250.1.213.1.6.1.107	354	Externe en médecine
1.2.250.1.213.1.6.1.107	355	Externe en odontologie
1.2.250.1.213.1.6.1.107	356	Externe en maïeutique
1.2.250.1.213.1.6.1.107	357	Externe en pharmacie
1.2.250.1.213.1.6.1.107	358	Autre étudiant
1.2.250.1.213.1.6.1.107	359	Directeur d'établissement
1.2.250.1.213.1.6.1.107	360	Brancardier
1.2.250.1.213.1.6.1.107	361	Educateur en activité physique adaptée
1.2.250.1.213.1.6.1.107	362	Technicien d'informations médicales
1.2.250.1.213.1.6.1.107	363	Attaché de recherche clinique
1.2.250.1.213.1.6.1.107	364	Praticien A Diplôme Hors Union Européenne (PADHUE)
1.2.250.1.213.1.6.1.107	365	Gestionnaire admissions / frais de séjour / traitement externe
1.2.250.1.213.1.6.1.107	366	Archiviste
1.2.250.1.213.1.6.1.107	367	Surveillant de nuit
1.2.250.1.213.1.6.1.107	368	Animateur
1.2.250.1.213.1.6.1.107	369	Biologiste médical non-médecin
1.2.250.1.213.1.6.1.107	370	Opérateur de Soins Non Programmés
1.2.250.1.213.1.1.4.5	G15_10/SCH01	Médecin - Anatomie et cytologie pathologiques (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH02	Médecin - Anesthésie-réanimation (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH03	Médecin - Bactériologie-virologie, hygiène hosp (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH04	Médecin - Biochimie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH05	Médecin - Biologie cellulaire, histologie, bio du dév (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH06	Médecin - Biologie médicale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH07	Médecin - Biophysique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH08	Médecin - Oncologie médicale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH09	Médecin - Cardiologie et maladies vasculaires (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH10	Médecin - Chirurgie générale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH11	Médecin - Chirurgie viscérale et digestive (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH12	Médecin - Chirurgie infantile (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH13	Médecin - Chirurgie maxillo-faciale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH14	Médecin - Chirurgie orthopédique et Traumatologique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH15	Médecin - Chirurgie plast reconstruct, esthétique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH16	Médecin - Chirurgie thoracique et cardio-vasculaire (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH17	Médecin - Chirurgie urologique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH18	Médecin - Chirurgie vasculaire (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH19	Médecin - Dermatologie et Vénéréologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH20	Médecin - Endocrinologie et Métabolisme (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH21	Médecin - Santé publique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH22	Médecin - Explorations fonctionnelles (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH23	Médecin - Gastro-entérologie et Hépatologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH24	Médecin - Génétique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH25	Médecin - Génétique médicale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH26	Médecin - Gynécologie et Obstétrique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH27	Médecin - Hématologie biologique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH28	Médecin - Hématologie clinique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH29	Médecin - Hémobiologie-transfusion (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH30	Médecin - Hygiène hospitalière (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH31	Médecin - Immunologie biologique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH32	Médecin - Immunologie clinique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH33	Médecin - Maladies infectieuses, maladies tropicales (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH34	Médecin - Médecine de la repro et Gynécologie médicale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH35	Médecin - Médecine du travail (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH36	Médecin - Médecine d'urgence (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH37	Médecin - Médecine générale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH38	Médecin - Gériatrie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH39	Médecin - Médecine interne (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH40	Médecin - Médecine légale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH41	Médecin - Médecine nucléaire (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH42	Médecin - Médecine physique et de réadaptation (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH43	Médecin - Néphrologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH44	Médecin - neuro-chirurgie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH45	Médecin - Neurologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH46	Médecin - Odontologie polyvalente (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH47	Médecin - Ophtalmologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH48	Médecin - Oto-rhino-laryngologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH49	Médecin - Parasitologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH50	Médecin - Pédiatrie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH51	Médecin - Pharmacie polyvalente et Pharmacie hosp (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH52	Médecin - Pharmacologie clinique et Toxicologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH53	Médecin - Pneumologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH54	Médecin - Psychiatrie polyvalente (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH55	Médecin - Radiologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH56	Médecin - Oncologie radiothérapique (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH57	Médecin - Réanimation médicale (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH58	Médecin - Rhumatologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH59	Médecin - Stomatologie (SCH)
1.2.250.1.213.1.1.4.5	G15_10/SCH60	Médecin - Toxicologie et Pharmacologie (SCH)
1.2.250.1.213.1.1.4.5	G15_21/DH	Pharmacien d'établissement de santé
1.2.250.1.213.1.6.1.109	97	Conseiller en génétique
1.2.250.1.213.1.6.1.4	42	Auxiliaire de vie sociale
1.2.250.1.213.1.6.1.4	43	Technicien de l'intervention sociale et familiale
1.2.250.1.213.1.6.1.4	44	Conseiller en économie sociale et familiale
1.2.250.1.213.1.6.1.4	45	Médiateur familial
1.2.250.1.213.1.6.1.4	46	Assistant familial
1.2.250.1.213.1.6.1.4	47	Aide médico-psychologique (AMP)
1.2.250.1.213.1.6.1.4	48	Moniteur éducateur
1.2.250.1.213.1.6.1.4	49	Educateur de jeunes enfants
1.2.250.1.213.1.6.1.4	51	Educateur spécialisé
1.2.250.1.213.1.6.1.4	52	Educateur technique spécialisé
1.2.250.1.213.1.6.1.4	53	Accompagnant éducatif et social
1.2.250.1.71.1.2.7	10	Médecin
1.2.250.1.71.1.2.7	21	Pharmacien
1.2.250.1.71.1.2.7	26	Audioprothésiste
1.2.250.1.71.1.2.7	28	Opticien-Lunetier
1.2.250.1.71.1.2.7	31	Assistant dentaire
1.2.250.1.71.1.2.7	32	Physicien médical
1.2.250.1.71.1.2.7	35	Aide-soignant
1.2.250.1.71.1.2.7	36	Ambulancier
1.2.250.1.71.1.2.7	37	Auxiliaire de puériculture
1.2.250.1.71.1.2.7	38	Préparateur en pharmacie hospitalière
1.2.250.1.71.1.2.7	39	Préparateur en pharmacie
1.2.250.1.71.1.2.7	40	Chirurgien-Dentiste
1.2.250.1.71.1.2.7	50	Sage-Femme
1.2.250.1.71.1.2.7	60	Infirmier
1.2.250.1.71.1.2.7	69	Infirmier psychiatrique
1.2.250.1.71.1.2.7	70	Masseur-Kinésithérapeute
1.2.250.1.71.1.2.7	80	Pédicure-Podologue
1.2.250.1.71.1.2.7	81	Orthoprothésiste
1.2.250.1.71.1.2.7	82	Podo-Orthésiste
1.2.250.1.71.1.2.7	83	Orthopédiste-Orthésiste
1.2.250.1.71.1.2.7	84	Oculariste
1.2.250.1.71.1.2.7	85	Epithésiste
1.2.250.1.71.1.2.7	86	Technicien de labo médical
1.2.250.1.71.1.2.7	91	Orthophoniste
1.2.250.1.71.1.2.7	92	Orthoptiste
1.2.250.1.71.1.2.7	93	Psychologue
1.2.250.1.71.1.2.7	94	Ergothérapeute
1.2.250.1.71.1.2.7	95	Diététicien
1.2.250.1.71.1.2.7	96	Psychomotricien
1.2.250.1.71.1.2.7	98	Manipulateur ERM

"""#)
}
