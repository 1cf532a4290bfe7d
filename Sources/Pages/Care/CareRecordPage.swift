/// A record as the professional who entered it sees it: what counts in an emergency first, then what
/// is new, then all documents.
package struct CareRecordPage: PageModel {
  /// What was declared of one kind.
  package struct Part: Sendable {
    package struct Line: Sendable {
      package var text: String
      package var detail: String?
      package var marks: [Mark]

      package init(text: String, detail: String?, marks: [Mark]) {
        self.text = text
        self.detail = detail
        self.marks = marks
      }
    }

    package var name: String
    package var isGrave: Bool
    package var lines: [Line]

    package init(name: String, isGrave: Bool, lines: [Line]) {
      self.name = name
      self.isGrave = isGrave
      self.lines = lines
    }
  }

  package struct Document: Sendable {
    package var href: String
    package var title: String
    package var type: String
    package var day: String
    package var author: String
    package var marks: [Mark]

    package init(
      href: String,
      title: String,
      type: String,
      day: String,
      author: String,
      marks: [Mark]
    ) {
      self.href = href
      self.title = title
      self.type = type
      self.day = day
      self.author = author
      self.marks = marks
    }
  }

  /// Documents under one heading: a type, or a year.
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

  /// A choice of a select.
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

  package var base: String
  package var name: String
  package var traits: String
  package var matricule: String?
  package var right: String
  package var marks: [Mark] = []
  package var card: [Part] = []
  /// What the new ones are reckoned from.
  package var since: String?
  package var fresh: [Document] = []
  /// How many more there are; nil for none.
  package var freshMore: String?
  package var groups: [Group] = []
  package var count: String = ""
  package var types: [Choice] = []
  package var periods: [Choice] = []
  package var orders: [Choice] = []
  package var text = ""
  package var showsArchived = false
  package var isFiltered = false
  package var isCut = false
  package var mayFeed = true

  package init(
    base: String,
    name: String,
    traits: String,
    matricule: String?,
    right: String
  ) {
    self.base = base
    self.name = name
    self.traits = traits
    self.matricule = matricule
    self.right = right
  }

  package static let template = PageTemplate(
    "care-record",
    #"""
    <p><a href="/care">← [[Trouver un patient|Find a patient]]</a></p>
    <h1>{{name}}</h1>
    <p class="lead">{{traits}}{{#matricule}} · INS <span class="mono">{{.}}</span>{{/matricule}}</p>
    <p class="row"><span class="faint">{{right}}</span>{{#marks}} {{> mark}}{{/marks}}
    {{#mayFeed}}<a class="button" href="{{base}}/new">[[Ajouter un document|Add a document]]</a>
    <a class="button second" href="{{base}}/rights">[[Droits et consentements|Rights and consents]]</a>{{/mayFeed}}</p>
    <section class="panel alert" aria-labelledby="card">
    <h2 id="card">[[Fiche d'urgence|Emergency card]]</h2>
    {{^empty(card)}}<div class="card-parts">
    {{#card}}<div{{#isGrave}} class="grave-part"{{/isGrave}}><h3>{{name}}</h3><ul class="plain-list">{{#lines}}<li>{{text}}{{#detail}} <span class="faint">{{.}}</span>{{/detail}}{{#marks}} {{> mark}}{{/marks}}</li>{{/lines}}</ul></div>
    {{/card}}</div>
    <p class="faint small">[[Déclaré par la personne ; « vérifié » quand un professionnel a vu la preuve.|Declared by the person; "verified" when a professional has seen the proof.]]</p>{{/empty(card)}}
    {{#empty(card)}}<p class="faint">[[La personne n'a rien déclaré : ni allergie, ni groupe sanguin, ni personne à prévenir. Cela ne veut pas dire qu'il n'y en a pas.|The person declared nothing: no allergy, no blood group, nobody to call. That does not mean that there is none.]]</p>{{/empty(card)}}
    </section>
    {{#since}}
    <section class="panel" aria-labelledby="fresh">
    <h2 id="fresh">[[Nouveau depuis votre visite du|New since your visit of]] {{.}}</h2>
    {{^empty(fresh)}}<ul class="plain-list">{{#fresh}}<li><a href="{{href}}">{{title}}</a> <span class="faint small">{{type}}, {{day}}, {{author}}</span>{{#marks}} {{> mark}}{{/marks}}</li>{{/fresh}}{{#freshMore}}<li class="faint">{{.}}</li>{{/freshMore}}</ul>{{/empty(fresh)}}
    {{#empty(fresh)}}<p class="faint">[[Rien de nouveau.|Nothing new.]]</p>{{/empty(fresh)}}
    </section>
    {{/since}}
    <section aria-labelledby="documents">
    <h2 id="documents">Documents <span class="faint small">{{count}}</span></h2>
    <form method="post" action="{{base}}/filter" class="panel">{{> token}}
    <div class="fields">
    <div><label for="text">[[Mots du titre|Words of the title]]</label><input id="text" name="text" value="{{text}}" maxlength="80" autocomplete="off"></div>
    <div><label for="type">Type</label><select id="type" name="type">{{#types}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/types}}</select></div>
    <div><label for="period">[[Période|Period]]</label><select id="period" name="period">{{#periods}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/periods}}</select></div>
    <div><label for="order">[[Présenter|Arrange]]</label><select id="order" name="order">{{#orders}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/orders}}</select></div>
    </div>
    <p class="row"><label class="choice"><input type="checkbox" name="archived" value="yes"{{#showsArchived}} checked{{/showsArchived}}> <span>[[avec les archivés et les versions remplacées|with archived ones and replaced versions]]</span></label>
    <button class="second">[[Appliquer|Apply]]</button>{{#isFiltered}} <button class="quiet" name="clear" value="yes" formnovalidate>[[Tout montrer|Show all]]</button>{{/isFiltered}}</p>
    </form>
    {{#groups}}
    <h3>{{name}} <span class="faint small">{{count}}</span></h3>
    <div class="scroll" tabindex="0" role="region" aria-label="{{name}}"><table class="documents"><caption class="hidden-text">{{name}}</caption>
    <thead><tr><th scope="col">[[Date|Date]]</th><th scope="col">[[Titre|Title]]</th><th scope="col">Type</th><th scope="col">[[Auteur|Author]]</th></tr></thead>
    <tbody>{{#documents}}<tr><td class="when">{{day}}</td><th scope="row"><a href="{{href}}">{{title}}</a>{{#marks}} {{> mark}}{{/marks}}</th><td>{{type}}</td><td>{{author}}</td></tr>
    {{/documents}}</tbody></table></div>
    {{/groups}}
    {{#empty(groups)}}<p class="empty">{{#isFiltered}}[[Aucun document ne répond à ces critères.|No document matches.]]{{/isFiltered}}{{^isFiltered}}[[Aucun document que vous puissiez lire pour l'instant.|No document that you may read yet.]]{{/isFiltered}}</p>{{/empty(groups)}}
    {{#isCut}}<p class="faint">[[Seuls les 500 premiers sont montrés : précisez le type ou la période.|Only the first 500 are shown: choose a type or a period.]]</p>{{/isCut}}
    </section>
    """#
  )
}
