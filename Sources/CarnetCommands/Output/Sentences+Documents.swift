import Interop
import MedicalRecord
import RecordService

// Documents: what is doubtful about one that was read, and why another cannot be.
extension Sentences {
  static func refusal(_ refusal: ImportRefusal) -> String {
    switch refusal {
    case .document(let refusal): incoming(refusal)
    case .decision(let refusal): self.refusal(refusal)
    case .patientsDiffer:
      say(
        "les documents du lot ont plusieurs patients ; un lot n'en a qu'un",
        "the documents of the submission have several patients; one submission has one"
      )
    case .patientUnknown:
      say(
        """
        le patient n'est désigné que par un matricule INS qu'aucun dossier ne porte ; il faut ses \
        traits pour en ouvrir un
        """,
        """
        the patient is named by an INS alone, and no record carries it; traits are needed to open one
        """
      )
    case .patientAmbiguous:
      say(
        """
        le patient n'est désigné que par un matricule INS que plusieurs dossiers portent ; levez \
        d'abord le doute avec « carnet quarantine »
        """,
        """
        the patient is named by an INS alone, and several records carry it; settle the doubt with \
        "carnet quarantine" first
        """
      )
    case .otherOfSubmission(let name):
      say(
        "\(name), du même lot, est refusé ; tous les documents d'un lot entrent, ou aucun",
        "\(name) of the same submission is refused; all its documents go in, or none"
      )
    case .tooLarge(let bytes):
      say(
        "les métadonnées font \(bytes) octets, plus qu'un ajout n'en admet",
        "the metadata have \(bytes) bytes, more than an append may have"
      )
    }
  }

  static func remark(_ remark: ImportRemark) -> String {
    switch remark {
    case .finding(let finding): self.finding(finding)
    case .consentsWithoutRecord:
      say(
        "cette personne n'a pas de dossier : ses réponses ne sont pas gardées",
        "this person has no record: the answers are not kept"
      )
    case .parentUnknown(let id):
      say(
        """
        \(RecordState.unknownParent) : \(id) n'est pas dans le dossier ; le document est entré, et le \
        remplacera quand il viendra
        """,
        """
        \(RecordState.unknownParent): \(id) is not in the record; the document is in, and replaces it \
        when it comes
        """
      )
    }
  }

  /// One sentence without anything of the patient; the name in it is stable.
  static func finding(_ finding: ImportFinding) -> String {
    (finding.line > 0 ? say("ligne \(finding.line) : ", "line \(finding.line): ") : "")
      + say("\(finding.name) : ", "\(finding.name): ") + words(finding.kind)
  }

