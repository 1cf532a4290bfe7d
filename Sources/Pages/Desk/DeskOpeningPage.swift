/// One form that opens a record for somebody at the desk.
package struct DeskOpeningPage: PageModel {
  /// What was typed, shown again when it could not be taken.
  package struct Typed: Sendable {
    package var ins = ""
    package var name = ""
    package var given = ""
    package var born = ""
    package var sex = ""
    package var birthPlace = ""
    package var commune = ""
    package var emergency = true
    package var regulation = true

    package init() {}
  }

  /// Communes by the name and code that their field takes.
  package var communes: [String]
  package var channel: String?
  /// Why nothing is opened here today, and what can be done instead; empty where records are opened.
  package var closed: [String]
  /// What follows from an announcement; nil where the form opens, or nothing is sent.
  package var announcement: String?
  /// Whether there is a form at all.
  package var hasForm: Bool
  package var typed: Typed
  /// What is wrong, in sentences.
  package var problems: [String]
  /// Where the person's record is found, if they have one already.
  package var findPath: String?
  package var mayTest: Bool
  // Choices that were made, one by one: a template compares nothing.
  var isFemale: Bool
  var isMale: Bool
  var isOther: Bool

  package init(
    communes: [String],
    channel: String?,
    closed: [String] = [],
    announcement: String? = nil,
    typed: Typed,
    problems: [String],
    findPath: String?,
    mayTest: Bool
  ) {
    self.communes = communes
    self.channel = channel
    self.closed = closed
    self.announcement = announcement
    hasForm = channel != nil && (closed.isEmpty || announcement != nil)
    self.typed = typed
    self.problems = problems
    self.findPath = findPath
    self.mayTest = mayTest
    isFemale = typed.sex == "F"
    isMale = typed.sex == "M"
    isOther = typed.sex == "I"
  }

  package static let template = PageTemplate(
    "desk-opening",
    #"""
    <h1>[[Ouvrir un dossier|Open a record]]</h1>
    {{^channel}}<p class="empty">[[Les dossiers s'ouvrent en pharmacie, en établissement de santé, au cabinet d'un médecin et à l'accueil de la CPAM. Votre activité n'en ouvre pas : orientez la personne vers l'un d'eux.|Records are opened in pharmacies, hospitals, doctors' practices and at the CPAM's desk. Your activity opens none: send the person to one of these.]]</p>{{/channel}}
    {{#channel}}
    {{#empty(closed)}}<p class="lead">[[Pour une personne présente, avec son consentement. Canal :|For somebody present, with their consent. Channel:]] {{.}}.</p>{{/empty(closed)}}
    {{^empty(closed)}}<div class="notice" role="status">{{#closed}}<p>{{.}}</p>{{/closed}}</div>{{/empty(closed)}}
    {{^empty(problems)}}<div class="problem" role="alert">{{#problems}}<p>{{.}}</p>{{/problems}}{{#findPath}}<p><a href="{{.}}">[[Trouver son dossier|Find their record]]</a></p>{{/findPath}}</div>{{/empty(problems)}}
    {{#hasForm}}
    {{#announcement}}<h2>[[Annoncer l'ouverture|Announce the opening]]</h2><p>{{.}}</p>{{/announcement}}
    <form method="post" action="{{^announcement}}/desk/open{{/announcement}}{{#announcement}}/desk/announce{{/announcement}}" class="panel">{{> token}}
    <div class="fields">
    <div><label for="ins">[[Matricule INS|INS]] <span class="hint">[[15 chiffres avec la clé ; vide s'il n'est pas connu|15 digits with the key; empty if unknown]]</span></label><input id="ins" name="ins" value="{{typed.ins}}" maxlength="24" autocomplete="off" spellcheck="false"></div>
    <div><label for="name">[[Nom de naissance|Birth name]] <span class="hint">[[comme sur la pièce d'identité|as on the identity document]]</span></label><input id="name" name="name" value="{{typed.name}}" required maxlength="80" autocomplete="off"></div>
    <div><label for="given">[[Prénoms de naissance|Given names at birth]] <span class="hint">[[dans l'ordre, séparés par des espaces|in order, with spaces between]]</span></label><input id="given" name="given" value="{{typed.given}}" required maxlength="120" autocomplete="off"></div>
    <div><label for="born">[[Né(e) le|Born]] <span class="hint">[[28/03/1979|28/03/1979]]</span></label><input id="born" name="born" value="{{typed.born}}" required maxlength="10" autocomplete="off"></div>
    <div><label for="sex">[[Sexe|Sex]]</label><select id="sex" name="sex" required><option value="">[[choisir|choose]]</option><option value="F"{{#isFemale}} selected{{/isFemale}}>[[femme|female]]</option><option value="M"{{#isMale}} selected{{/isMale}}>[[homme|male]]</option><option value="I"{{#isOther}} selected{{/isOther}}>[[indéterminé|undetermined]]</option></select></div>
    <div><label for="birth-place">[[Code INSEE du lieu de naissance|INSEE code of the birth place]] <span class="hint">[[5 caractères, 99xxx à l'étranger ; facultatif|5 characters, 99xxx abroad; optional]]</span></label><input id="birth-place" name="birth-place" value="{{typed.birthPlace}}" maxlength="5" autocomplete="off"></div>
    <div><label for="commune">[[Commune de résidence|Commune of residence]] <span class="hint">[[commencez à taper le nom|begin to type its name]]</span></label><input id="commune" name="commune" value="{{typed.commune}}" list="communes" maxlength="80" autocomplete="off"></div>
    </div>
    <datalist id="communes">{{#communes}}<option value="{{.}}"></option>{{/communes}}</datalist>
    {{#announcement}}<fieldset class="spaced"><legend>[[Comment l'annonce lui est confirmée par écrit|How the announcement is confirmed to them in writing]]</legend>
    <label class="choice"><input type="radio" name="means" value="mail" required> <span>[[par courriel|by e-mail]]</span></label>
    <label class="choice"><input type="radio" name="means" value="post" required> <span>[[par courrier, sans adresse électronique connue|by post, where no e-mail address is known]]</span></label>
    </fieldset>{{/announcement}}
    {{^announcement}}<fieldset class="spaced"><legend>[[Ce que la personne répond|What the person answers]]</legend>
    <label class="choice"><input type="checkbox" name="consent" value="yes" required> <span>[[Elle a été informée et consent à l'ouverture de son dossier.|They were informed and consent to the opening of their record.]]</span></label>
    <label class="choice"><input type="checkbox" name="emergency" value="yes"{{#typed.emergency}} checked{{/typed.emergency}}> <span>[[En danger et hors d'état de répondre, un médecin peut lire son dossier.|In danger and unable to answer, a doctor may read their record.]]</span></label>
    <label class="choice"><input type="checkbox" name="regulation" value="yes"{{#typed.regulation}} checked{{/typed.regulation}}> <span>[[Le médecin du SAMU qui prend un appel pour elle peut le lire.|The doctor of the SAMU who takes a call for them may read it.]]</span></label>
    </fieldset>{{/announcement}}
    {{#mayTest}}<p class="faint small">[[Démonstration : le matricule est enregistré comme matricule de test.|Demonstration: the INS is recorded as a test one.]]</p>{{/mayTest}}
    <div class="row"><button>{{^announcement}}[[Ouvrir le dossier|Open the record]]{{/announcement}}{{#announcement}}[[Annoncer l'ouverture|Announce the opening]]{{/announcement}}</button></div>
    </form>
    {{/hasForm}}
    <details><summary>[[La personne a reçu une annonce et s'oppose à l'ouverture|The person was told of an opening and objects]]</summary>
    <form method="post" action="/desk/object" class="panel stack">{{> token}}
    <p>[[Dans les six semaines qui suivent l'annonce, sans avoir à dire pourquoi (R1111-28).|Within six weeks of the announcement, without saying why (R1111-28).]]</p>
    <div><label for="o-ins">[[Matricule INS|INS]]</label><input id="o-ins" name="ins" maxlength="24" autocomplete="off"></div>
    <div><label for="o-name">[[Nom de naissance|Birth name]]</label><input id="o-name" name="name" required maxlength="80" autocomplete="off"></div>
    <div><label for="o-given">[[Prénoms de naissance|Given names at birth]]</label><input id="o-given" name="given" required maxlength="120" autocomplete="off"></div>
    <div><label for="o-born">[[Né(e) le|Born]]</label><input id="o-born" name="born" required maxlength="10" autocomplete="off"></div>
    <div><label for="o-sex">[[Sexe|Sex]]</label><select id="o-sex" name="sex"><option value="">[[choisir|choose]]</option><option value="F">[[femme|female]]</option><option value="M">[[homme|male]]</option><option value="I">[[indéterminé|undetermined]]</option></select></div>
    <div><button class="second">[[Enregistrer l'opposition|Record the objection]]</button></div>
    </form></details>
    {{/channel}}
    """#
  )
}

/// A record that was opened, with what is doubtful about whose it is.
package struct DeskOpenedPage: PageModel {
  package var who: String
  package var words: String
  package var findings: [String]
  package var doubts: String?
  package var receiptPath: String
  package var isObjection: Bool
  /// Until when the person may object, for an opening that was only announced.
  package var objectionUntil: String?
  var isOpen: Bool

  package init(
    who: String,
    words: String,
    findings: [String],
    doubts: String?,
    receiptPath: String,
    isObjection: Bool,
    objectionUntil: String? = nil
  ) {
    self.who = who
    self.words = words
    self.findings = findings
    self.doubts = doubts
    self.receiptPath = receiptPath
    self.isObjection = isObjection
    self.objectionUntil = objectionUntil
    isOpen = !isObjection && objectionUntil == nil
  }

  package static let template = PageTemplate(
    "desk-opened",
    #"""
    <h1>{{#isObjection}}[[Opposition enregistrée|The objection is recorded]]{{/isObjection}}{{#objectionUntil}}[[L'ouverture est annoncée|The opening is announced]]{{/objectionUntil}}{{#isOpen}}[[Le dossier est ouvert|The record is open]]{{/isOpen}}</h1>
    <p class="lead">{{who}} · {{words}}</p>
    {{#doubts}}<div class="notice error"><p>{{.}}</p></div>{{/doubts}}
    {{^empty(findings)}}<div class="notice">{{#findings}}<p>{{.}}</p>{{/findings}}</div>{{/empty(findings)}}
    <p class="row"><a class="button" href="{{receiptPath}}">[[Accusé à imprimer|Receipt to print]]</a> <a class="button second" href="/desk">[[Personne suivante|Next person]]</a></p>
    {{#objectionUntil}}<p>[[La personne peut s'y opposer jusqu'au|The person may object until]] {{.}}[[, sans avoir à dire pourquoi, ici ou dans son espace ; sans opposition, le dossier s'ouvre de lui-même le lendemain.|, without saying why, here or in their own space; without an objection the record opens by itself on the next day.]]</p>
    <p class="faint">[[Remettez-lui l'avis : il dit ses droits et porte la preuve que l'annonce est dans le journal.|Give them the notice: it says their rights and bears the proof that the announcement is in the log.]]</p>{{/objectionUntil}}
    {{#isOpen}}<p class="faint">[[Remettez l'accusé à la personne : il porte la preuve que son ouverture est dans le journal. Elle lit et règle son dossier sur son espace.|Give the person the receipt: it bears the proof that the opening is in the log. They read and set their record in their own space.]]</p>{{/isOpen}}
    """#
  )
}

/// The sheet that the person takes along: what was written, and the proof of it.
package struct ReceiptSheet: PageModel {
  package var title: String
  package var facts: [DocumentSheet.Fact]
  package var evidence: [DocumentSheet.Fact]
  package var proof: String
  package var back: String
  package var proofPath: String

  package init(
    title: String,
    facts: [DocumentSheet.Fact],
    evidence: [DocumentSheet.Fact],
    proof: String,
    back: String,
    proofPath: String
  ) {
    self.title = title
    self.facts = facts
    self.evidence = evidence
    self.proof = proof
    self.back = back
    self.proofPath = proofPath
  }

  package static let template = PageTemplate(
    "receipt-sheet",
    #"""
    <p class="no-print"><a href="{{back}}">← [[Revenir|Back]]</a></p>
    <h1>{{title}}</h1>
    <p class="row no-print"><button type="button" data-print hidden>[[Imprimer|Print]]</button> <a class="button second" href="{{proofPath}}">[[Preuve en fichier|Proof as a file]]</a></p>
    <dl class="facts">{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
    <h2>[[Ce qui le prouve|What proves it]]</h2>
    <p>[[L'événement est dans le journal sous la tête signée qui finit cette page ; le chemin d'empreintes le prouve. Qui garde cette feuille le vérifie sans le service :|The event is in the log under the signed head that ends this page; the path of hashes proves it. Whoever keeps this sheet checks it without the service:]] <span class="mono">verify-log --proof</span>.</p>
    <dl class="facts">{{#evidence}}<dt>{{name}}</dt><dd class="mono">{{value}}</dd>{{/evidence}}</dl>
    <pre class="mono proof" tabindex="0" role="region" aria-label="[[Preuve|Proof]]">{{proof}}</pre>
    """#
  )
}
