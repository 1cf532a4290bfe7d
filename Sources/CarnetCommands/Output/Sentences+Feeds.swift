import Interop
import MedicalRecord

// Feeds: why a package, a message or a bundle is refused.
extension Sentences {
  static func incoming(_ refusal: IncomingRefusal) -> String {
    switch refusal {
    case .cda(let refusal): cda(refusal)
    case .xdm(let refusal): xdm(refusal)
    case .hl7v2(let refusal): hl7v2(refusal)
    case .fhir(let refusal): fhir(refusal)
    case .eventLines:
      say(
        "ce sont des lignes d'événements, pas un document",
        "a file of event lines, not a document"
      )
    case .unknownFormat:
      say(
        """
        format inconnu ; attendu : CDA R2, paquet XDM, HL7 v2 (ER7), FHIR en JSON, ou lignes \
        d'événements
        """,
        """
        not a format that is read; CDA R2, XDM, HL7 v2 (ER7), FHIR JSON and event lines are accepted
        """
      )
    }
  }

  static func envelope(_ refusal: EnvelopeRefusal) -> String {
    switch refusal {
    case .missing(let attribute):
      say(
        "\(attribute) manque dans les métadonnées",
        "\(attribute) is missing from the metadata"
      )
    case .invalid(let attribute):
      say(
        "\(attribute) des métadonnées est illisible",
        "\(attribute) of the metadata cannot be read"
      )
    case .empty: say("le document est vide", "the document is empty")
    case .sizeDiffers(let found, let expected):
      say(
        "le document fait \(found) octets, ses métadonnées en annoncent \(expected)",
        "the document has \(found) bytes, its metadata say \(expected)"
      )
    case .hashDiffers:
      say(
        "l'empreinte SHA-1 du document n'est pas celle de ses métadonnées",
        "the document's SHA-1 is not the one in its metadata"
      )
    case .uniqueIDDiffers:
      say(
        "l'identifiant du document n'est pas celui de ses métadonnées",
        "the document's identifier is not the one in its metadata"
      )
    case .patientDiffers:
      say(
        "le patient du document n'est pas celui de ses métadonnées",
        "the document's patient is not the one of its metadata"
      )
    case .content(let failure): base64(failure)
    case .contentElsewhere:
      say(
        "le document est ailleurs ; attendu : un document joint à l'envoi",
        "the document is elsewhere; one that is sent along is accepted"
      )
    case .contentShared:
      say(
        "deux documents nomment un même contenu",
        "two documents name one content"
      )
    case .tooMany(let attribute):
      say(
        "plus de \(EnvelopeRefusal.countMax) \(attribute)",
        "more than \(EnvelopeRefusal.countMax) \(attribute)"
      )
    case .cda(let refusal): cda(refusal)
    }
  }

  static func xdm(_ refusal: XDMRefusal) -> String {
    func at(_ file: String) -> String { say("\(file) : ", "\(file): ") }
    switch refusal {
    case .archive(let refusal): return zip(refusal)
    case .noMetadata:
      return say(
        """
        c'est une archive ZIP, mais pas un paquet IHE XDM ; attendu : \
        IHE_XDM/SUBSET01/METADATA.XML
        """,
        """
        a ZIP archive, but no IHE XDM package; IHE_XDM/SUBSET01/METADATA.XML is accepted
        """
      )
    case .tooManySets(let maximum):
      return say("plus de \(maximum) lots de soumission", "more than \(maximum) submission sets")
    case .xml(let error, let file): return at(file) + xml(error)
    case .notMetadata(let file):
      return at(file)
        + say(
          "ce ne sont pas des métadonnées XDS ; attendu : SubmitObjectsRequest d'ebXML RegRep 3.0",
          "no XDS metadata; SubmitObjectsRequest of ebXML RegRep 3.0 is accepted"
        )
    case .submissionSet(let found, let file):
      return at(file)
        + say(
          "\(found) lots de soumission là où un seul est attendu",
          "\(found) submission sets where one is accepted"
        )
    case .noDocument(let file):
      return at(file)
        + say(
          "les métadonnées ne décrivent aucun document",
          "there is no document in the metadata"
        )
    case .missing(let what, let file):
      return at(file) + say("\(what) manque", "\(what) is missing")
    case .outside(let file):
      return at(file)
        + say("son URI sort de son répertoire", "its URI leads out of its folder")
    case .documentMissing(let file):
      return at(file)
        + say(
          "les métadonnées le nomment, le paquet ne le contient pas",
          "the metadata name it, the package does not hold it"
        )
    case .documentRepeated(let file):
      return at(file)
        + say("deux entrées des métadonnées le nomment", "two entries of the metadata name it")
    case .document(let refusal, let file): return at(file) + envelope(refusal)
    }
  }

