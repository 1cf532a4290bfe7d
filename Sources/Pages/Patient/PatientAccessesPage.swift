/// Who looked at a record in a month, in plain words.
package struct PatientAccessesPage: PageModel {
  package struct Access: Sendable {
    package var time: String
    package var who: String
    package var capacity: String?
    package var what: String
    package var why: String
    package var marks: [Mark]
    /// Its revision, where it can be disputed; nil where it cannot or was.
    package var disputable: UInt32?
    /// Where the receipt of its dispute is printed; nil where there is none.
    package var receipt: String?

    package init(
      time: String,
      who: String,
      capacity: String?,
      what: String,
      why: String,
      marks: [Mark],
      disputable: UInt32?,
      receipt: String? = nil
    ) {
      self.time = time
      self.who = who
      self.capacity = capacity
      self.what = what
      self.why = why
      self.marks = marks
      self.disputable = disputable
      self.receipt = receipt
    }
  }

  package struct Day: Sendable {
    package var name: String
    package var accesses: [Access]

    package init(name: String, accesses: [Access]) {
      self.name = name
      self.accesses = accesses
    }
  }

  package var month: String
  /// The month as the address writes it: `2026-07`.
  package var monthValue: String
  package var earlier: PageFrame.Link?
  package var later: PageFrame.Link?
  package var people: [PatientHomePage.Choice]
  package var showsOwn: Bool
  package var showsChanges: Bool
  package var summary: String
  package var days: [Day]
  package var newer: String?
  package var older: String?

  package init(
    month: String,
    monthValue: String,
    earlier: PageFrame.Link?,
    later: PageFrame.Link?,
    people: [PatientHomePage.Choice],
    showsOwn: Bool,
    showsChanges: Bool,
    summary: String,
    days: [Day],
    newer: String?,
    older: String?
  ) {
    self.month = month
    self.monthValue = monthValue
    self.earlier = earlier
    self.later = later
    self.people = people
    self.showsOwn = showsOwn
    self.showsChanges = showsChanges
    self.summary = summary
    self.days = days
    self.newer = newer
    self.older = older
  }

  package static let template = PageTemplate(
    "patient-accesses",
    #"""
    <h1>[[Qui a regardé|Who looked]]</h1>
    <p class="lead">[[Chaque lecture, chaque tentative refusée et chaque changement, avec qui, quand et pourquoi.|Each read, each refused attempt and each change, with who, when and why.]]</p>
    <nav class="pages" aria-label="[[Mois|Months]]"><span>{{#earlier}}<a href="{{href}}">← {{label}}</a>{{/earlier}}</span><strong>{{month}}</strong><span>{{#later}}<a href="{{href}}">{{label}} →</a>{{/later}}</span></nav>
    <form method="post" action="/my/accesses" class="panel fields" aria-label="[[Filtrer|Filter]]">{{> token}}
    <label>[[Mois|Month]]<input type="month" name="month" value="{{monthValue}}" required></label>
    <label>[[Personne|Person]]<select name="who"><option value="">[[Toutes|All]]</option>{{#people}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/people}}</select></label>
    <div><label class="choice"><input type="checkbox" name="changes" value="1"{{#showsChanges}} checked{{/showsChanges}}> [[Aussi les ajouts et changements|Changes too]]</label>
    <label class="choice"><input type="checkbox" name="own" value="1"{{#showsOwn}} checked{{/showsOwn}}> [[Aussi mes visites|My own visits too]]</label></div>
    <div class="row"><button class="second">[[Afficher|Show]]</button></div></form>
    <p>{{summary}}</p>
    {{#days}}
    <section aria-label="{{name}}">
    <h2>{{name}}</h2>
    <ul class="cards">
    {{#accesses}}<li><p><span class="faint">{{time}}</span> <strong>{{who}}</strong> {{what}}{{#capacity}}<br><span class="faint small">{{.}}</span>{{/capacity}}{{^empty(why)}}<br><span class="small">{{why}}</span>{{/empty(why)}}</p>
    {{^empty(marks)}}<p>{{#marks}}{{> mark}} {{/marks}}</p>{{/empty(marks)}}
    {{#disputable}}<p class="small"><a href="/my/accesses/dispute/{{.}}?m={{monthValue}}">[[Contester cet accès|Dispute this access]]<span class="hidden-text"> : {{who}}, {{time}}</span></a></p>{{/disputable}}{{#receipt}}<p class="small"><a href="{{.}}">[[Accusé de la contestation|Receipt of the dispute]]<span class="hidden-text"> : {{who}}, {{time}}</span></a></p>{{/receipt}}</li>{{/accesses}}
    </ul>
    </section>
    {{/days}}
    {{#empty(days)}}<p class="empty">[[Personne d'autre que vous ce mois-ci.|Nobody but you this month.]]</p>{{/empty(days)}}
    <nav class="pages" aria-label="[[Pages|Pages]]"><span>{{#newer}}<a href="{{.}}">[[Plus récents|Newer]]</a>{{/newer}}</span><span>{{#older}}<a href="{{.}}">[[Plus anciens|Older]]</a>{{/older}}</span></nav>
    """#
  )
}

/// The form by which a holder disputes one access.
package struct PatientDisputePage: PageModel {
  package var revision: UInt32
  package var month: String
  package var access: String
  package var why: String

  package init(revision: UInt32, month: String, access: String, why: String) {
    self.revision = revision
    self.month = month
    self.access = access
    self.why = why
  }

  package static let template = PageTemplate(
    "patient-dispute",
    #"""
    <p><a href="/my/accesses?m={{month}}">[[Qui a regardé|Who looked]]</a></p>
    <h1>[[Contester un accès|Dispute an access]]</h1>
    <div class="panel"><p><strong>{{access}}</strong></p><p>{{why}}</p></div>
    <p>[[Votre contestation est écrite dans votre dossier, à côté de l'accès, et ne peut plus être effacée. Ceux qui contrôlent le service la lisent. Elle n'accuse personne : dites ce qui vous étonne.|Your dispute is written into your record beside the access and cannot be erased. Those who audit the service read it. It accuses nobody: say what surprises you.]]</p>
    <form method="post" action="/my/accesses/dispute" class="stack">{{> token}}
    <input type="hidden" name="access" value="{{revision}}"><input type="hidden" name="m" value="{{month}}">
    <label>[[Pourquoi|Why]]<textarea name="text" rows="4" maxlength="500" required></textarea></label>
    <div class="row"><button>[[Contester|Dispute]]</button> <a href="/my/accesses?m={{month}}">[[Annuler|Cancel]]</a></div></form>
    """#
  )
}