  private static func words(_ kind: ImportFinding.Kind) -> String {
    switch kind {
    case .insMissing: say("le patient n'a pas de matricule INS", "the patient has no INS")
    case .insRefused(let error), .birthPlaceRefused(let error), .identifierRefused(let error):
      malformed(error)
    case .insKey(let found, let expected): identifier(.key(found: found, expected: expected))
    case .insAuthorityUnknown(let oid):
      say(
        "aucun répertoire de matricules INS n'a l'OID \(oid)",
        "no register of INS has the OID \(oid)"
      )
    case .insRepeated:
      say(
        "plusieurs matricules INS ; le premier de l'autorité la mieux connue est retenu",
        "more than one INS; the first of the best known authority is taken"
      )
    case .birthNameUnqualified:
      say(
        "aucun nom de famille n'est marqué BR ; le premier est retenu",
        "no family name is marked BR; the first one is taken"
      )
    case .givenNamesMissing: say("il n'y a pas de prénom", "there is no given name")
    case .givenNamesDisagree:
      say(
        "la liste des prénoms ne commence pas par le premier prénom de naissance",
        "the list of given names does not begin with the first given name"
      )
    case .sexMissing: say("le sexe n'est ni M, ni F, ni UN", "the sex is not M, F or UN")
    case .birthDateMissing:
      say(
        "il n'y a pas de date de naissance qui existe au calendrier",
        "there is no birth date that the calendar has"
      )
    case .identifier(let finding): identifier(finding)
    case .typeUnknown(let code):
      say(
        "le type de document \(shown(code)) n'est dans aucune liste",
        "no list has the document type \(shown(code))"
      )
    case .classMissing(let code):
      say(
        "la table n'a pas de classe pour le type \(shown(code))",
        "the map has no class for the type \(shown(code))"
      )
    case .formatUnknown:
      say(
        "aucun modèle déclaré n'a de format connu",
        "no declared template has a known format"
      )
    case .facilityTypeMissing:
      say(
        """
        componentOf/encompassingEncounter/location/healthCareFacility/code manque (secteur \
        d'activité)
        """,
        "componentOf/encompassingEncounter/location/healthCareFacility/code is not there"
      )
    case .facilityTypeUnknown(let code):
      say(
        "le secteur d'activité \(shown(code)) n'est dans aucune liste",
        "no list has the facility type \(shown(code))"
      )
    case .practiceSettingMissing:
      say(
        """
        documentationOf/serviceEvent/performer n'a pas de standardIndustryClassCode (cadre \
        d'exercice)
        """,
        "documentationOf/serviceEvent/performer has no standardIndustryClassCode"
      )
    case .practiceSettingUnknown(let code):
      say(
        "le cadre d'exercice \(shown(code)) n'est dans aucune liste",
        "no list has the practice setting \(shown(code))"
      )
    case .confidentialityUnknown(let code):
      say(
        "le niveau de confidentialité \(shown(code)) n'est dans aucune liste",
        "no list has the confidentiality \(shown(code))"
      )
    case .specialtyUnknown(let code):
      say(
        "la spécialité \(shown(code)) n'est dans aucune liste",
        "no list has the speciality \(shown(code))"
      )
    case .timePartial(let element):
      say(
        "\(element) n'a pas d'heure ; le début de la période est retenu",
        "\(element) has no time of day; its beginning is taken"
      )
    case .timeZoneMissing(let element):
      say(
        "\(element) n'a pas de fuseau horaire ; l'heure de Paris est supposée",
        "\(element) has no time zone; Paris is assumed"
      )
    case .timeRefused(let element):
      say(
        "\(element) n'est pas un instant du calendrier ; il est laissé de côté",
        "\(element) is no moment of the calendar; it is left out"
      )
    case .versionRefused:
      say(
        "versionNumber n'est pas un nombre entier à partir de 1 ; il est laissé de côté",
        "versionNumber is not a whole number from 1; it is left out"
      )
    case .serviceStartMissing:
      say(
        "documentationOf/serviceEvent/effectiveTime n'a pas de début",
        "documentationOf/serviceEvent/effectiveTime has no beginning"
      )
    case .legalAuthenticatorMissing:
      say("il n'y a pas de legalAuthenticator", "there is no legalAuthenticator")
    case .custodianMissing: say("il n'y a pas de custodian", "there is no custodian")
    case .parentMissing:
      say(
        "relatedDocument RPLC n'a pas de parentDocument/id",
        "relatedDocument RPLC has no parentDocument/id"
      )
    case .relationIgnored(let type):
      say(
        "la relation \(french(type)) à un autre document est laissée de côté",
        "the relation \(type) to another document is left out"
      )
    case .traitsMissing:
      say(
        "le patient n'est désigné que par son matricule INS, sans nom ni date de naissance",
        "the patient is named by an INS alone, without name or birth date"
      )
    case .envelopeMissing(let attribute):
      say(
        "\(attribute) manque dans les métadonnées",
        "the metadata have no \(attribute)"
      )
    case .envelopeDiffers(let attribute):
      say(
        "\(attribute) des métadonnées diffère du document, qui fait foi",
        "\(attribute) of the metadata differs from the document, which is believed"
      )
    case .folderIgnored:
      say(
        "un classeur accompagne le document ; les classeurs ne sont pas conservés",
        "a folder was sent along; folders are not kept"
      )
    case .visibilityChangeAsked:
      say(
        """
        une autre visibilité est demandée ; un document déjà au dossier garde la sienne
        """,
        """
        another visibility is asked for; a document that is in the record already keeps its own
        """
      )
    }
  }