  static func hl7v2(_ refusal: HL7v2Refusal) -> String {
    func at(_ line: Int) -> String { say("ligne \(line) : ", "line \(line): ") }
    switch refusal {
    case .notAMessage:
      return say(
        "ce n'est pas un message HL7 v2 ; attendu : un segment MSH en tête",
        "not an HL7 v2 message; a segment MSH first is accepted"
      )
    case .tooLarge(let maximum):
      return say(
        "le message dépasse \(maximum) octets",
        "the message is longer than \(maximum) bytes"
      )
    case .tooManySegments(let maximum):
      return say("plus de \(maximum) segments", "more than \(maximum) segments")
    case .tooManyFields(let line, let maximum):
      return at(line) + say("plus de \(maximum) champs", "more than \(maximum) fields")
    case .delimiters:
      return say(
        "MSH-1 et MSH-2 doivent être cinq caractères différents, tels que |^~\\&",
        "MSH-1 and MSH-2 must be five different characters, such as |^~\\&"
      )
    case .encoding(let name):
      return say(
        """
        les octets ne sont pas en \(name) ; attendu : UTF-8, ou 8859/1 et 8859/15 si MSH-18 \
        l'indique
        """,
        """
        the bytes are not in \(name); UTF-8, and 8859/1 or 8859/15 where MSH-18 says so, are accepted
        """
      )
    case .controlCharacter:
      return say(
        "un caractère de contrôle figure dans le message",
        "a control character stands in the message"
      )
    case .segment(let line):
      return at(line)
        + say(
          "ce n'est pas un segment ; attendu : trois majuscules ou chiffres en tête",
          "not a segment; three capitals or digits begin one"
        )
    case .severalMessages(let line):
      return at(line)
        + say(
          "un second message ; un seul est admis par fichier",
          "a second message; one a file is accepted"
        )
    case .messageType(let type):
      return say(
        """
        rien n'est repris des messages \(type) ; attendu : MDM^T02, MDM^T10, ORU^R01 avec un \
        document CDA, ou ADT avec ZFA
        """,
        """
        nothing is taken from messages \(type); MDM^T02, MDM^T10, ORU^R01 with a CDA document, and \
        ADT with ZFA are accepted
        """
      )
    case .missing(let what, let line):
      return at(line) + say("\(what) manque", "\(what) is missing")
    case .invalid(let what, let line, let accepted):
      return at(line)
        + say(
          "\(what) est illisible ; attendu : \(accepted)",
          "\(what) cannot be read; accepted: \(accepted)"
        )
    case .notForTheRecord:
      return say(
        "le message dit que son document n'est pas destiné au DMP (DESTDMP N)",
        "the message says that its document is not meant for the DMP (DESTDMP N)"
      )
    case .deletion(let line):
      return at(line)
        + say(
          "le message supprime un document ; supprimer est un acte de son auteur, dans le dossier",
          "the message deletes a document; deleting is its author's act in the record"
        )
    case .document(let refusal, let line): return at(line) + envelope(refusal)
    }
  }

  private static var acceptedFHIR: String {
    say(
      """
      attendu : un Bundle de type transaction, collection ou document, ou un DocumentReference avec \
      attachment.data
      """,
      """
      accepted: a Bundle of type transaction, collection or document, or a DocumentReference with \
      attachment.data
      """
    )
  }

