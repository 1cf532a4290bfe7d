/// A patient's own record: what it holds, newest first.
package struct PatientHomePage: PageModel {
  /// A document in a list.
  package struct Document: Sendable {
    package var href: String
    package var title: String
    package var type: String
    package var day: String
    package var author: String?
    /// What a reader must know of it: hidden, replaced, archived.
    package var marks: [Mark]

    package init(
      href: String,
      title: String,
      type: String,
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

  /// What the record is: "ouvert", "clos"…; nil for nobody's.
  package var status: String
  package var groups: [Group]
  /// Who looked lately, the newest first.
  package var lately: [String]

  package init(status: String, groups: [Group], lately: [String]) {
    self.status = status
    self.groups = groups
    self.lately = lately
  }

  package static let template = PageTemplate(
    "patient-home",
    #"""
    <h1>[[Mon dossier|My record]]</h1>
    <p class="faint">{{status}}</p>
    <div class="split">
    <div>
    {{#groups}}
    <section aria-label="{{name}}">
    <h2>{{name}} <span class="faint small">{{count}}</span></h2>
    <ul class="cards">
    {{#documents}}
    <li><h3><a href="{{href}}">{{title}}</a></h3>
    <p class="faint small">{{type}} · {{day}}{{#author}} · {{author}}{{/author}}</p>
    {{^empty(marks)}}<p>{{#marks}}{{> mark}} {{/marks}}</p>{{/empty(marks)}}</li>
    {{/documents}}
    </ul>
    </section>
    {{/groups}}
    {{#empty(groups)}}<p class="empty">[[Aucun document pour l'instant. Vos médecins et vous pouvez en ajouter.|No document yet. Your doctors and you can add some.]]</p>{{/empty(groups)}}
    </div>
    <aside>
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
