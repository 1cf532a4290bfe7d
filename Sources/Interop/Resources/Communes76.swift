// Written by tools/make-code-tables; not edited by hand.
// Origin: INSEE, code officiel géographique 2026, populations légales 2023, EPCI 2025, datagouv/decoupage-administratif @ 98976e5f29e66b8449cf64eaf3e2be0b8d9e7d85; postal codes: La Poste 2022, giloop/parrainages-communes-2022 @ 5232d7a3.
// Licence: Licence Ouverte 2.0 (INSEE, DGCL, La Poste).
// swift-format-ignore-file

extension CodeTables.Source {
  static let communes76 = Self(
    name: "communes-76",
    text: #"""
# name: communes-76
# version: 2026-01-01
# origin: INSEE, code officiel géographique 2026, populations légales 2023, EPCI 2025, datagouv/decoupage-administratif @ 98976e5f29e66b8449cf64eaf3e2be0b8d9e7d85; postal codes: La Poste 2022, giloop/parrainages-communes-2022 @ 5232d7a3
# licence: Licence Ouverte 2.0 (INSEE, DGCL, La Poste)
code	name	arrondissement	epci	epciName	population	postalCodes
76001	Allouville-Bellefosse	Rouen	247600620	CC Yvetot Normandie	1153	76190
76002	Alvimare	Le Havre	200010700	CA Caux Seine Agglo	584	76640
76004	Ambrumesnil	Dieppe	200068534	CC Terroir de Caux	520	76550
76005	Amfreville-la-Mi-Voie	Rouen	200023414	Métropole Rouen Normandie	3265	76920
76006	Amfreville-les-Champs	Rouen	200069847	CC Plateau de Caux	188	76560
76007	Anceaumeville	Rouen	200070449	CC Inter-Caux-Vexin	708	76710
76008	Ancourt	Dieppe	247600786	CA de la Région Dieppoise	618	76370
76009	Ancourteville-sur-Héricourt	Dieppe	200069839	CC de la Côte d'Albâtre	354	76560
76010	Ancretiéville-Saint-Victor	Rouen	200069847	CC Plateau de Caux	382	76760
76011	Ancretteville-sur-Mer	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	143	76540
76012	Angerville-Bailleul	Le Havre	247600505	CC Campagne-de-Caux	196	76110
76013	Angerville-la-Martel	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	1079	76540
76014	Angerville-l'Orcher	Le Havre	200084952	CU Le Havre Seine Métropole	1395	76280
76015	Angiens	Dieppe	200069839	CC de la Côte d'Albâtre	513	76740
76016	Anglesqueville-la-Bras-Long	Dieppe	200069839	CC de la Côte d'Albâtre	134	76740
76017	Anglesqueville-l'Esneval	Le Havre	200084952	CU Le Havre Seine Métropole	678	76280
76018	Val-de-Saâne	Dieppe	200068534	CC Terroir de Caux	1454	76890
76019	Anneville-sur-Scie	Dieppe	200068534	CC Terroir de Caux	405	76590
76020	Anneville-Ambourville	Rouen	200023414	Métropole Rouen Normandie	1153	76480
76021	Annouville-Vilmesnil	Le Havre	247600505	CC Campagne-de-Caux	447	76110
76022	Anquetierville	Rouen	200010700	CA Caux Seine Agglo	329	76490
76023	Anvéville	Rouen	200069847	CC Plateau de Caux	291	76560
76024	Ardouval	Dieppe	200070068	CC Bray-Eawy	158	76680
76025	Argueil	Dieppe	200069730	CC des Quatre Rivières en Bray	349	76780
76026	Arques-la-Bataille	Dieppe	247600786	CA de la Région Dieppoise	2412	76880
76028	Aubéguimont	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	186	76390
76029	Aubermesnil-aux-Érables	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	195	76340
76030	Aubermesnil-Beaumais	Dieppe	247600786	CA de la Région Dieppoise	520	76550
76032	Auberville-la-Manuel	Dieppe	200069839	CC de la Côte d'Albâtre	138	76450
76033	Auberville-la-Renault	Le Havre	247600505	CC Campagne-de-Caux	449	76110
76034	Val-de-Scie	Dieppe	200068534	CC Terroir de Caux	2530	76720|76850
76035	Aumale	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	1996	76390
76036	Auppegard	Dieppe	200068534	CC Terroir de Caux	695	76730
76038	Authieux-Ratiéville	Rouen	200070449	CC Inter-Caux-Vexin	401	76690
76039	Les Authieux-sur-le-Port-Saint-Ouen	Rouen	200023414	Métropole Rouen Normandie	1190	76520
76040	Autigny	Dieppe	200069839	CC de la Côte d'Albâtre	321	76740
76041	Les Hauts-de-Caux	Rouen	247600620	CC Yvetot Normandie	1331	76190
76042	Auvilliers	Dieppe	200070068	CC Bray-Eawy	101	76270
76043	Auzebosc	Rouen	247600620	CC Yvetot Normandie	1116	76190
76045	Auzouville-l'Esneval	Rouen	200069847	CC Plateau de Caux	361	76760
76046	Auzouville-sur-Ry	Rouen	200070449	CC Inter-Caux-Vexin	683	76116
76047	Auzouville-sur-Saâne	Dieppe	200068534	CC Terroir de Caux	144	76730
76048	Avesnes-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	280	76220
76049	Avesnes-en-Val	Dieppe	247600729	CC Falaises du Talou	261	76630
76050	Avremesnil	Dieppe	200068534	CC Terroir de Caux	994	76730
76051	Bacqueville-en-Caux	Dieppe	200068534	CC Terroir de Caux	1914	76730
76052	Bailleul-Neuville	Dieppe	247600604	CC de Londinières	220	76660
76053	Baillolet	Dieppe	247600604	CC de Londinières	116	76660
76054	Bailly-en-Rivière	Dieppe	247600729	CC Falaises du Talou	510	76630
76055	Baons-le-Comte	Rouen	247600620	CC Yvetot Normandie	337	76190
76056	Bardouville	Rouen	200023414	Métropole Rouen Normandie	597	76480
76057	Barentin	Rouen	247600646	CC Caux - Austreberthe	12022	76360
76058	Baromesnil	Dieppe	247600588	CC des Villes Soeurs	218	76260
76059	Bazinval	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	403	76340
76060	Beaubec-la-Rosière	Dieppe	200069730	CC des Quatre Rivières en Bray	457	76440
76062	Beaumont-le-Hareng	Rouen	200070449	CC Inter-Caux-Vexin	256	76850
76063	Beauval-en-Caux	Dieppe	200068534	CC Terroir de Caux	464	76890
76064	Beaurepaire	Le Havre	200084952	CU Le Havre Seine Métropole	490	76280
76065	Beaussault	Dieppe	200069730	CC des Quatre Rivières en Bray	410	76870
76066	Beautot	Dieppe	200068534	CC Terroir de Caux	156	76890
76067	Beauvoir-en-Lyons	Dieppe	200069730	CC des Quatre Rivières en Bray	663	76220
76068	Bec-de-Mortagne	Le Havre	247600505	CC Campagne-de-Caux	703	76110
76069	Belbeuf	Rouen	200023414	Métropole Rouen Normandie	2264	76240
76070	Bellencombre	Dieppe	200070068	CC Bray-Eawy	564	76680
76071	Bellengreville	Dieppe	247600729	CC Falaises du Talou	467	76630
76072	Belleville-en-Caux	Dieppe	200068534	CC Terroir de Caux	738	76890
76074	La Bellière	Dieppe	200069730	CC des Quatre Rivières en Bray	50	76440
76075	Belmesnil	Dieppe	200068534	CC Terroir de Caux	440	76590
76076	Bénarville	Le Havre	247600505	CC Campagne-de-Caux	260	76110
76077	Bénesville	Rouen	200069847	CC Plateau de Caux	158	76560
76079	Bénouville	Le Havre	200084952	CU Le Havre Seine Métropole	168	76790
76082	Bernières	Le Havre	200010700	CA Caux Seine Agglo	639	76210
76083	Bertheauville	Dieppe	200069839	CC de la Côte d'Albâtre	103	76450
76084	Bertreville	Dieppe	200069839	CC de la Côte d'Albâtre	121	76450
76085	Bertreville-Saint-Ouen	Dieppe	200068534	CC Terroir de Caux	347	76590
76086	Bertrimont	Dieppe	200068534	CC Terroir de Caux	227	76890
76087	Berville-en-Caux	Rouen	200069847	CC Plateau de Caux	698	76560
76088	Berville-sur-Seine	Rouen	200023414	Métropole Rouen Normandie	528	76480
76090	Beuzeville-la-Grenier	Le Havre	200010700	CA Caux Seine Agglo	1197	76210
76091	Beuzeville-la-Guérard	Dieppe	200069839	CC de la Côte d'Albâtre	237	76450
76092	Beuzevillette	Le Havre	200010700	CA Caux Seine Agglo	606	76210
76093	Bézancourt	Dieppe	200069730	CC des Quatre Rivières en Bray	358	76220
76094	Bierville	Rouen	200070449	CC Inter-Caux-Vexin	315	76750
76095	Bihorel	Rouen	200023414	Métropole Rouen Normandie	8316	76420
76096	Biville-la-Baignarde	Dieppe	200068534	CC Terroir de Caux	661	76890
76097	Biville-la-Rivière	Dieppe	200068534	CC Terroir de Caux	103	76730
76099	Blacqueville	Rouen	247600646	CC Caux - Austreberthe	660	76190
76100	Blainville-Crevon	Rouen	200070449	CC Inter-Caux-Vexin	1226	76116
76101	Blangy-sur-Bresle	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	2819	76340
76103	Bonsecours	Rouen	200023414	Métropole Rouen Normandie	6442	76240
76104	Blosseville	Dieppe	200069839	CC de la Côte d'Albâtre	260	76460
76105	Le Bocasse	Rouen	200070449	CC Inter-Caux-Vexin	654	76690
76106	Bois-d'Ennebourg	Rouen	200070449	CC Inter-Caux-Vexin	583	76160
76107	Bois-Guilbert	Rouen	200070449	CC Inter-Caux-Vexin	289	76750
76108	Bois-Guillaume	Rouen	200023414	Métropole Rouen Normandie	14539	76230
76109	Bois-Héroult	Rouen	200070449	CC Inter-Caux-Vexin	167	76750
76110	Bois-Himont	Rouen	247600620	CC Yvetot Normandie	436	76190
76111	Bois-l'Évêque	Rouen	200070449	CC Inter-Caux-Vexin	641	76160
76112	Le Bois-Robert	Dieppe	200068534	CC Terroir de Caux	388	76590
76113	Boissay	Rouen	200070449	CC Inter-Caux-Vexin	429	76750
76114	Bolbec	Le Havre	200010700	CA Caux Seine Agglo	11590	76210
76115	Bolleville	Le Havre	200010700	CA Caux Seine Agglo	596	76210
76116	Boos	Rouen	200023414	Métropole Rouen Normandie	3975	76520
76117	Bordeaux-Saint-Clair	Le Havre	200084952	CU Le Havre Seine Métropole	658	76790
76118	Bornambusc	Le Havre	247600505	CC Campagne-de-Caux	245	76110
76119	Bosc-Bérenger	Dieppe	200070068	CC Bray-Eawy	194	76680
76120	Bosc-Bordel	Rouen	200070449	CC Inter-Caux-Vexin	455	76750
76121	Bosc-Édeline	Rouen	200070449	CC Inter-Caux-Vexin	357	76750
76122	Callengeville	Dieppe	200070068	CC Bray-Eawy	499	76270
76123	Bosc-Guérard-Saint-Adrien	Rouen	200070449	CC Inter-Caux-Vexin	1101	76710
76124	Bosc-Hyons	Dieppe	200069730	CC des Quatre Rivières en Bray	414	76220
76125	Bosc-le-Hard	Rouen	200070449	CC Inter-Caux-Vexin	1611	76850
76126	Bosc-Mesnil	Dieppe	200070068	CC Bray-Eawy	318	76680
76128	Bosville	Dieppe	200069839	CC de la Côte d'Albâtre	584	76450
76129	Boudeville	Rouen	200069847	CC Plateau de Caux	217	76560
76130	Bouelles	Dieppe	200070068	CC Bray-Eawy	260	76270
76131	La Bouille	Rouen	200023414	Métropole Rouen Normandie	706	76530
76132	Bourdainville	Rouen	200069847	CC Plateau de Caux	479	76760
76133	Le Bourg-Dun	Dieppe	200069839	CC de la Côte d'Albâtre	422	76740
76134	Bourville	Dieppe	200069839	CC de la Côte d'Albâtre	276	76740
76135	Bouville	Rouen	247600646	CC Caux - Austreberthe	1039	76360
76136	Brachy	Dieppe	200068534	CC Terroir de Caux	663	76730
76138	Bracquetuit	Dieppe	200068534	CC Terroir de Caux	333	76850
76139	Bradiancourt	Dieppe	200070068	CC Bray-Eawy	221	76680
76140	Brametot	Dieppe	200069839	CC de la Côte d'Albâtre	199	76740
76141	Bréauté	Le Havre	247600505	CC Campagne-de-Caux	1329	76110
76142	Brémontier-Merval	Dieppe	200069730	CC des Quatre Rivières en Bray	425	76220
76143	Bretteville-du-Grand-Caux	Le Havre	247600505	CC Campagne-de-Caux	1405	76110
76144	Bretteville-Saint-Laurent	Rouen	200069847	CC Plateau de Caux	163	76560
76146	Buchy	Rouen	200070449	CC Inter-Caux-Vexin	2815	76750
76147	Bully	Dieppe	200070068	CC Bray-Eawy	863	76270
76148	Bures-en-Bray	Dieppe	247600604	CC de Londinières	302	76660
76149	Butot	Rouen	200069847	CC Plateau de Caux	280	76890
76151	Cailleville	Dieppe	200069839	CC de la Côte d'Albâtre	244	76460
76152	Cailly	Rouen	200070449	CC Inter-Caux-Vexin	731	76690
76153	Calleville-les-Deux-Églises	Dieppe	200068534	CC Terroir de Caux	328	76890
76154	Campneuseville	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	440	76340
76155	Canehan	Dieppe	247600729	CC Falaises du Talou	378	76260
76156	Canouville	Dieppe	200069839	CC de la Côte d'Albâtre	344	76450
76157	Canteleu	Rouen	200023414	Métropole Rouen Normandie	14402	76380
76158	Canville-les-Deux-Églises	Rouen	200069847	CC Plateau de Caux	305	76560
76159	Cany-Barville	Dieppe	200069839	CC de la Côte d'Albâtre	2909	76450
76160	Carville-la-Folletière	Rouen	247600620	CC Yvetot Normandie	419	76190
76161	Carville-Pot-de-Fer	Rouen	200069847	CC Plateau de Caux	108	76560
76162	Le Catelier	Dieppe	200068534	CC Terroir de Caux	264	76590
76163	Catenay	Rouen	200070449	CC Inter-Caux-Vexin	702	76116
76164	Rives-en-Seine	Rouen	200010700	CA Caux Seine Agglo	4002	76490
76165	Caudebec-lès-Elbeuf	Rouen	200023414	Métropole Rouen Normandie	10476	76320
76166	Le Caule-Sainte-Beuve	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	473	76390
76167	Cauville-sur-Mer	Le Havre	200084952	CU Le Havre Seine Métropole	1678	76930
76168	Les Cent-Acres	Dieppe	200068534	CC Terroir de Caux	65	76590
76169	La Cerlangue	Le Havre	200084952	CU Le Havre Seine Métropole	1300	76430
76170	La Chapelle-du-Bourgay	Dieppe	200068534	CC Terroir de Caux	107	76590
76171	La Chapelle-Saint-Ouen	Dieppe	200069730	CC des Quatre Rivières en Bray	147	76780
76172	La Chapelle-sur-Dun	Dieppe	200069839	CC de la Côte d'Albâtre	162	76740
76173	La Chaussée	Dieppe	200068534	CC Terroir de Caux	561	76590
76174	Cideville	Rouen	200069847	CC Plateau de Caux	430	76570
76175	Clais	Dieppe	247600604	CC de Londinières	264	76660
76176	Clasville	Dieppe	200069839	CC de la Côte d'Albâtre	347	76450
76177	Claville-Motteville	Rouen	200070449	CC Inter-Caux-Vexin	260	76690
76178	Cléon	Rouen	200023414	Métropole Rouen Normandie	4795	76410
76179	Clères	Rouen	200070449	CC Inter-Caux-Vexin	1381	76690
76180	Cleuville	Dieppe	200069839	CC de la Côte d'Albâtre	190	76450
76181	Cléville	Le Havre	200010700	CA Caux Seine Agglo	136	76640
76182	Cliponville	Le Havre	200010700	CA Caux Seine Agglo	245	76640
76183	Colleville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	746	76400
76184	Colmesnil-Manneville	Dieppe	247600786	CA de la Région Dieppoise	106	76550
76185	Compainville	Dieppe	200069730	CC des Quatre Rivières en Bray	159	76440
76186	Conteville	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	507	76390
76187	Contremoulins	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	167	76400
76188	Cottévrard	Rouen	200070449	CC Inter-Caux-Vexin	470	76850
76189	Crasville-la-Mallet	Dieppe	200069839	CC de la Côte d'Albâtre	189	76450
76190	Crasville-la-Rocquefort	Dieppe	200069839	CC de la Côte d'Albâtre	207	76740
76192	Criel-sur-Mer	Dieppe	247600588	CC des Villes Soeurs	2527	76910
76193	La Crique	Dieppe	200070068	CC Bray-Eawy	383	76850
76194	Criquebeuf-en-Caux	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	405	76111
76195	Criquetot-le-Mauconduit	Le Havre	200069839	CC de la Côte d'Albâtre	196	76540
76196	Criquetot-l'Esneval	Le Havre	200084952	CU Le Havre Seine Métropole	2668	76280
76197	Criquetot-sur-Longueville	Dieppe	200068534	CC Terroir de Caux	221	76590
76198	Criquetot-sur-Ouville	Rouen	200069847	CC Plateau de Caux	817	76760
76199	Criquiers	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	716	76390
76200	Critot	Dieppe	200070068	CC Bray-Eawy	544	76680
76201	Croisy-sur-Andelle	Dieppe	200069730	CC des Quatre Rivières en Bray	516	76780
76202	Croixdalle	Dieppe	247600604	CC de Londinières	338	76660
76203	Croix-Mare	Rouen	247600620	CC Yvetot Normandie	704	76190
76204	Cropus	Dieppe	200068534	CC Terroir de Caux	248	76720
76205	Crosville-sur-Scie	Dieppe	200068534	CC Terroir de Caux	225	76590
76206	Cuverville	Le Havre	200084952	CU Le Havre Seine Métropole	341	76280
76207	Cuverville-sur-Yères	Dieppe	247600729	CC Falaises du Talou	193	76260
76208	Cuy-Saint-Fiacre	Dieppe	200069730	CC des Quatre Rivières en Bray	625	76220
76209	Dampierre-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	451	76220
76210	Dampierre-Saint-Nicolas	Dieppe	247600729	CC Falaises du Talou	444	76510
76211	Dancourt	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	235	76340
76212	Darnétal	Rouen	200023414	Métropole Rouen Normandie	9566	76160
76213	Daubeuf-Serville	Le Havre	247600505	CC Campagne-de-Caux	397	76110
76214	Dénestanville	Dieppe	200068534	CC Terroir de Caux	282	76590
76216	Déville-lès-Rouen	Rouen	200023414	Métropole Rouen Normandie	10802	76250
76217	Dieppe	Dieppe	247600786	CA de la Région Dieppoise	28496	76200|76370
76218	Doudeauville	Dieppe	200069730	CC des Quatre Rivières en Bray	115	76220
76219	Doudeville	Rouen	200069847	CC Plateau de Caux	2420	76560
76220	Douvrend	Dieppe	247600729	CC Falaises du Talou	500	76630
76221	Drosay	Dieppe	200069839	CC de la Côte d'Albâtre	190	76460
76222	Duclair	Rouen	200023414	Métropole Rouen Normandie	3996	76480
76223	Écalles-Alix	Rouen	247600620	CC Yvetot Normandie	566	76190
76224	Écrainville	Le Havre	247600505	CC Campagne-de-Caux	1001	76110
76225	Écretteville-lès-Baons	Rouen	247600620	CC Yvetot Normandie	357	76190
76226	Écretteville-sur-Mer	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	140	76540
76227	Ectot-l'Auber	Rouen	200069847	CC Plateau de Caux	729	76760
76228	Ectot-lès-Baons	Rouen	200069847	CC Plateau de Caux	398	76970
76229	Elbeuf-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	395	76220
76230	Elbeuf-sur-Andelle	Rouen	200070449	CC Inter-Caux-Vexin	431	76780
76231	Elbeuf	Rouen	200023414	Métropole Rouen Normandie	15474	76500
76232	Életot	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	626	76540
76233	Ellecourt	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	157	76390
76234	Émanville	Rouen	247600646	CC Caux - Austreberthe	791	76570
76235	Envermeu	Dieppe	247600729	CC Falaises du Talou	1967	76630
76236	Envronville	Le Havre	200010700	CA Caux Seine Agglo	367	76640
76237	Épinay-sur-Duclair	Rouen	200023414	Métropole Rouen Normandie	521	76480
76238	Épouville	Le Havre	200084952	CU Le Havre Seine Métropole	2601	76133
76239	Épretot	Le Havre	200084952	CU Le Havre Seine Métropole	782	76430
76240	Épreville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	1084	76400
76241	Ermenouville	Dieppe	200069839	CC de la Côte d'Albâtre	116	76740
76242	Ernemont-la-Villette	Dieppe	200069730	CC des Quatre Rivières en Bray	218	76220
76243	Ernemont-sur-Buchy	Rouen	200070449	CC Inter-Caux-Vexin	291	76750
76244	Esclavelles	Dieppe	200070068	CC Bray-Eawy	401	76270
76245	Eslettes	Rouen	200070449	CC Inter-Caux-Vexin	1620	76710
76247	Esteville	Rouen	200070449	CC Inter-Caux-Vexin	559	76690
76249	Étaimpuis	Dieppe	200068534	CC Terroir de Caux	880	76850
76250	Étainhus	Le Havre	200084952	CU Le Havre Seine Métropole	1207	76430
76251	Étalleville	Rouen	200069847	CC Plateau de Caux	431	76560
76252	Étalondes	Dieppe	247600588	CC des Villes Soeurs	1068	76260
76253	Étoutteville	Rouen	200069847	CC Plateau de Caux	841	76190
76254	Étretat	Le Havre	200084952	CU Le Havre Seine Métropole	1102	76790
76255	Eu	Dieppe	247600588	CC des Villes Soeurs	6499	76260
76257	Fallencourt	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	176	76340
76258	Terres-de-Caux	Le Havre	200010700	CA Caux Seine Agglo	4245	76640
76259	Fécamp	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	17313	76400
76260	Ferrières-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	1669	76220
76261	La Ferté-Saint-Samson	Dieppe	200069730	CC des Quatre Rivières en Bray	449	76440
76262	Fesques	Dieppe	200070068	CC Bray-Eawy	146	76270
76263	La Feuillie	Dieppe	200069730	CC des Quatre Rivières en Bray	1228	76220
76264	Flamanville	Rouen	200069847	CC Plateau de Caux	462	76970
76265	Flamets-Frétils	Dieppe	200070068	CC Bray-Eawy	159	76270
76266	Flocques	Dieppe	247600588	CC des Villes Soeurs	729	76260
76268	Fongueusemare	Le Havre	200084952	CU Le Havre Seine Métropole	175	76280
76269	Fontaine-en-Bray	Dieppe	200070068	CC Bray-Eawy	165	76440
76270	Fontaine-la-Mallet	Le Havre	200084952	CU Le Havre Seine Métropole	2725	76290
76271	Fontaine-le-Bourg	Rouen	200070449	CC Inter-Caux-Vexin	1881	76690
76272	Fontaine-le-Dun	Dieppe	200069839	CC de la Côte d'Albâtre	873	76740
76273	Fontaine-sous-Préaux	Rouen	200023414	Métropole Rouen Normandie	569	76160
76274	La Fontelaye	Dieppe	200068534	CC Terroir de Caux	27	76890
76275	Fontenay	Le Havre	200084952	CU Le Havre Seine Métropole	1766	76290
76276	Forges-les-Eaux	Dieppe	200069730	CC des Quatre Rivières en Bray	3642	76440
76278	Foucarmont	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	816	76340
76279	Foucart	Le Havre	200010700	CA Caux Seine Agglo	329	76640
76280	Fréauville	Dieppe	247600604	CC de Londinières	143	76660
76281	La Frénaye	Le Havre	200010700	CA Caux Seine Agglo	2074	76170
76282	Freneuse	Rouen	200023414	Métropole Rouen Normandie	993	76410
76283	Fresles	Dieppe	200070068	CC Bray-Eawy	222	76270
76284	Fresnay-le-Long	Dieppe	200068534	CC Terroir de Caux	335	76850
76285	Fresne-le-Plan	Rouen	200070449	CC Inter-Caux-Vexin	554	76520
76286	Fresnoy-Folny	Dieppe	247600604	CC de Londinières	683	76660
76287	Fresquiennes	Rouen	200070449	CC Inter-Caux-Vexin	1079	76570
76288	Freulleville	Dieppe	247600729	CC Falaises du Talou	386	76510
76289	Saint Martin de l'If	Rouen	247600620	CC Yvetot Normandie	1736	76190
76290	Frichemesnil	Rouen	200070449	CC Inter-Caux-Vexin	411	76690
76291	Froberville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	1193	76400
76292	Fry	Dieppe	200069730	CC des Quatre Rivières en Bray	139	76780
76293	Fultot	Rouen	200069847	CC Plateau de Caux	246	76560
76294	La Gaillarde	Dieppe	200069839	CC de la Côte d'Albâtre	373	76740
76295	Gaillefontaine	Dieppe	200069730	CC des Quatre Rivières en Bray	1108	76870
76296	Gainneville	Le Havre	200084952	CU Le Havre Seine Métropole	2548	76700
76297	Gancourt-Saint-Étienne	Dieppe	200069730	CC des Quatre Rivières en Bray	231	76220
76298	Ganzeville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	454	76400
76299	Gerponville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	397	76540
76300	Gerville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	412	76790
76302	Goderville	Le Havre	247600505	CC Campagne-de-Caux	2818	76110
76303	Gommerville	Le Havre	200084952	CU Le Havre Seine Métropole	748	76430
76304	Gonfreville-Caillot	Le Havre	247600505	CC Campagne-de-Caux	404	76110
76305	Gonfreville-l'Orcher	Le Havre	200084952	CU Le Havre Seine Métropole	8916	76700
76306	Gonnetot	Dieppe	200068534	CC Terroir de Caux	173	76730
76307	Gonneville-la-Mallet	Le Havre	200084952	CU Le Havre Seine Métropole	1338	76280
76308	Gonneville-sur-Scie	Dieppe	200068534	CC Terroir de Caux	562	76590
76309	Gonzeville	Rouen	200069847	CC Plateau de Caux	113	76560
76311	Goupillières	Rouen	247600646	CC Caux - Austreberthe	443	76570
76312	Gournay-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	5723	76220
76313	Gouy	Rouen	200023414	Métropole Rouen Normandie	888	76520
76314	Graimbouville	Le Havre	200084952	CU Le Havre Seine Métropole	604	76430
76315	Grainville-la-Teinturière	Dieppe	200069839	CC de la Côte d'Albâtre	1048	76450
76316	Grainville-sur-Ry	Rouen	200070449	CC Inter-Caux-Vexin	438	76116
76317	Grainville-Ymauville	Le Havre	247600505	CC Campagne-de-Caux	428	76110
76318	Grand-Camp	Le Havre	200010700	CA Caux Seine Agglo	763	76170
76319	Grand-Couronne	Rouen	200023414	Métropole Rouen Normandie	9768	76530
76320	Grandcourt	Dieppe	247600604	CC de Londinières	292	76660
76321	Les Grandes-Ventes	Dieppe	200070068	CC Bray-Eawy	1725	76950
76322	Le Grand-Quevilly	Rouen	200023414	Métropole Rouen Normandie	25789	76120
76323	Graval	Dieppe	200070068	CC Bray-Eawy	153	76270
76324	Grèges	Dieppe	247600786	CA de la Région Dieppoise	830	76370
76325	Grémonville	Rouen	200069847	CC Plateau de Caux	446	76970
76327	Greuville	Dieppe	200068534	CC Terroir de Caux	368	76810
76328	Grigneuseville	Rouen	200070449	CC Inter-Caux-Vexin	371	76850
76329	Gruchet-le-Valasse	Le Havre	200010700	CA Caux Seine Agglo	3008	76210
76330	Gruchet-Saint-Siméon	Dieppe	200068534	CC Terroir de Caux	682	76810
76331	Grugny	Rouen	200070449	CC Inter-Caux-Vexin	1004	76690
76332	Grumesnil	Dieppe	200069730	CC des Quatre Rivières en Bray	485	76440
76333	Guerville	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	458	76340
76334	Gueures	Dieppe	200068534	CC Terroir de Caux	522	76730
76335	Gueutteville	Dieppe	200068534	CC Terroir de Caux	75	76890
76336	Gueutteville-les-Grès	Dieppe	200069839	CC de la Côte d'Albâtre	363	76460
76338	La Hallotière	Dieppe	200069730	CC des Quatre Rivières en Bray	200	76780
76339	Le Hanouard	Dieppe	200069839	CC de la Côte d'Albâtre	271	76450
76340	Harcanville	Rouen	200069847	CC Plateau de Caux	522	76560
76341	Harfleur	Le Havre	200084952	CU Le Havre Seine Métropole	8289	76700
76342	Hattenville	Le Havre	200010700	CA Caux Seine Agglo	704	76640
76343	Haucourt	Dieppe	200069730	CC des Quatre Rivières en Bray	194	76440
76344	Haudricourt	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	461	76390
76345	Haussez	Dieppe	200069730	CC des Quatre Rivières en Bray	274	76440
76346	Hautot-l'Auvray	Dieppe	200069839	CC de la Côte d'Albâtre	305	76450
76347	Hautot-le-Vatois	Rouen	247600620	CC Yvetot Normandie	325	76190
76348	Hautot-Saint-Sulpice	Rouen	247600620	CC Yvetot Normandie	688	76190
76349	Hautot-sur-Mer	Dieppe	247600786	CA de la Région Dieppoise	1870	76550
76350	Hautot-sur-Seine	Rouen	200023414	Métropole Rouen Normandie	399	76113
76351	Le Havre	Le Havre	200084952	CU Le Havre Seine Métropole	166687	76600|76610|76620
76352	La Haye	Dieppe	200069730	CC des Quatre Rivières en Bray	366	76780
76353	Héberville	Dieppe	200069839	CC de la Côte d'Albâtre	100	76740
76354	Hénouville	Rouen	200023414	Métropole Rouen Normandie	1406	76840
76355	Héricourt-en-Caux	Rouen	200069847	CC Plateau de Caux	941	76560
76356	Hermanville	Dieppe	200068534	CC Terroir de Caux	111	76730
76357	Hermeville	Le Havre	200084952	CU Le Havre Seine Métropole	362	76280
76359	Héronchelles	Rouen	200070449	CC Inter-Caux-Vexin	149	76750
76360	Heugleville-sur-Scie	Dieppe	200068534	CC Terroir de Caux	636	76720
76361	Heuqueville	Le Havre	200084952	CU Le Havre Seine Métropole	717	76280
76362	Heurteauville	Rouen	200010700	CA Caux Seine Agglo	284	76940
76363	Hodeng-au-Bosc	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	559	76340
76364	Hodeng-Hodenger	Dieppe	200069730	CC des Quatre Rivières en Bray	294	76780
76365	Houdetot	Dieppe	200069839	CC de la Côte d'Albâtre	202	76740
76366	Le Houlme	Rouen	200023414	Métropole Rouen Normandie	4130	76770
76367	Houppeville	Rouen	200023414	Métropole Rouen Normandie	2814	76770
76368	Houquetot	Le Havre	247600505	CC Campagne-de-Caux	350	76110
76369	La Houssaye-Béranger	Rouen	200070449	CC Inter-Caux-Vexin	545	76690
76370	Hugleville-en-Caux	Rouen	200069847	CC Plateau de Caux	406	76570
76371	Les Ifs	Dieppe	247600729	CC Falaises du Talou	67	76630
76372	Illois	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	381	76390
76373	Imbleville	Dieppe	200068534	CC Terroir de Caux	321	76890
76374	Incheville	Dieppe	247600588	CC des Villes Soeurs	1121	76117
76375	Ingouville	Dieppe	200069839	CC de la Côte d'Albâtre	282	76460
76377	Isneauville	Rouen	200023414	Métropole Rouen Normandie	3716	76230
76378	Jumièges	Rouen	200023414	Métropole Rouen Normandie	1761	76480
76379	Lamberville	Dieppe	200068534	CC Terroir de Caux	185	76730
76380	Lammerville	Dieppe	200068534	CC Terroir de Caux	302	76730
76381	Landes-Vieilles-et-Neuves	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	125	76390
76382	Lanquetot	Le Havre	200010700	CA Caux Seine Agglo	1151	76210
76383	Lestanville	Dieppe	200068534	CC Terroir de Caux	90	76730
76384	Lillebonne	Le Havre	200010700	CA Caux Seine Agglo	8541	76170
76385	Limésy	Rouen	247600646	CC Caux - Austreberthe	1511	76570
76386	Limpiville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	405	76540
76387	Lindebeuf	Rouen	200069847	CC Plateau de Caux	386	76760
76388	Lintot	Le Havre	200010700	CA Caux Seine Agglo	472	76210
76389	Lintot-les-Bois	Dieppe	200068534	CC Terroir de Caux	189	76590
76390	Les Loges	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	1126	76790
76391	La Londe	Rouen	200023414	Métropole Rouen Normandie	2372	76500
76392	Londinières	Dieppe	247600604	CC de Londinières	1234	76660
76393	Longmesnil	Dieppe	200069730	CC des Quatre Rivières en Bray	45	76440
76394	Longroy	Dieppe	247600588	CC des Villes Soeurs	637	76260
76395	Longueil	Dieppe	200068534	CC Terroir de Caux	503	76860
76396	Longuerue	Rouen	200070449	CC Inter-Caux-Vexin	346	76750
76397	Longueville-sur-Scie	Dieppe	200068534	CC Terroir de Caux	900	76590
76398	Louvetot	Rouen	200010700	CA Caux Seine Agglo	783	76490
76399	Lucy	Dieppe	200070068	CC Bray-Eawy	180	76270
76400	Luneray	Dieppe	200068534	CC Terroir de Caux	2169	76810
76401	Arelaune-en-Seine	Rouen	200010700	CA Caux Seine Agglo	2546	76940
76402	Malaunay	Rouen	200023414	Métropole Rouen Normandie	6221	76770
76403	Malleville-les-Grès	Dieppe	200069839	CC de la Côte d'Albâtre	203	76450
76404	Manéglise	Le Havre	200084952	CU Le Havre Seine Métropole	1292	76133
76405	Manéhouville	Dieppe	200068534	CC Terroir de Caux	211	76590
76406	Maniquerville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	409	76400
76407	Manneville-ès-Plains	Dieppe	200069839	CC de la Côte d'Albâtre	310	76460
76408	Manneville-la-Goupil	Le Havre	247600505	CC Campagne-de-Caux	1054	76110
76409	Mannevillette	Le Havre	200084952	CU Le Havre Seine Métropole	935	76290
76410	Maromme	Rouen	200023414	Métropole Rouen Normandie	10957	76150
76411	Marques	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	236	76390
76412	Martainville-Épreville	Rouen	200070449	CC Inter-Caux-Vexin	746	76116
76413	Martigny	Dieppe	247600786	CA de la Région Dieppoise	405	76880
76414	Martin-Église	Dieppe	247600786	CA de la Région Dieppoise	1589	76370
76415	Massy	Dieppe	200070068	CC Bray-Eawy	316	76270
76416	Mathonville	Dieppe	200070068	CC Bray-Eawy	344	76680
76417	Maucomble	Dieppe	200070068	CC Bray-Eawy	383	76680
76418	Maulévrier-Sainte-Gertrude	Rouen	200010700	CA Caux Seine Agglo	1053	76490
76419	Mauny	Rouen	200066405	CC Roumois Seine	150	76530
76420	Mauquenchy	Dieppe	200069730	CC des Quatre Rivières en Bray	365	76440
76421	Mélamare	Le Havre	200010700	CA Caux Seine Agglo	938	76170
76422	Melleville	Dieppe	247600588	CC des Villes Soeurs	264	76260
76423	Ménerval	Dieppe	200069730	CC des Quatre Rivières en Bray	178	76220
76424	Ménonval	Dieppe	200070068	CC Bray-Eawy	236	76270
76425	Mentheville	Le Havre	247600505	CC Campagne-de-Caux	302	76110
76426	Mésangueville	Dieppe	200069730	CC des Quatre Rivières en Bray	154	76780
76427	Mesnières-en-Bray	Dieppe	200070068	CC Bray-Eawy	940	76270
76428	Le Mesnil-Durdent	Dieppe	200069839	CC de la Côte d'Albâtre	18	76460
76429	Le Mesnil-Esnard	Rouen	200023414	Métropole Rouen Normandie	8177	76240
76430	Mesnil-Follemprise	Dieppe	200070068	CC Bray-Eawy	119	76660
76431	Le Mesnil-Lieubray	Dieppe	200069730	CC des Quatre Rivières en Bray	92	76780
76432	Mesnil-Mauger	Dieppe	200069730	CC des Quatre Rivières en Bray	243	76440
76433	Mesnil-Panneville	Rouen	247600620	CC Yvetot Normandie	766	76570
76434	Mesnil-Raoul	Rouen	200070449	CC Inter-Caux-Vexin	1245	76520
76435	Le Mesnil-Réaume	Dieppe	247600588	CC des Villes Soeurs	808	76260
76436	Le Mesnil-sous-Jumièges	Rouen	200023414	Métropole Rouen Normandie	602	76480
76437	Meulers	Dieppe	247600729	CC Falaises du Talou	577	76510
76438	Millebosc	Dieppe	247600588	CC des Villes Soeurs	242	76260
76439	Mirville	Le Havre	200010700	CA Caux Seine Agglo	346	76210
76440	Molagnies	Dieppe	200069730	CC des Quatre Rivières en Bray	209	76220
76441	Monchaux-Soreng	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	607	76340
76442	Monchy-sur-Eu	Dieppe	247600588	CC des Villes Soeurs	551	76260
76443	Mont-Cauvaire	Rouen	200070449	CC Inter-Caux-Vexin	898	76690
76445	Montérolier	Dieppe	200070068	CC Bray-Eawy	591	76680
76446	Montigny	Rouen	200070449	CC Inter-Caux-Vexin	1278	76380
76447	Montivilliers	Le Havre	200084952	CU Le Havre Seine Métropole	15478	76290
76448	Montmain	Rouen	200023414	Métropole Rouen Normandie	1500	76520
76449	Montreuil-en-Caux	Dieppe	200068534	CC Terroir de Caux	494	76850
76450	Montroty	Dieppe	200069730	CC des Quatre Rivières en Bray	250	76220
76451	Mont-Saint-Aignan	Rouen	200023414	Métropole Rouen Normandie	20165	76130
76452	Montville	Rouen	200070449	CC Inter-Caux-Vexin	4625	76710
76453	Morgny-la-Pommeraye	Rouen	200070449	CC Inter-Caux-Vexin	1065	76750
76454	Mortemer	Dieppe	200070068	CC Bray-Eawy	94	76270
76455	Morville-le-Héron	Dieppe	200069730	CC des Quatre Rivières en Bray	538	76780
76456	Motteville	Rouen	200069847	CC Plateau de Caux	785	76970
76457	Moulineaux	Rouen	200023414	Métropole Rouen Normandie	954	76530
76458	Muchedent	Dieppe	200068534	CC Terroir de Caux	131	76590
76459	Nesle-Hodeng	Dieppe	200070068	CC Bray-Eawy	323	76270
76460	Nesle-Normandeuse	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	503	76340
76461	Neufbosc	Dieppe	200070068	CC Bray-Eawy	397	76680
76462	Neufchâtel-en-Bray	Dieppe	200070068	CC Bray-Eawy	4662	76270
76463	Neuf-Marché	Dieppe	200069730	CC des Quatre Rivières en Bray	639	76220
76464	La Neuville-Chant-d'Oisel	Rouen	200023414	Métropole Rouen Normandie	2377	76520
76465	Neuville-Ferrières	Dieppe	200070068	CC Bray-Eawy	528	76270
76467	Néville	Dieppe	200069839	CC de la Côte d'Albâtre	1300	76460
76468	Nointot	Le Havre	200010700	CA Caux Seine Agglo	1358	76210
76469	Nolléval	Dieppe	200069730	CC des Quatre Rivières en Bray	417	76780
76470	Normanville	Dieppe	200069839	CC de la Côte d'Albâtre	651	76640
76471	Norville	Le Havre	200010700	CA Caux Seine Agglo	996	76330
76472	Notre-Dame-d'Aliermont	Dieppe	247600729	CC Falaises du Talou	701	76510
76473	Notre-Dame-de-Bliquetuit	Rouen	200010700	CA Caux Seine Agglo	826	76940
76474	Notre-Dame-de-Bondeville	Rouen	200023414	Métropole Rouen Normandie	7071	76960
76475	Franqueville-Saint-Pierre	Rouen	200023414	Métropole Rouen Normandie	6171	76520
76476	Port-Jérôme-sur-Seine	Le Havre	200010700	CA Caux Seine Agglo	10617	76170|76330
76477	Notre-Dame-du-Bec	Le Havre	200084952	CU Le Havre Seine Métropole	490	76133
76478	Notre-Dame-du-Parc	Dieppe	200068534	CC Terroir de Caux	180	76590
76479	Nullemont	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	152	76390
76480	Ocqueville	Dieppe	200069839	CC de la Côte d'Albâtre	431	76450
76481	Octeville-sur-Mer	Le Havre	200084952	CU Le Havre Seine Métropole	6172	76930
76482	Offranville	Dieppe	247600786	CA de la Région Dieppoise	3242	76550
76483	Oherville	Dieppe	200069839	CC de la Côte d'Albâtre	253	76560
76484	Oissel-sur-Seine	Rouen	200023414	Métropole Rouen Normandie	12317	76350
76485	Omonville	Dieppe	200068534	CC Terroir de Caux	285	76730
76486	Orival	Rouen	200023414	Métropole Rouen Normandie	818	76500
76487	Osmoy-Saint-Valery	Dieppe	247600604	CC de Londinières	312	76660
76488	Ouainville	Dieppe	200069839	CC de la Côte d'Albâtre	540	76450
76489	Oudalle	Le Havre	200084952	CU Le Havre Seine Métropole	520	76430
76490	Ourville-en-Caux	Dieppe	200069839	CC de la Côte d'Albâtre	1088	76450
76491	Ouville-l'Abbaye	Rouen	200069847	CC Plateau de Caux	649	76760
76492	Ouville-la-Rivière	Dieppe	200068534	CC Terroir de Caux	452	76860
76493	Paluel	Dieppe	200069839	CC de la Côte d'Albâtre	406	76450
76494	Parc-d'Anxtot	Le Havre	200010700	CA Caux Seine Agglo	587	76210
76495	Pavilly	Rouen	247600646	CC Caux - Austreberthe	6029	76570
76497	Petit-Couronne	Rouen	200023414	Métropole Rouen Normandie	8683	76650
76498	Le Petit-Quevilly	Rouen	200023414	Métropole Rouen Normandie	22208	76140
76499	Petiville	Le Havre	200010700	CA Caux Seine Agglo	1211	76330
76500	Pierrecourt	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	474	76340
76501	Pierrefiques	Le Havre	200084952	CU Le Havre Seine Métropole	128	76280
76502	Pierreval	Rouen	200070449	CC Inter-Caux-Vexin	524	76750
76503	Pissy-Pôville	Rouen	200070449	CC Inter-Caux-Vexin	1276	76360
76504	Pleine-Sève	Dieppe	200069839	CC de la Côte d'Albâtre	133	76460
76505	Pommereux	Dieppe	200069730	CC des Quatre Rivières en Bray	94	76440
76506	Pommeréval	Dieppe	200070068	CC Bray-Eawy	496	76680
76507	Ponts-et-Marais	Dieppe	247600588	CC des Villes Soeurs	783	76260
76508	La Poterie-Cap-d'Antifer	Le Havre	200084952	CU Le Havre Seine Métropole	454	76280
76509	Préaux	Rouen	200070449	CC Inter-Caux-Vexin	1849	76160
76510	Prétot-Vicquemare	Rouen	200069847	CC Plateau de Caux	228	76560
76511	Preuseville	Dieppe	247600604	CC de Londinières	162	76660
76512	Puisenval	Dieppe	247600604	CC de Londinières	35	76660
76513	Quevillon	Rouen	200023414	Métropole Rouen Normandie	587	76840
76514	Quévreville-la-Poterie	Rouen	200023414	Métropole Rouen Normandie	1028	76520
76515	Quiberville-sur-Mer	Dieppe	200068534	CC Terroir de Caux	542	76860
76516	Quièvrecourt	Dieppe	200070068	CC Bray-Eawy	396	76270
76517	Quincampoix	Rouen	200070449	CC Inter-Caux-Vexin	3103	76230
76518	Raffetot	Le Havre	200010700	CA Caux Seine Agglo	529	76210
76519	Rainfreville	Dieppe	200068534	CC Terroir de Caux	74	76730
76520	Réalcamp	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	594	76340
76521	Rebets	Rouen	200070449	CC Inter-Caux-Vexin	147	76750
76522	La Remuée	Le Havre	200084952	CU Le Havre Seine Métropole	1277	76430
76523	Rétonval	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	172	76340
76524	Reuville	Rouen	200069847	CC Plateau de Caux	152	76560
76526	Ricarville-du-Val	Dieppe	247600729	CC Falaises du Talou	197	76510
76527	Richemont	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	445	76390
76528	Rieux	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	583	76340
76529	Riville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	313	76540
76530	Robertot	Rouen	200069847	CC Plateau de Caux	213	76560
76531	Rocquefort	Rouen	247600620	CC Yvetot Normandie	318	76640
76532	Rocquemont	Dieppe	200070068	CC Bray-Eawy	747	76680
76533	Rogerville	Le Havre	200084952	CU Le Havre Seine Métropole	1734	76700
76534	Rolleville	Le Havre	200084952	CU Le Havre Seine Métropole	1209	76133
76535	Roncherolles-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	477	76440
76536	Roncherolles-sur-le-Vivier	Rouen	200023414	Métropole Rouen Normandie	1245	76160
76537	Ronchois	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	179	76390
76538	Rosay	Dieppe	200070068	CC Bray-Eawy	258	76680
76540	Rouen	Rouen	200023414	Métropole Rouen Normandie	117662	76000|76100
76541	Roumare	Rouen	200070449	CC Inter-Caux-Vexin	1560	76480
76542	Routes	Rouen	200069847	CC Plateau de Caux	285	76560
76543	Rouville	Le Havre	200010700	CA Caux Seine Agglo	613	76210
76544	Rouvray-Catillon	Dieppe	200069730	CC des Quatre Rivières en Bray	223	76440
76545	Rouxmesnil-Bouteilles	Dieppe	247600786	CA de la Région Dieppoise	1798	76370
76546	Royville	Dieppe	200068534	CC Terroir de Caux	310	76730
76547	La Rue-Saint-Pierre	Rouen	200070449	CC Inter-Caux-Vexin	800	76690
76548	Ry	Rouen	200070449	CC Inter-Caux-Vexin	787	76116
76549	Saâne-Saint-Just	Dieppe	200068534	CC Terroir de Caux	134	76730
76550	Sahurs	Rouen	200023414	Métropole Rouen Normandie	1216	76113
76551	Sainneville	Le Havre	200084952	CU Le Havre Seine Métropole	891	76430
76552	Sainte-Adresse	Le Havre	200084952	CU Le Havre Seine Métropole	7004	76310
76553	Sainte-Agathe-d'Aliermont	Dieppe	247600604	CC de Londinières	304	76660
76554	Saint-Aignan-sur-Ry	Rouen	200070449	CC Inter-Caux-Vexin	341	76116
76555	Saint-André-sur-Cailly	Rouen	200070449	CC Inter-Caux-Vexin	789	76690
76556	Saint-Antoine-la-Forêt	Le Havre	200010700	CA Caux Seine Agglo	1105	76170
76557	Saint-Arnoult	Rouen	200010700	CA Caux Seine Agglo	1446	76490
76558	Saint-Aubin-Celloville	Rouen	200023414	Métropole Rouen Normandie	1173	76520
76559	Saint-Aubin-de-Crétot	Rouen	200010700	CA Caux Seine Agglo	524	76190
76560	Saint-Aubin-Épinay	Rouen	200023414	Métropole Rouen Normandie	1021	76160
76561	Saint-Aubin-lès-Elbeuf	Rouen	200023414	Métropole Rouen Normandie	8443	76410
76562	Saint-Aubin-le-Cauf	Dieppe	247600729	CC Falaises du Talou	843	76510
76563	Saint-Aubin-Routot	Le Havre	200084952	CU Le Havre Seine Métropole	1972	76430
76564	Saint-Aubin-sur-Mer	Dieppe	200069839	CC de la Côte d'Albâtre	181	76740
76565	Saint-Aubin-sur-Scie	Dieppe	247600786	CA de la Région Dieppoise	1219	76550
76566	Sainte-Austreberthe	Rouen	247600646	CC Caux - Austreberthe	662	76570
76567	Sainte-Beuve-en-Rivière	Dieppe	200070068	CC Bray-Eawy	175	76270
76568	Saint-Clair-sur-les-Monts	Rouen	247600620	CC Yvetot Normandie	660	76190
76569	Sainte-Colombe	Dieppe	200069839	CC de la Côte d'Albâtre	223	76460
76570	Saint-Crespin	Dieppe	200068534	CC Terroir de Caux	306	76590
76571	Sainte-Croix-sur-Buchy	Rouen	200070449	CC Inter-Caux-Vexin	661	76750
76572	Saint-Denis-d'Aclon	Dieppe	200068534	CC Terroir de Caux	130	76860
76573	Saint-Denis-le-Thiboult	Rouen	200070449	CC Inter-Caux-Vexin	502	76116
76574	Saint-Denis-sur-Scie	Dieppe	200068534	CC Terroir de Caux	644	76890
76575	Saint-Étienne-du-Rouvray	Rouen	200023414	Métropole Rouen Normandie	29518	76800
76576	Saint-Eustache-la-Forêt	Le Havre	200010700	CA Caux Seine Agglo	1194	76210
76577	Sainte-Foy	Dieppe	200068534	CC Terroir de Caux	622	76590
76578	Sainte-Geneviève	Dieppe	200070068	CC Bray-Eawy	255	76440
76580	Saint-Georges-sur-Fontaine	Rouen	200070449	CC Inter-Caux-Vexin	950	76690
76581	Saint-Germain-des-Essourts	Rouen	200070449	CC Inter-Caux-Vexin	380	76750
76582	Saint-Germain-d'Étables	Dieppe	200068534	CC Terroir de Caux	240	76590
76583	Saint-Germain-sous-Cailly	Rouen	200070449	CC Inter-Caux-Vexin	305	76690
76584	Saint-Germain-sur-Eaulne	Dieppe	200070068	CC Bray-Eawy	229	76270
76585	Saint-Gilles-de-Crétot	Rouen	200010700	CA Caux Seine Agglo	377	76490
76586	Saint-Gilles-de-la-Neuville	Le Havre	200084952	CU Le Havre Seine Métropole	666	76430
76587	Sainte-Hélène-Bondeville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	681	76400
76588	Saint-Hellier	Dieppe	200070068	CC Bray-Eawy	521	76680
76589	Saint-Honoré	Dieppe	200068534	CC Terroir de Caux	197	76590
76590	Saint-Jacques-d'Aliermont	Dieppe	247600729	CC Falaises du Talou	373	76510
76591	Saint-Jacques-sur-Darnétal	Rouen	200023414	Métropole Rouen Normandie	3117	76160
76592	Saint-Jean-de-Folleville	Le Havre	200010700	CA Caux Seine Agglo	785	76170
76593	Saint-Jean-de-la-Neuville	Le Havre	200010700	CA Caux Seine Agglo	665	76210
76594	Saint-Jean-du-Cardonnay	Rouen	200070449	CC Inter-Caux-Vexin	1356	76150
76595	Saint-Jouin-Bruneval	Le Havre	200084952	CU Le Havre Seine Métropole	1816	76280
76596	Saint-Laurent-de-Brèvedent	Le Havre	200084952	CU Le Havre Seine Métropole	1496	76700
76597	Saint-Laurent-en-Caux	Rouen	200069847	CC Plateau de Caux	708	76560
76598	Saint-Léger-aux-Bois	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	474	76340
76599	Saint-Léger-du-Bourg-Denis	Rouen	200023414	Métropole Rouen Normandie	3633	76160
76600	Saint-Léonard	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	1693	76400
76601	Saint-Lucien	Dieppe	200069730	CC des Quatre Rivières en Bray	234	76780
76602	Saint-Maclou-de-Folleville	Dieppe	200068534	CC Terroir de Caux	604	76890
76603	Saint-Maclou-la-Brière	Le Havre	247600505	CC Campagne-de-Caux	476	76110
76604	Saint-Mards	Dieppe	200068534	CC Terroir de Caux	179	76730
76605	Sainte-Marguerite-sur-Mer	Dieppe	247600786	CA de la Région Dieppoise	473	76119
76606	Morienne	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	187	76390
76608	Sainte-Marguerite-sur-Duclair	Rouen	200023414	Métropole Rouen Normandie	2020	76480
76609	Sainte-Marie-au-Bosc	Le Havre	200084952	CU Le Havre Seine Métropole	350	76280
76610	Sainte-Marie-des-Champs	Rouen	247600620	CC Yvetot Normandie	1562	76190
76611	Saint-Martin-aux-Arbres	Rouen	200069847	CC Plateau de Caux	297	76760
76612	Saint-Martin-au-Bosc	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	261	76340
76613	Saint-Martin-aux-Buneaux	Dieppe	200069839	CC de la Côte d'Albâtre	633	76450|76540
76614	Saint-Martin-de-Boscherville	Rouen	200023414	Métropole Rouen Normandie	1515	76840
76615	Saint-Martin-du-Bec	Le Havre	200084952	CU Le Havre Seine Métropole	650	76133
76616	Saint-Martin-du-Manoir	Le Havre	200084952	CU Le Havre Seine Métropole	1555	76290
76617	Saint-Martin-du-Vivier	Rouen	200023414	Métropole Rouen Normandie	1674	76160
76618	Petit-Caux	Dieppe	247600729	CC Falaises du Talou	9513	76370|76630|76910
76619	Saint-Martin-le-Gaillard	Dieppe	247600729	CC Falaises du Talou	295	76260
76620	Saint-Martin-l'Hortier	Dieppe	200070068	CC Bray-Eawy	272	76270
76621	Saint-Martin-Osmonville	Dieppe	200070068	CC Bray-Eawy	1153	76680
76622	Saint-Maurice-d'Ételan	Le Havre	200010700	CA Caux Seine Agglo	284	76330
76623	Saint-Michel-d'Halescourt	Dieppe	200069730	CC des Quatre Rivières en Bray	119	76440
76624	Saint-Nicolas-d'Aliermont	Dieppe	247600729	CC Falaises du Talou	3665	76510
76626	Saint-Nicolas-de-la-Haie	Rouen	200010700	CA Caux Seine Agglo	408	76490
76627	Saint-Nicolas-de-la-Taille	Le Havre	200010700	CA Caux Seine Agglo	1627	76170
76628	Saint-Ouen-du-Breuil	Dieppe	200068534	CC Terroir de Caux	924	76890
76629	Saint-Ouen-le-Mauger	Dieppe	200068534	CC Terroir de Caux	282	76730
76630	Saint-Ouen-sous-Bailly	Dieppe	247600729	CC Falaises du Talou	221	76630
76631	Saint-Paër	Rouen	200023414	Métropole Rouen Normandie	1308	76480
76632	Saint-Pierre-Bénouville	Dieppe	200068534	CC Terroir de Caux	353	76890
76634	Saint-Pierre-de-Manneville	Rouen	200023414	Métropole Rouen Normandie	881	76113
76635	Saint-Pierre-des-Jonquières	Dieppe	247600604	CC de Londinières	74	76660
76636	Saint-Pierre-de-Varengeville	Rouen	200023414	Métropole Rouen Normandie	2322	76480
76637	Saint-Pierre-en-Port	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	826	76540
76638	Saint-Pierre-en-Val	Dieppe	247600588	CC des Villes Soeurs	1088	76260
76640	Saint-Pierre-lès-Elbeuf	Rouen	200023414	Métropole Rouen Normandie	8306	76320
76641	Saint-Pierre-le-Vieux	Dieppe	200069839	CC de la Côte d'Albâtre	183	76740
76642	Saint-Pierre-le-Viger	Dieppe	200069839	CC de la Côte d'Albâtre	255	76740
76644	Saint-Rémy-Boscrocourt	Dieppe	247600588	CC des Villes Soeurs	803	76260
76645	Saint-Riquier-en-Rivière	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	159	76340
76646	Saint-Riquier-ès-Plains	Dieppe	200069839	CC de la Côte d'Albâtre	636	76460
76647	Saint-Romain-de-Colbosc	Le Havre	200084952	CU Le Havre Seine Métropole	4780	76430
76648	Saint-Saëns	Dieppe	200070068	CC Bray-Eawy	2298	76680
76649	Saint-Saire	Dieppe	200070068	CC Bray-Eawy	582	76270
76650	Saint-Sauveur-d'Émalleville	Le Havre	247600505	CC Campagne-de-Caux	1181	76110
76651	Saint-Sylvain	Dieppe	200069839	CC de la Côte d'Albâtre	133	76460
76652	Saint-Vaast-d'Équiqueville	Dieppe	247600729	CC Falaises du Talou	748	76510
76653	Saint-Vaast-Dieppedalle	Dieppe	200069839	CC de la Côte d'Albâtre	379	76450
76654	Saint-Vaast-du-Val	Dieppe	200068534	CC Terroir de Caux	462	76890
76655	Saint-Valery-en-Caux	Dieppe	200069839	CC de la Côte d'Albâtre	3851	76460
76656	Saint-Victor-l'Abbaye	Dieppe	200068534	CC Terroir de Caux	745	76890
76657	Saint-Vigor-d'Ymonville	Le Havre	200084952	CU Le Havre Seine Métropole	1153	76430
76658	Saint-Vincent-Cramesnil	Le Havre	200084952	CU Le Havre Seine Métropole	689	76430
76660	Sandouville	Le Havre	200084952	CU Le Havre Seine Métropole	799	76430
76662	Sassetot-le-Malgardé	Dieppe	200068534	CC Terroir de Caux	112	76730
76663	Sassetot-le-Mauconduit	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	997	76540
76664	Sasseville	Dieppe	200069839	CC de la Côte d'Albâtre	250	76450
76665	Sauchay	Dieppe	247600729	CC Falaises du Talou	454	76630
76666	Saumont-la-Poterie	Dieppe	200069730	CC des Quatre Rivières en Bray	412	76440
76667	Sauqueville	Dieppe	247600786	CA de la Région Dieppoise	354	76550
76668	Saussay	Rouen	200069847	CC Plateau de Caux	376	76760
76669	Sausseuzemare-en-Caux	Le Havre	247600505	CC Campagne-de-Caux	425	76110
76670	Senneville-sur-Fécamp	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	868	76400
76671	Sept-Meules	Dieppe	247600729	CC Falaises du Talou	172	76260
76672	Serqueux	Dieppe	200069730	CC des Quatre Rivières en Bray	943	76440
76673	Servaville-Salmonville	Rouen	200070449	CC Inter-Caux-Vexin	1111	76116
76675	Sierville	Rouen	200070449	CC Inter-Caux-Vexin	1102	76690
76676	Sigy-en-Bray	Dieppe	200069730	CC des Quatre Rivières en Bray	490	76780
76677	Smermesnil	Dieppe	247600604	CC de Londinières	361	76660
76678	Sommery	Dieppe	200070068	CC Bray-Eawy	826	76440
76679	Sommesnil	Dieppe	200069839	CC de la Côte d'Albâtre	110	76560
76680	Sorquainville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	168	76540
76681	Sotteville-lès-Rouen	Rouen	200023414	Métropole Rouen Normandie	29003	76300
76682	Sotteville-sous-le-Val	Rouen	200023414	Métropole Rouen Normandie	812	76410
76683	Sotteville-sur-Mer	Dieppe	200069839	CC de la Côte d'Albâtre	392	76740
76684	Tancarville	Le Havre	200010700	CA Caux Seine Agglo	1268	76430
76685	Thérouldeville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	664	76540
76686	Theuville-aux-Maillots	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	520	76540
76688	Thiergeville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	397	76540
76689	Thiétreville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	378	76540
76690	Thil-Manneville	Dieppe	200068534	CC Terroir de Caux	659	76730
76691	Le Thil-Riberpré	Dieppe	200069730	CC des Quatre Rivières en Bray	241	76440
76692	Thiouville	Dieppe	200069839	CC de la Côte d'Albâtre	275	76450
76693	Le Tilleul	Le Havre	200084952	CU Le Havre Seine Métropole	656	76790
76694	Tocqueville-en-Caux	Dieppe	200068534	CC Terroir de Caux	138	76730
76695	Tocqueville-les-Murs	Le Havre	247600505	CC Campagne-de-Caux	272	76110
76697	Torcy-le-Grand	Dieppe	200068534	CC Terroir de Caux	788	76590
76698	Torcy-le-Petit	Dieppe	200068534	CC Terroir de Caux	518	76590
76699	Le Torp-Mesnil	Rouen	200069847	CC Plateau de Caux	451	76560
76700	Tôtes	Dieppe	200068534	CC Terroir de Caux	1564	76890
76702	Touffreville-la-Corbeline	Rouen	247600620	CC Yvetot Normandie	842	76190
76703	Touffreville-sur-Eu	Dieppe	247600729	CC Falaises du Talou	226	76910
76705	Tourville-la-Rivière	Rouen	200023414	Métropole Rouen Normandie	2596	76410
76706	Tourville-les-Ifs	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	729	76400
76707	Tourville-sur-Arques	Dieppe	247600786	CA de la Région Dieppoise	1187	76550
76708	Toussaint	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	692	76400
76709	Le Trait	Rouen	200023414	Métropole Rouen Normandie	4704	76580
76710	Trémauville	Le Havre	200010700	CA Caux Seine Agglo	102	76640
76711	Le Tréport	Dieppe	247600588	CC des Villes Soeurs	4378	76470
76712	La Trinité-du-Mont	Le Havre	200010700	CA Caux Seine Agglo	951	76170
76714	Les Trois-Pierres	Le Havre	200084952	CU Le Havre Seine Métropole	832	76430
76715	Trouville-Alliquerville	Le Havre	200010700	CA Caux Seine Agglo	608	76210
76716	Turretot	Le Havre	200084952	CU Le Havre Seine Métropole	1619	76280
76717	Val-de-la-Haye	Rouen	200023414	Métropole Rouen Normandie	689	76380
76718	Valliquerville	Rouen	247600620	CC Yvetot Normandie	1494	76190
76719	Valmont	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	849	76540
76720	Varengeville-sur-Mer	Dieppe	247600786	CA de la Région Dieppoise	969	76119
76721	Varneville-Bretteville	Dieppe	200068534	CC Terroir de Caux	327	76890
76723	Vassonville	Dieppe	200068534	CC Terroir de Caux	412	76890
76724	Vatierville	Dieppe	200070068	CC Bray-Eawy	130	76270
76725	Vattetot-sous-Beaumont	Le Havre	247600505	CC Campagne-de-Caux	586	76110
76726	Vattetot-sur-Mer	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	328	76111
76727	Vatteville-la-Rue	Rouen	200010700	CA Caux Seine Agglo	1103	76940
76728	La Vaupalière	Rouen	200070449	CC Inter-Caux-Vexin	1245	76150
76730	Veauville-lès-Quelles	Dieppe	200069839	CC de la Côte d'Albâtre	124	76560
76731	Vénestanville	Dieppe	200068534	CC Terroir de Caux	172	76730
76732	Butot-Vénesville	Dieppe	200069839	CC de la Côte d'Albâtre	230	76450
76733	Ventes-Saint-Rémy	Dieppe	200070068	CC Bray-Eawy	210	76680
76734	Vergetot	Le Havre	200084952	CU Le Havre Seine Métropole	435	76280
76735	Veules-les-Roses	Dieppe	200069839	CC de la Côte d'Albâtre	510	76980
76736	Veulettes-sur-Mer	Dieppe	200069839	CC de la Côte d'Albâtre	267	76450
76737	Vibeuf	Rouen	200069847	CC Plateau de Caux	624	76760
76738	Vieux-Manoir	Rouen	200070449	CC Inter-Caux-Vexin	772	76750
76739	Vieux-Rouen-sur-Bresle	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	583	76390
76740	La Vieux-Rue	Rouen	200070449	CC Inter-Caux-Vexin	572	76160
76741	Villainville	Le Havre	200084952	CU Le Havre Seine Métropole	313	76280
76743	Villers-Écalles	Rouen	247600646	CC Caux - Austreberthe	1698	76360
76744	Villers-sous-Foucarmont	Dieppe	200069722	CC Interrégionale Aumale - Blangy-sur-Bresle	181	76340
76745	Villy-sur-Yères	Dieppe	247600729	CC Falaises du Talou	224	76260
76746	Vinnemerville	Le Havre	200069839	CC de la Côte d'Albâtre	217	76540
76747	Virville	Le Havre	247600505	CC Campagne-de-Caux	340	76110
76748	Vittefleur	Dieppe	200069839	CC de la Côte d'Albâtre	642	76450
76749	Wanchy-Capval	Dieppe	247600604	CC de Londinières	326	76660
76750	Yainville	Rouen	200023414	Métropole Rouen Normandie	1031	76480
76751	Yébleron	Le Havre	200010700	CA Caux Seine Agglo	1278	76640
76752	Yerville	Rouen	200069847	CC Plateau de Caux	2731	76760
76753	Ymare	Rouen	200023414	Métropole Rouen Normandie	1245	76520
76754	Yport	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	652	76111
76755	Ypreville-Biville	Le Havre	200069821	CA Fécamp Caux Littoral Agglomération	539	76540
76756	Yquebeuf	Rouen	200070449	CC Inter-Caux-Vexin	235	76690
76757	Yvecrique	Rouen	200069847	CC Plateau de Caux	623	76560
76758	Yvetot	Rouen	247600620	CC Yvetot Normandie	11438	76190
76759	Yville-sur-Seine	Rouen	200023414	Métropole Rouen Normandie	418	76530

"""#)
}