  static func fhir(_ refusal: FHIRRefusal) -> String {
    func at(_ document: Int) -> String { say("document \(document) : ", "document \(document): ") }
    switch refusal {
    case .json(let malformed): return json(malformed)
    case .notFHIR:
      return say(
        "du JSON, mais pas une ressource FHIR ; ",
        "JSON, but no FHIR resource; "
      ) + acceptedFHIR
    case .resource(let name):
      return say("\(name) n'est pas un document ; ", "\(name) is no document; ") + acceptedFHIR
    case .bundleType(let type):
      return say(
        "un Bundle de type \(type) n'est pas repris ; ",
        "a Bundle of type \(type) is not taken; "
      ) + acceptedFHIR
    case .unexpected(let name, let entry):
      return say(
        """
        entrée \(entry) : \(name) n'est pas repris ; attendu : DocumentReference, Binary, la List \
        du lot de soumission, et le patient, les auteurs et les structures qu'ils nomment
        """,
        """
        entry \(entry): \(name) is not taken; accepted: DocumentReference, Binary, the List of the \
        submission set, and the patient, authors and structures they name
        """
      )
    case .method(let method, let entry):
      return say(
        "entrée \(entry) : \(method) n'est pas repris ; attendu : POST",
        "entry \(entry): \(method) is not taken; POST is accepted"
      )
    case .noDocument:
      return say(
        "le Bundle n'a pas de DocumentReference ; ",
        "the bundle has no DocumentReference; "
      ) + acceptedFHIR
    case .compositionNotFirst:
      return say(
        "la première entrée d'un document est sa Composition",
        "the first entry of a document is its Composition"
      )
    case .severalSubmissionSets:
      return say(
        "plusieurs lots de soumission ; un seul est admis",
        "more than one submission set; one is accepted"
      )
    case .submissionIncomplete:
      return say(
        "le lot de soumission nomme un document qui n'est pas joint",
        "the submission set names a document that was not sent along"
      )
    case .notCurrent(let status, let document):
      return at(document)
        + say(
          "son statut est \(status) ; attendu : current",
          "its status is \(status); current is accepted"
        )
    case .severalContents(let document):
      return at(document)
        + say("plusieurs contenus ; un seul est admis", "more than one content; one is accepted")
    case .document(let refusal, let document): return at(document) + envelope(refusal)
    }
  }

  private static func json(_ malformed: JSONValue.Malformed) -> String {
    let what =
      switch malformed.reason {
      case .notUTF8: say("les octets ne sont pas en UTF-8", "the bytes are not UTF-8")
      case .value: say("une valeur est attendue", "a value is expected")
      case .string:
        say(
          "une chaîne est sans fin, ou a un caractère de contrôle ou un échappement faux",
          "a string has no end, a control character or a wrong escape"
        )
      case .number: say("un nombre est mal écrit", "a number is malformed")
      case .separator:
        say(
          "une virgule, deux points ou une parenthèse fermante est attendue",
          "a comma, a colon or a closing bracket is expected"
        )
      case .trailing: say("quelque chose suit la valeur", "something follows the value")
      case .repeatedName:
        say("un nom figure deux fois dans un objet", "a name is there twice in one object")
      case .tooLong(let maximum): say("plus de \(maximum) octets", "more than \(maximum) bytes")
      case .tooDeep(let maximum): say("plus de \(maximum) niveaux", "more than \(maximum) levels")
      case .tooMany(let maximum): say("plus de \(maximum) valeurs", "more than \(maximum) values")
      }
    return say(
      "JSON non valide à l'octet \(malformed.offset + 1) : ",
      "not JSON at byte \(malformed.offset + 1): "
    ) + what
  }

  static func zip(_ refusal: ZipRefusal) -> String {
    (refusal.name.map { say("entrée \($0) : ", "entry \($0): ") } ?? "") + words(refusal.reason)
  }

