// Written by tools/make-code-tables; not edited by hand.
// Origin: INSEE, code officiel géographique 2026, datagouv/decoupage-administratif @ 98976e5f29e66b8449cf64eaf3e2be0b8d9e7d85.
// Licence: Licence Ouverte 2.0 (INSEE, DGCL, La Poste).
// swift-format-ignore-file

extension CodeTables.Source {
  static let delegatedCommunes76 = Self(
    name: "delegated-communes-76",
    text: #"""
# name: delegated-communes-76
# version: 2026-01-01
# origin: INSEE, code officiel géographique 2026, datagouv/decoupage-administratif @ 98976e5f29e66b8449cf64eaf3e2be0b8d9e7d85
# licence: Licence Ouverte 2.0 (INSEE, DGCL, La Poste)
code	name	parent
76003	Ambourville	76020
76027	Assigny	76618
76031	Auberville-la-Campagne	76476
76034	Auffay	76034
76037	Auquemesnil	76618
76041	Autretot	76041
76044	Auzouville-Auberbosc	76258
76073	Belleville-sur-Mer	76618
76078	Bennetot	76258
76080	Bermonville	76258
76081	Berneval-le-Grand	76618
76098	Biville-sur-Mer	76618
76127	Bosc-Roger-sur-Buchy	76146
76137	Bracquemont	76618
76145	Brunville	76618
76146	Buchy	76146
76164	Caudebec-en-Caux	76164
76191	Cressy	76034
76215	Derchigny	76618
76248	Estouteville-Écalles	76146
76258	Fauville-en-Caux	76258
76276	Forges-les-Eaux	76276
76277	Le Fossé	76276
76301	Glicourt	76618
76310	Gouchaupre	76618
76326	Greny	76618
76337	Guilmécourt	76618
76358	Le Héron	76455
76376	Intraville	76618
76401	La Mailleraye-sur-Seine	76401
76455	Morville-sur-Andelle	76455
76466	Neuville-lès-Dieppe	76217
76476	Notre-Dame-de-Gravenchon	76476
76496	Penly	76618
76525	Ricarville	76258
76539	Rouelles	76351
76607	Sainte-Marguerite-sur-Fauville	76258
76618	Saint-Martin-en-Campagne	76618
76625	Saint-Nicolas-de-Bliquetuit	76401
76639	Saint-Pierre-Lavis	76258
76643	Saint-Quentin-au-Bosc	76618
76659	Saint-Wandrille-Rançon	76164
76674	Sévis	76034
76696	Tocqueville-sur-Eu	76618
76701	Touffreville-la-Cable	76476
76704	Tourville-la-Chapelle	76618
76713	Triquerville	76476
76729	Veauville-lès-Baons	76041
76742	Villequier	76164

"""#)
}