  /// A code as a sentence may show it, cut where it is longer than codes are.
  private static func shown(_ code: Code) -> String {
    let value = code.code.prefix(40)
    let system = code.system.prefix(64)
    return say("\(value) (système \(system))", "\(value) of \(system)")
  }

  static func cda(_ refusal: CDARefusal) -> String {
    switch refusal {
    case .xml(let error): xml(error)
    case .notCDA(let line):
      say(
        """
        ligne \(line) : ce n'est pas un document CDA ; attendu : ClinicalDocument de \
        urn:hl7-org:v3 avec typeId POCD_HD000040
        """,
        """
        line \(line): not a CDA document; ClinicalDocument in urn:hl7-org:v3 with typeId \
        POCD_HD000040 is accepted
        """
      )
    case .missing(let element, let line, let accepted):
      say(
        "ligne \(line) : \(element) manque ; attendu : \(french(accepted))",
        "line \(line): \(element) is missing; accepted: \(accepted)"
      )
    case .invalid(let element, let line, let accepted):
      say(
        "ligne \(line) : \(element) est illisible ; attendu : \(french(accepted))",
        "line \(line): \(element) cannot be read; accepted: \(accepted)"
      )
    case .repeated(let element, let line):
      say(
        "ligne \(line) : \(french(element)) ne peut figurer qu'une fois",
        "line \(line): \(element) may stand only once"
      )
    case .content(let failure, let line):
      say("ligne \(line) : ", "line \(line): ") + base64(failure)
    case .compressed(let line):
      say(
        "ligne \(line) : un contenu compressé est refusé ; attendu : du base64 sans compression",
        """
        line \(line): compressed content is refused; plain Base64 without compression is accepted
        """
      )
    case .contentElsewhere(let line):
      say(
        """
        ligne \(line) : le corps renvoie à un fichier extérieur ; attendu : un fichier inclus \
        dans le document
        """,
        """
        line \(line): the body refers to a file outside; a file inside the document is accepted
        """
      )
    case .tables(let damage): tables(damage)
    }
  }

  static func base64(_ failure: Interop.Base64.Failure) -> String {
    switch failure {
    case .character(let offset):
      say(
        """
        base64 non valide : caractère \(offset + 1) du texte ; attendu : A à Z, a à z, 0 à 9, \
        + et /, = à la fin, et des blancs
        """,
        """
        not Base64: character \(offset + 1) of the text; A to Z, a to z, 0 to 9, + and /, = at \
        the end and white space are accepted
        """
      )
    case .incomplete:
      say(
        "base64 non valide : le dernier groupe n'a pas quatre caractères",
        "not Base64: the last group has not four characters"
      )
    case .unusedBits:
      say(
        "base64 non valide : les bits qui précèdent le remplissage ne sont pas nuls",
        "not Base64: the bits before the padding are not zero"
      )
    case .tooLong(let maximum):
      say(
        "le fichier inclus dépasse \(maximum) octets",
        "the embedded file is longer than \(maximum) bytes"
      )
    }
  }

  static func tables(_ damage: CodeTableDamage) -> String {
    let what =
      switch damage.problem {
      case .missing: say("elle est absente", "it is not there")
      case .columns(let expected):
        say("ses colonnes devraient être ", "its columns should be ")
          + expected.joined(separator: ", ")
      case .line(let line, let expected):
        say(
          "la ligne \(line) devrait contenir \(french(expected))",
          "line \(line) should hold \(expected)"
        )
      case .row(let row, let expected):
        say(
          "la rangée \(row) devrait contenir \(french(expected))",
          "row \(row) should hold \(expected)"
        )
      }
    return say(
      "la table de codes \(damage.table) est endommagée : ",
      "code table \(damage.table) is damaged: "
    ) + what
  }