  private static func words(_ reason: ZipRefusal.Reason) -> String {
    switch reason {
    case .notAnArchive: say("ce n'est pas une archive ZIP", "not a ZIP archive")
    case .truncated: say("l'archive est tronquée", "the archive is cut short")
    case .endAmbiguous:
      say(
        "l'archive a plusieurs fins ; une seule est admise",
        "the archive has more than one end; exactly one is accepted"
      )
    case .zip64:
      say(
        "la forme Zip64 est refusée ; attendu : une archive ordinaire de moins de 4 Go",
        "the Zip64 form is refused; archives under 4 GB in the plain form are accepted"
      )
    case .severalDisks:
      say(
        "une archive sur plusieurs volumes est refusée",
        "an archive over several disks is refused"
      )
    case .directoryDamaged:
      say("le répertoire de l'archive est endommagé", "the archive's directory is damaged")
    case .tooManyEntries(let maximum):
      say("plus de \(maximum) entrées", "more than \(maximum) entries")
    case .tooLarge(let maximum):
      say("plus de \(maximum) octets décompressés", "more than \(maximum) bytes when unpacked")
    case .strayBytes(let offset):
      say(
        "les octets en \(offset) n'appartiennent à aucune entrée",
        "bytes at \(offset) belong to no entry"
      )
    case .nameEmpty: say("une entrée n'a pas de nom", "an entry has no name")
    case .nameTooLong(let maximum):
      say("le nom dépasse \(maximum) octets", "the name is longer than \(maximum) bytes")
    case .nameNotUTF8: say("le nom n'est pas en UTF-8", "the name is not UTF-8")
    case .nameAbsolute:
      say(
        "le nom part d'une racine ; attendu : un nom dans l'archive",
        "the name begins at a root; names inside the archive are accepted"
      )
    case .nameClimbs:
      say(
        "le nom sort du dossier de l'archive ; . et .. sont refusés",
        "the name leaves the archive's folder; parts .. and . are refused"
      )
    case .nameBackslash:
      say(
        "le nom a une barre oblique inverse ; / sépare les dossiers",
        "the name has a backslash; / parts folders"
      )
    case .nameControlCharacter:
      say("le nom a un caractère de contrôle", "the name has a control character")
    case .nameDuplicate:
      say(
        "une autre entrée a ce nom, ou un nom qu'un système de fichiers confond avec lui",
        "another entry has this name, or one that some file system takes for it"
      )
    case .nameReplaced:
      say(
        "un champ annexe donne un second nom à l'entrée",
        "an extra field gives the entry a second name"
      )
    case .encrypted:
      say(
        "elle est chiffrée ; attendu : une archive en clair",
        "it is encrypted; archives in clear are accepted"
      )
    case .method(let method):
      say(
        "méthode de compression \(method) ; attendu : stored (0) ou deflate (8)",
        "compression method \(method); stored (0) and deflate (8) are accepted"
      )
    case .notAFile:
      say("ce n'est ni un fichier ni un dossier", "it is neither a file nor a folder")
    case .folderWithContent: say("un dossier a un contenu", "a folder has content")
    case .headersDisagree(let field):
      say(
        "ses deux en-têtes se contredisent (\(field.rawValue))",
        "its two headers disagree (\(field.rawValue))"
      )
    case .extraDamaged:
      say("ses champs annexes sont endommagés", "its extra fields are damaged")
    case .overlap:
      say(
        "ses octets sont aussi ceux d'une autre entrée",
        "its bytes are also those of another entry"
      )
    case .ratio(let maximum):
      say(
        "décompressée, elle fait plus de \(maximum) fois sa taille",
        "it unpacks to more than \(maximum) times its size"
      )
    case .notDeflate:
      say("ses données ne sont pas un flux deflate", "its data are no deflate stream")
    case .sizeDiffers:
      say(
        "ses données n'ont pas la taille qu'annonce le répertoire",
        "its data have another size than the directory says"
      )
    case .checksumDiffers:
      say(
        "sa somme de contrôle ne correspond pas à ses données",
        "its checksum does not fit its data"
      )
    }
  }

  /// Consents that a message carries, without anything of the patient.
  static func consents(_ consents: ConsentCollection) -> String {
    let feeding =
      switch consents.feeding {
      case .notCollected: say("alimentation : non recueilli", "feeding: not collected")
      case .opposed: say("alimentation : opposition", "feeding: opposed")
      case .notOpposed: say("alimentation : non-opposition", "feeding: not opposed")
      }
    let reading =
      switch consents.reading {
      case .notCollected: say("consultation : non recueilli", "reading: not collected")
      case .refused: say("consultation : refus", "reading: refused")
      case .agreed: say("consultation : accord", "reading: agreed")
      }
    return "\(feeding), \(reading)"
  }
}
