/// A patient's own record: what it holds, newest first.
package struct PatientHomePage: PageModel {
  /// A document in a list.
  package struct Document: Sendable {
    package var href: String
    package var title: String
    /// What kind of document it is; nil where the title says so.
    package var type: String?
    package var day: String
    package var author: String?
    /// What a reader must know of it: hidden, replaced, archived.
    package var marks: [Mark]

    package init(
      href: String,
      title: String,
      type: String?,
      day: String,
      author: String?,
      marks: [Mark] = []
    ) {
      self.href = href
      self.title = title
      self.type = type
      self.day = day
      self.author = author
      self.marks = marks
    }
  }

  /// The documents of one class.
  package struct Group: Sendable {
    package var name: String
    package var count: String
    package var documents: [Document]

    package init(name: String, count: String, documents: [Document]) {
      self.name = name
      self.count = count
      self.documents = documents
    }
  }

  /// One way to narrow the list.
  package struct Choice: Sendable {
    package var value: String
    package var label: String
    package var isChosen: Bool

    package init(_ value: String, _ label: String, isChosen: Bool) {
      self.value = value
      self.label = label
      self.isChosen = isChosen
    }
  }

  /// How it stands with the record: "ouvert depuis…", "clos le…".
  package var status: String
  package var statusMark: Mark
  package var count: String
  package var groups: [Group]
  package var classes: [Choice]
  package var years: [Choice]
  package var showsArchived: Bool
  package var isFiltered: Bool
  package var isClosed: Bool
  /// Who looked lately, the newest first.
  package var lately: [String]

  package init(
    status: String,
    statusMark: Mark,
    count: String,
    groups: [Group],
    classes: [Choice],
    years: [Choice],
    showsArchived: Bool,
    isFiltered: Bool,
    isClosed: Bool,
    lately: [String]
  ) {
    self.status = status
    self.statusMark = statusMark
    self.count = count
    self.groups = groups
    self.classes = classes
    self.years = years
    self.showsArchived = showsArchived
    self.isFiltered = isFiltered
    self.isClosed = isClosed
    self.lately = lately
  }

  package static let template = PageTemplate(
    "patient-home",
    #"""
    <h1>[[Mon dossier|My record]]</h1>
    <p>{{#statusMark}}{{> mark}}{{/statusMark}} <span class="faint">{{status}} · {{count}}</span></p>
    {{#isClosed}}<p class="notice">[[Vous lisez encore tout ; personne d'autre n'y entre.|You still read everything; nobody else enters.]] <a href="/my/rights#end">[[Le rouvrir|Reopen it]]</a></p>{{/isClosed}}
    <div class="split">
    <div>
    <form method="get" action="/my" class="panel fields" aria-label="[[Filtrer les documents|Filter the documents]]">
    <label>[[Nature|Kind]]<select name="class"><option value="">[[Tous|All]]</option>{{#classes}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/classes}}</select></label>
    <label>[[Année|Year]]<select name="year"><option value="">[[Toutes|All]]</option>{{#years}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/years}}</select></label>
    <label class="choice"><input type="checkbox" name="archived" value="1"{{#showsArchived}} checked{{/showsArchived}}> [[Avec les archivés|With archived ones]]</label>
    <div class="row"><button class="second">[[Filtrer|Filter]]</button>{{#isFiltered}} <a href="/my">[[Tout montrer|Show all]]</a>{{/isFiltered}}</div>
    </form>
    {{#groups}}
    <section aria-label="{{name}}">
    <h2>{{name}} <span class="faint small">{{count}}</span></h2>
    <ul class="cards">
    {{#documents}}
    <li><h3><a href="{{href}}">{{title}}</a></h3>
    <p class="faint small">{{#type}}{{.}} · {{/type}}{{day}}{{#author}} · {{.}}{{/author}}</p>
    {{^empty(marks)}}<p>{{#marks}}{{> mark}} {{/marks}}</p>{{/empty(marks)}}</li>
    {{/documents}}
    </ul>
    </section>
    {{/groups}}
    {{#empty(groups)}}{{#isFiltered}}<p class="empty">[[Aucun document de cette nature ou de cette année.|No document of this kind or year.]]</p>{{/isFiltered}}{{^isFiltered}}<p class="empty">[[Aucun document pour l'instant. Vos médecins et vous pouvez en ajouter.|No document yet. Your doctors and you can add some.]]</p>{{/isFiltered}}{{/empty(groups)}}
    </div>
    <aside>
    {{^isClosed}}<p><a class="button" href="/my/add">[[Ajouter un document|Add a document]]</a></p>{{/isClosed}}
    <section class="panel">
    <h2>[[Qui a regardé|Who looked]]</h2>
    {{^empty(lately)}}<ul>{{#lately}}<li>{{.}}</li>{{/lately}}</ul>{{/empty(lately)}}
    {{#empty(lately)}}<p class="faint">[[Personne ce mois-ci.|Nobody this month.]]</p>{{/empty(lately)}}
    <p><a href="/my/accesses">[[Tous les accès|All accesses]]</a></p>
    </section>
    </aside>
    </div>
    """#
  )
}