  static func xml(_ error: XMLError) -> String {
    say(
      "ligne \(error.line), colonne \(error.column) : ",
      "line \(error.line), column \(error.column): "
    ) + words(error.reason)
  }

  /// Names of elements and prefixes appear, cut short; text and values never do.
  private static func words(_ reason: XMLError.Reason) -> String {
    switch reason {
    case .notUTF8:
      say(
        "les octets ne sont pas en UTF-8, le seul codage admis",
        "the bytes are not UTF-8, the one encoding accepted"
      )
    case .encoding(let name):
      say(
        "le codage est \(french(name)) ; attendu : UTF-8",
        "the encoding is \(name); UTF-8 is accepted"
      )
    case .forbiddenCharacter(let value):
      say(
        "le caractère U+\(hexadecimal(value)) n'est pas permis en XML 1.0",
        "the character U+\(hexadecimal(value)) is not allowed in XML 1.0"
      )
    case .empty:
      say(
        "le document est vide ; un élément racine est attendu",
        "the document is empty; one root element is expected"
      )
    case .version:
      say(
        "la déclaration XML doit indiquer version 1.0, puis encoding, puis standalone",
        "the XML declaration must say version 1.0, then encoding, then standalone"
      )
    case .misplacedDeclaration:
      say(
        "une déclaration XML ne peut figurer qu'au début du document",
        "an XML declaration may only open the document"
      )
    case .textOutsideRoot:
      say(
        "seuls des blancs peuvent figurer hors de l'élément racine",
        "only white space may stand outside the root element"
      )
    case .secondRoot:
      say(
        "un document n'a qu'un élément racine ; en voici un second",
        "a document has one root element; this is a second one"
      )
    case .missingRoot:
      say(
        "le document se termine sans élément racine",
        "the document ends without a root element"
      )
    case .unclosedElement(let name):
      say("le document se termine avant </\(name)>", "the document ends before </\(name)>")
    case .mismatchedEndTag(let name):
      say("</\(name)> est attendu ici", "</\(name)> is expected here")
    case .strayEndTag:
      say(
        "il n'y a pas d'élément ouvert à fermer ici",
        "there is no open element to end here"
      )
    case .unterminated(let construct):
      say("\(this(construct)) n'a pas de fin", "this \(construct.rawValue) has no end")
    case .expected(let what):
      say("attendu ici : \(french(what))", "expected here: \(what)")
    case .documentType:
      say(
        "un DOCTYPE est refusé ; un document sans DOCTYPE est admis",
        "a DOCTYPE is refused; documents without one are accepted"
      )
    case .markupDeclaration:
      say(
        "seuls les commentaires et les sections CDATA peuvent commencer par <!",
        "only comments and CDATA sections may begin with <!"
      )
    case .undefinedEntity:
      say(
        """
        une entité autre que &lt; &gt; &amp; &quot; &apos; est refusée ; écrivez le caractère \
        lui-même
        """,
        """
        an entity other than &lt; &gt; &amp; &quot; &apos; is refused; write the character itself
        """
      )
    case .malformedReference:
      say(
        "ce n'est pas une référence de caractère ; attendu : &#60; ou &#x3C;",
        "not a character reference: &#60; or &#x3C; is accepted"
      )
    case .cdataEndInText:
      say(
        "]]> dans du texte est refusé ; écrivez ]]&gt;",
        "]]> in text is refused; write ]]&gt;"
      )
    case .doubleHyphenInComment:
      say("-- dans un commentaire est refusé", "-- inside a comment is refused")
    case .lessThanInAttribute:
      say(
        "< dans une valeur d'attribut est refusé ; écrivez &lt;",
        "< in an attribute value is refused; write &lt;"
      )
    case .duplicateAttribute(let name):
      say("l'attribut \(name) est déjà là", "the attribute \(name) is already there")
    case .malformedName:
      say(
        """
        ce n'est pas un nom ; attendu : une lettre ou _, puis des lettres, des chiffres, - . _ \
        et au plus un :
        """,
        "not a name: a letter or _, then letters, digits, - . _ and at most one :"
      )
    case .undeclaredPrefix(let prefix):
      say(
        "le préfixe d'espace de noms \(prefix) n'est pas déclaré",
        "the namespace prefix \(prefix) is not declared"
      )
    case .reservedPrefix:
      say(
        "les préfixes xml et xmlns et leurs espaces de noms ne peuvent pas être redéfinis",
        "the prefixes xml and xmlns and their namespaces cannot be bound anew"
      )
    case .limit(let limit, let maximum):
      say("plus de \(maximum) \(french(limit))", "more than \(maximum) \(limit.rawValue)")
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    String(value, radix: 16, uppercase: true)
  }

  /// A construct in French, as the beginning of a sentence.
  private static func this(_ construct: XMLError.Construct) -> String {
    switch construct {
    case .declaration: "cette déclaration XML"
    case .comment: "ce commentaire"
    case .cdata: "cette section CDATA"
    case .instruction: "cette instruction de traitement"
    case .tag: "cette balise"
    case .value: "cette valeur d'attribut"
    }
  }

  private static func french(_ limit: XMLError.Limit) -> String {
    switch limit {
    case .documentBytes: "octets dans un document"
    case .depth: "niveaux d'éléments"
    case .attributes: "attributs dans un élément"
    case .nameBytes: "octets dans un nom"
    case .valueBytes: "octets dans une valeur d'attribut"
    case .textBytes: "octets dans un texte d'un seul tenant"
    case .nodes: "nœuds dans un document"
    case .namespaces: "préfixes d'espace de noms en vigueur"
    }
  }

  /// The texts that readers put into what they throw; element names and the like are no part of it
  /// and stay as they are.
  private static let readersTexts = [
    // CDA: what is accepted, and what is no element's name
    "id with root, an OID or UUID, and perhaps extension":
      "id avec root, un OID ou un UUID, et éventuellement extension",
    "root, an OID or UUID, and perhaps extension":
      "root, un OID ou un UUID, et éventuellement extension",
    "code and codeSystem of the document type": "code et codeSystem du type de document",
    "code and codeSystem": "code et codeSystem",
    "a title that people can read": "un titre lisible",
    "code N, R or V": "le code N, R ou V",
    "a language tag such as fr-FR": "une étiquette de langue telle que fr-FR",
    "value as YYYYMMDDHHMMSS+ZZZZ": "value sous la forme AAAAMMJJHHMMSS+ZZZZ",
    "author/assignedAuthor with id": "author/assignedAuthor avec id",
    "one recordTarget/patientRole": "un recordTarget/patientRole",
    "one patientRole": "un patientRole",
    "patient with its name": "patient avec son nom",
    "component with structuredBody or nonXMLBody/text":
      "component avec structuredBody ou nonXMLBody/text",
    "type/subtype, lower case": "type/sous-type, en minuscules",
    "a file in Base64": "un fichier en base64",
    "the body": "le corps",
    "without typeCode": "sans typeCode",
    // XML
    "UTF-16 or UTF-32": "UTF-16 ou UTF-32",
    "white space, > or />": "un blanc, > ou />",
    "a value in quotes": "une valeur entre guillemets",
    "a namespace name": "un nom d'espace de noms",
    // Code tables
    "the text ends in a line end": "une fin de ligne à la fin du texte",
    "# key: value": "# clé: valeur",
    "name, version, origin and licence": "name, version, origin et licence",
    "at least one row": "au moins une rangée",
    "a commune code": "un code de commune",
    "a population": "une population",
    "a commune code and the code of a commune of the department":
      "un code de commune et le code d'une commune du département",
  ]

  private static func french(_ text: String) -> String {
    if let known = readersTexts[text] { return known }
    return text.hasSuffix(" cells") ? "\(text.dropLast(6)) cellules" : text
  }
}
