/// For whoever has no record, or one that was announced to them: what it is, and how it begins.
package struct PatientOpeningPage: PageModel {
  /// One of the two emergency questions (BB#101).
  package struct Question: Sendable {
    package var name: String
    package var title: String
    package var yes: String
    package var no: String

    package init(name: String, title: String, yes: String, no: String) {
      self.name = name
      self.title = title
      self.yes = yes
      self.no = no
    }
  }

  /// Who opens one anew; what they typed before stays.
  package struct Person: Sendable {
    package var birthName: String
    package var givenNames: String
    package var birthDate: String
    package var isFemale: Bool
    package var isMale: Bool

    package init(
      birthName: String,
      givenNames: String,
      birthDate: String,
      isFemale: Bool,
      isMale: Bool
    ) {
      self.birthName = birthName
      self.givenNames = givenNames
      self.birthDate = birthDate
      self.isFemale = isFemale
      self.isMale = isMale
    }
  }

  package var lead: String
  /// Why nobody opens theirs by asking today; nil where one can.
  package var closed: String?
  /// Until when one may object: "8 janvier 2027"; nil where nothing was announced.
  package var objectionUntil: String?
  /// Nil where the announcement says who it is.
  package var person: Person?
  package var questions: [Question]

  package init(
    lead: String,
    closed: String? = nil,
    objectionUntil: String?,
    person: Person?,
    questions: [Question]
  ) {
    self.lead = lead
    self.closed = closed
    self.objectionUntil = objectionUntil
    self.person = person
    self.questions = questions
  }

  package static let template = PageTemplate(
    "patient-opening",
    #"""
    <h1>[[Ouvrir mon dossier|Open my record]]</h1>
    <p class="lead">{{lead}}</p>
    <ul>
    <li>[[Vos comptes rendus, ordonnances et résultats au même endroit, pour vous et ceux qui vous soignent.|Your reports, prescriptions and results in one place, for you and those who care for you.]]</li>
    <li>[[Vous voyez qui a regardé, vous masquez ce que vous voulez, vous bloquez qui vous voulez.|You see who looked, hide what you want, keep out whom you want.]]</li>
    <li>[[Vous pouvez le fermer à tout moment.|You may close it at any time.]]</li>
    </ul>
    {{#closed}}<p class="notice" role="status">{{.}}</p>{{/closed}}
    {{^closed}}
    <form method="post" action="/my/open" class="stack">
    {{> token}}
    {{#person}}
    <fieldset><legend>[[Vous|You]]</legend>
    <p class="hint">[[Comme sur votre pièce d'identité ; votre matricule est celui de votre connexion.|As on your identity card; your number is that of your sign-in.]]</p>
    <label>[[Nom de naissance|Birth name]]<input name="birthName" value="{{birthName}}" autocomplete="family-name" required maxlength="100"></label>
    <label>[[Prénoms|Given names]]<input name="givenNames" value="{{givenNames}}" autocomplete="given-name" required maxlength="200"></label>
    <label>[[Date de naissance|Birth date]]<input type="date" name="birthDate" value="{{birthDate}}" autocomplete="bday" required></label>
    <label>[[Sexe|Sex]]<select name="sex" required><option value="">–</option><option value="female"{{#isFemale}} selected{{/isFemale}}>[[Femme|Female]]</option><option value="male"{{#isMale}} selected{{/isMale}}>[[Homme|Male]]</option></select></label>
    </fieldset>
    {{/person}}
    {{#questions}}
    <fieldset><legend>{{title}}</legend>
    <label class="choice"><input type="radio" name="{{name}}" value="yes" checked><span><strong>[[Oui|Yes]].</strong> {{yes}}</span></label>
    <label class="choice"><input type="radio" name="{{name}}" value="no"><span><strong>[[Non|No]].</strong> {{no}}</span></label>
    </fieldset>
    {{/questions}}
    <label class="choice"><input type="checkbox" name="consent" value="1" required><span>[[J'accepte l'ouverture de mon dossier. Sans cet accord, rien n'est ouvert.|I agree that my record is opened. Without it nothing is opened.]]</span></label>
    <div class="row"><button>[[Ouvrir mon dossier|Open my record]]</button></div>
    </form>
    {{/closed}}
    {{#objectionUntil}}
    <section class="panel">
    <h2>[[Je n'en veux pas|I do not want one]]</h2>
    <p>[[Sans réponse de votre part, il s'ouvre de lui-même le|Without an answer of yours it opens by itself on]] {{.}}. [[Vous pouvez refuser sans dire pourquoi, et changer d'avis plus tard.|You may refuse without saying why, and change your mind later.]]</p>
    <form method="post" action="/my/refuse" class="plain"><input type="hidden" name="_csrf" value="{{csrf}}"><button class="second" data-confirm="[[Refuser l'ouverture de votre dossier ?|Refuse that your record is opened?]]">[[Refuser l'ouverture|Refuse the opening]]</button></form>
    </section>
    {{/objectionUntil}}
    """#
  )
}

/// A record that nobody enters for now.
package struct PatientWaitingPage: PageModel {
  package var title: String
  package var text: String

  package init(title: String, text: String) {
    self.title = title
    self.text = text
  }

  package static let template = PageTemplate(
    "patient-waiting",
    #"""
    <h1>{{title}}</h1>
    <p class="lead">{{text}}</p>
    """#
  )
}
