/// "Mes droits": what the holder agreed to, who may read, who is kept out.
package struct PatientRightsPage: PageModel {
  package struct Consent: Sendable {
    package var word: String
    package var title: String
    package var state: Mark
    /// What holds now, and what the other answer would change.
    package var now: String
    package var other: String
    package var isGiven: Bool
    package var needsReason: Bool

    package init(
      word: String,
      title: String,
      state: Mark,
      now: String,
      other: String,
      isGiven: Bool,
      needsReason: Bool
    ) {
      self.word = word
      self.title = title
      self.state = state
      self.now = now
      self.other = other
      self.isGiven = isGiven
      self.needsReason = needsReason
    }
  }

  package struct Person: Sendable {
    package var identifier: String
    package var scope: String
    package var name: String
    package var capacity: String?
    package var standing: Mark
    package var until: String?

    package init(
      identifier: String,
      scope: String,
      name: String,
      capacity: String?,
      standing: Mark,
      until: String?
    ) {
      self.identifier = identifier
      self.scope = scope
      self.name = name
      self.capacity = capacity
      self.standing = standing
      self.until = until
    }
  }

  /// The end of the record, and its return.
  package struct End: Sendable {
    /// What the holder prints of their record's opening, closure or erasure.
    package var receipts: [PageFrame.Link]
    package var isOpen: Bool
    package var mayReactivate: Bool
    package var mayErase: Bool
    /// "effacement demandé, au plus tard le…"; nil for none.
    package var erasure: String?
    package var documents: String
    /// What nobody would find any more; nil for none.
    package var directives: String?

    package init(
      receipts: [PageFrame.Link],
      isOpen: Bool,
      mayReactivate: Bool,
      mayErase: Bool,
      erasure: String?,
      documents: String,
      directives: String?
    ) {
      self.receipts = receipts
      self.isOpen = isOpen
      self.mayReactivate = mayReactivate
      self.mayErase = mayErase
      self.erasure = erasure
      self.documents = documents
      self.directives = directives
    }
  }

  package var consents: [Consent]
  package var doctors: [Person]
  package var authorised: [Person]
  package var blocked: [Person]
  package var former: [Person]
  package var representatives: [Person]
  /// Whom one may choose to block: those who appeared in the record.
  package var known: [PatientHomePage.Choice]
  package var canWrite: Bool
  package var end: End

  package init(
    consents: [Consent],
    doctors: [Person],
    authorised: [Person],
    blocked: [Person],
    former: [Person],
    representatives: [Person],
    known: [PatientHomePage.Choice],
    canWrite: Bool,
    end: End
  ) {
    self.consents = consents
    self.doctors = doctors
    self.authorised = authorised
    self.blocked = blocked
    self.former = former
    self.representatives = representatives
    self.known = known
    self.canWrite = canWrite
    self.end = end
  }

  package static let template = PageTemplate(
    "patient-rights",
    #"""
    <h1>[[Mes droits|My rights]]</h1>
    <p class="lead">[[Vous décidez, et vous pouvez changer d'avis. Chaque choix vaut aussitôt et garde sa date.|You decide, and may change your mind. Each choice holds at once and keeps its date.]]</p>
    <h2>[[Mes accords|My consents]]</h2>
    <div class="grid">
    {{#consents}}
    <section class="panel"><h3>{{title}}</h3>
    <p>{{#state}}{{> mark}}{{/state}}</p><p>{{now}}</p>
    {{#canWrite}}<details><summary>[[Changer d'avis|Change my mind]]<span class="hidden-text"> : {{title}}</span></summary>
    <p>[[Ce qui changerait :|What would change:]] {{other}}</p>
    <form method="post" action="/my/rights/consent" class="stack">{{> token}}<input type="hidden" name="subject" value="{{word}}"><input type="hidden" name="answer" value="{{#isGiven}}no{{/isGiven}}{{^isGiven}}yes{{/isGiven}}">
    {{#needsReason}}<label>[[Motif légitime|Legitimate reason]]<input name="reason" maxlength="200" required></label>{{/needsReason}}
    <div class="row"><button class="second">{{#isGiven}}[[Refuser|Refuse]]{{/isGiven}}{{^isGiven}}[[Accepter|Agree]]{{/isGiven}}<span class="hidden-text"> : {{title}}</span></button></div></form></details>{{/canWrite}}
    </section>
    {{/consents}}
    </div>
    <h2>[[Médecins traitants|Treating doctors]]</h2>
    <p class="faint">[[Ils voient tout, même ce qui est masqué aux autres professionnels.|They see everything, also what is hidden from other professionals.]]</p>
    <ul class="cards">{{#doctors}}<li><p><strong>{{name}}</strong>{{#capacity}} <span class="faint">{{.}}</span>{{/capacity}}</p>
    {{#canWrite}}<div class="row"><form method="post" action="/my/rights/doctor" class="plain">{{> token}}<input type="hidden" name="who" value="{{identifier}}"><button class="second small" data-confirm="[[Mettre fin à ce rôle ?|End this role?]]">[[N'est plus mon médecin traitant|No longer my treating doctor]]<span class="hidden-text"> : {{name}}</span></button></form>
    <form method="post" action="/my/rights/look" class="plain">{{> token}}<input type="hidden" name="who" value="{{identifier}}"><button class="quiet">[[Ce qu'il voit|What they see]]<span class="hidden-text"> : {{name}}</span></button></form></div>{{/canWrite}}</li>{{/doctors}}</ul>
    {{#empty(doctors)}}<p class="empty">[[Aucun médecin traitant n'est désigné.|No treating doctor is named.]]</p>{{/empty(doctors)}}
    <h2>[[Professionnels autorisés|Authorised professionals]]</h2>
    <ul class="cards">{{#authorised}}<li><p><strong>{{name}}</strong>{{#capacity}} <span class="faint">{{.}}</span>{{/capacity}} {{#standing}}{{> mark}}{{/standing}}{{#until}} <span class="small">[[jusqu'au|until]] {{.}}</span>{{/until}}</p>
    {{#canWrite}}<div class="row"><form method="post" action="/my/rights/revoke" class="plain">{{> token}}<input type="hidden" name="who" value="{{identifier}}"><button class="second small" data-confirm="[[Retirer cette autorisation ?|Revoke this authorisation?]]">[[Retirer|Revoke]]<span class="hidden-text"> : {{name}}</span></button></form>
    <form method="post" action="/my/rights/look" class="plain">{{> token}}<input type="hidden" name="who" value="{{identifier}}"><button class="quiet">[[Ce qu'il voit|What they see]]<span class="hidden-text"> : {{name}}</span></button></form></div>{{/canWrite}}</li>{{/authorised}}</ul>
    {{#empty(authorised)}}<p class="empty">[[Personne n'a d'autorisation à son nom. Un professionnel vous la demande en consultation ; elle dure un an.|Nobody has an authorisation of their own. A professional asks you at a consultation; it lasts a year.]]</p>{{/empty(authorised)}}
    {{^empty(former)}}<details><summary>[[Autorisations finies ou retirées|Authorisations that ended]]</summary><ul>{{#former}}<li>{{name}} {{#standing}}{{> mark}}{{/standing}}</li>{{/former}}</ul></details>{{/empty(former)}}
    <h2 id="blocked">[[Bloqués|Kept out]]</h2>
    <ul class="cards">{{#blocked}}<li><p><strong>{{name}}</strong>{{#capacity}} <span class="faint">{{.}}</span>{{/capacity}} {{#standing}}{{> mark}}{{/standing}}{{#until}} <span class="small">[[jusqu'au|until]] {{.}}</span>{{/until}}</p>
    {{#canWrite}}<form method="post" action="/my/rights/unblock" class="plain">{{> token}}<input type="hidden" name="who" value="{{identifier}}"><input type="hidden" name="scope" value="{{scope}}"><button class="second small">[[Débloquer|Unblock]]<span class="hidden-text"> : {{name}}</span></button></form>{{/canWrite}}</li>{{/blocked}}</ul>
    {{#empty(blocked)}}<p class="empty">[[Vous ne bloquez personne.|You keep nobody out.]]</p>{{/empty(blocked)}}
    {{#canWrite}}
    <section class="panel"><h3>[[Bloquer quelqu'un|Keep somebody out]]</h3>
    <p>[[Une personne bloquée n'entre plus, même en urgence et même avec une autorisation. Vous voyez d'abord ce que cela change.|Whoever is kept out enters no more, not even in an emergency or with an authorisation. You first see what it changes.]]</p>
    {{^empty(known)}}<form method="post" action="/my/rights/block" class="stack">{{> token}}<input type="hidden" name="scope" value="professional">
    <label>[[Parmi ceux qui ont agi dans votre dossier|Among those who acted in your record]]<select name="who" required><option value="">–</option>{{#known}}<option value="{{value}}">{{label}}</option>{{/known}}</select></label>
    <div class="row"><button class="second">[[Voir ce que cela change|See what it changes]]</button></div></form>{{/empty(known)}}
    <details><summary>[[Par un numéro|By a number]]</summary>
    <form method="post" action="/my/rights/block" class="stack">{{> token}}
    <label>[[Qui|Who]]<select name="scope"><option value="professional">[[Un professionnel (n° RPPS)|A professional (RPPS number)]]</option><option value="structure">[[Un établissement (n° FINESS ou SIRET)|An establishment (FINESS or SIRET number)]]</option></select></label>
    <label>[[Numéro|Number]]<input name="who" inputmode="numeric" maxlength="40" required></label>
    <div class="row"><button class="second">[[Voir ce que cela change|See what it changes]]<span class="hidden-text"> ([[par un numéro|by a number]])</span></button></div></form></details>
    </section>
    {{/canWrite}}
    {{^empty(representatives)}}
    <h2>[[Représentants|Representatives]]</h2>
    <ul class="cards">{{#representatives}}<li><p><strong>{{name}}</strong>{{#capacity}} <span class="faint">{{.}}</span>{{/capacity}}{{#until}} <span class="small">[[jusqu'au|until]] {{.}}</span>{{/until}}</p></li>{{/representatives}}</ul>
    {{/empty(representatives)}}
    {{#end}}
    <h2 id="receipts">[[Mes accusés|My receipts]]</h2>
    <p class="faint">[[À imprimer ou à garder en fichier, chacun avec la preuve qu'il est dans le journal. Ceux de vos contestations sont dans « Qui a regardé ».|To print or to keep as a file, each with the proof that it is in the log. Those of your disputes are under "Who looked".]]</p>
    <ul>{{#receipts}}<li><a href="{{href}}">{{label}}</a></li>{{/receipts}}</ul>
    <h2 id="end">{{#isOpen}}[[Fermer mon dossier|Close my record]]{{/isOpen}}{{^isOpen}}[[Mon dossier est clos|My record is closed]]{{/isOpen}}</h2>
    <section class="panel{{#isOpen}} alert{{/isOpen}}">
    {{#isOpen}}
    <p>[[Plus aucun professionnel n'y entre. Il est gardé dix ans puis effacé ; vous pouvez le rouvrir d'ici là.|No professional enters any more. It is kept for ten years and then erased; you may reopen it until then.]] {{documents}}</p>
    {{#directives}}<p class="problem"><strong>{{.}}</strong></p>{{/directives}}
    <form method="post" action="/my/rights/close" class="stack">{{> token}}
    <label class="choice"><input type="checkbox" name="sure" value="1" required><span>[[J'ai lu ce qui change et je veux fermer mon dossier.|I have read what changes and want to close my record.]]</span></label>
    <div class="row"><button class="grave">[[Fermer mon dossier|Close my record]]</button></div></form>
    {{/isOpen}}
    {{#mayReactivate}}
    <p>[[Le rouvrir rend tout comme avant : mêmes documents, même histoire.|Reopening brings everything back: same documents, same history.]]</p>
    <form method="post" action="/my/rights/reopen" class="stack">{{> token}}
    <label class="choice"><input type="checkbox" name="consent" value="1" required><span>{{wording}}</span></label>
    <div class="row"><button>[[Rouvrir mon dossier|Reopen my record]]</button></div></form>
    {{/mayReactivate}}
    {{#erasure}}<p><strong>{{.}}</strong></p>{{/erasure}}
    {{#mayErase}}
    <details><summary>[[Faire effacer mon dossier|Have my record erased]]</summary>
    <p>[[L'effacement est fait dans les trois mois. Il ne se défait pas. Emportez d'abord vos documents.|The erasure is done within three months. It cannot be undone. Take your documents away first.]] <a href="/my/bundle">[[Tout emporter|Take everything away]]</a></p>
    <form method="post" action="/my/rights/erase">{{> token}}<button class="grave" data-confirm="[[Demander l'effacement définitif ?|Ask for definitive erasure?]]">[[Demander l'effacement|Ask for erasure]]</button></form></details>
    {{/mayErase}}
    </section>
    {{/end}}
    """#
  )

  /// What the holder agrees to at a reactivation, kept with the event.
  package static let wordings = (
    french: "J'accepte que mon dossier soit rouvert, avec tout ce qu'il contenait.",
    english: "I agree that my record is reopened, with all that it held."
  )
  package var wording: String = ""
}

/// What a choice about somebody would change, before it is made.
package struct PatientPreviewPage: PageModel {
  package var title: String
  package var name: String
  package var capacity: String?
  package var before: String
  package var after: String?
  package var loses: [String]
  package var sees: [String]
  /// Where the choice is made; nil for a look alone.
  package var confirmPath: String?
  package var confirmLabel: String

  package init(
    title: String,
    name: String,
    capacity: String?,
    before: String,
    after: String?,
    loses: [String],
    sees: [String],
    confirmPath: String?,
    confirmLabel: String
  ) {
    self.title = title
    self.name = name
    self.capacity = capacity
    self.before = before
    self.after = after
    self.loses = loses
    self.sees = sees
    self.confirmPath = confirmPath
    self.confirmLabel = confirmLabel
  }

  package static let template = PageTemplate(
    "patient-preview",
    #"""
    <p><a href="/my/rights">[[Mes droits|My rights]]</a></p>
    <h1>{{title}}</h1>
    <p class="lead"><strong>{{name}}</strong>{{#capacity}} <span class="faint">{{.}}</span>{{/capacity}}</p>
    <div class="grid">
    <section class="panel"><h2>[[Aujourd'hui|Today]]</h2><p>{{before}}</p></section>
    {{#after}}<section class="panel"><h2>[[Ensuite|Then]]</h2><p>{{.}}</p></section>{{/after}}
    </div>
    {{^empty(loses)}}<h2>[[Ne verra plus|Will see no more]]</h2><ul>{{#loses}}<li>{{.}}</li>{{/loses}}</ul>{{/empty(loses)}}
    {{^empty(sees)}}<details><summary>[[Ce que cette personne voit|What this person sees]]</summary><ul>{{#sees}}<li>{{.}}</li>{{/sees}}</ul></details>{{/empty(sees)}}
    {{#confirmPath}}<form method="post" action="{{.}}" class="row">{{> token}}<button class="grave">{{confirmLabel}}</button> <a href="/my/rights">[[Annuler|Cancel]]</a></form>{{/confirmPath}}
    """#
  )
}
