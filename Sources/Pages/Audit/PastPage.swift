/// A record as somebody saw it at an instant, with ways to step through its past.
package struct PastPage: PageModel {
  /// A button that leads to another instant; none where there is no such instant.
  package struct Move: Sendable {
    var label: String
    var to: String?
    var isDead: Bool

    package init(_ label: String, to count: Int?) {
      self.label = label
      to = count.map(String.init)
      isDead = count == nil
    }
  }

  package struct Document: Sendable {
    var number: String
    var type: String
    var docTitle: String
    var created: String
    var marks: [Mark]
    var rule: String
    var relation: String
    var version: String

    package init(
      number: String,
      type: String,
      title: String,
      created: String,
      marks: [Mark],
      rule: String,
      relation: String,
      version: String
    ) {
      self.number = number
      self.type = type
      docTitle = title
      self.created = created
      self.marks = marks
      self.rule = rule
      self.relation = relation
      self.version = version
    }
  }

  /// An event from which other documents are seen.
  package struct Change: Sendable {
    var to: String
    var time: String
    var event: String
    var shown: String
    var withheld: String
    var change: String
    var rule: String
    var isHere: Bool

    package init(
      to: String,
      time: String,
      event: String,
      shown: String,
      withheld: String,
      change: String,
      rule: String,
      isHere: Bool
    ) {
      self.to = to
      self.time = time
      self.event = event
      self.shown = shown
      self.withheld = withheld
      self.change = change
      self.rule = rule
      self.isHere = isHere
    }
  }

  /// A document that is seen otherwise at another instant.
  package struct Changed: Sendable {
    var number: String
    var type: String
    var before: String
    var after: String

    package init(number: String, type: String, before: String, after: String) {
      self.number = number
      self.type = type
      self.before = before
      self.after = after
    }
  }

  package struct Field: Sendable {
    var time: String
    var event: String
    var path: String
    var before: String
    var after: String
    var who: String

    package init(
      time: String,
      event: String,
      path: String,
      before: String,
      after: String,
      who: String
    ) {
      self.time = time
      self.event = event
      self.path = path
      self.before = before
      self.after = after
      self.who = who
    }
  }

  package struct Difference: Sendable {
    var from: String
    var until: String
    var seenOtherwise: [Changed]
    var fields: [Field]

    package init(from: String, to: String, documents: [Changed], fields: [Field]) {
      self.from = from
      until = to
      seenOtherwise = documents
      self.fields = fields
    }
  }

  package var record: String
  package var reader: String
  package var instant: String
  package var position: String
  package var summary: String
  package var address: String
  /// Where the form is filled in anew.
  package var again: String
  package var moves: [Move]
  package var titled: Bool
  package var documents: [Document]
  package var chart: PastChart
  package var chartTitle: String
  package var changes: [Change]
  package var difference: Difference?
  package var ground: AnswerPage.Ground

  package init(
    record: String,
    reader: String,
    instant: String,
    position: String,
    summary: String,
    address: String,
    again: String,
    moves: [Move],
    titled: Bool,
    documents: [Document],
    chart: PastChart,
    chartTitle: String,
    changes: [Change],
    difference: Difference?,
    ground: AnswerPage.Ground
  ) {
    self.record = record
    self.reader = reader
    self.instant = instant
    self.position = position
    self.summary = summary
    self.address = address
    self.again = again
    self.moves = moves
    self.titled = titled
    self.documents = documents
    self.chart = chart
    self.chartTitle = chartTitle
    self.changes = changes
    self.difference = difference
    self.ground = ground
  }

  package static let template = PageTemplate(
    "audit-past",
    #"""
    <p class="no-print"><a href="{{again}}">[[Autre dossier, lecteur ou instant|Another record, reader or instant]]</a></p>
    <h1>[[Ce que le dossier montrait|What the record showed]]</h1>
    <p class="lead"><span class="mono">{{record}}</span>, [[lu par|read by]] {{reader}}</p>
    <section class="panel" aria-label="[[L'instant regardé|The instant looked at]]">
    <p class="instant" role="status"><strong>{{instant}}</strong><br><span class="faint">{{position}} : {{summary}}.</span></p>
    <form method="post" action="{{address}}/move" class="row tools">{{> token}}
    {{#moves}}{{#to}}<button class="second" name="at" value="{{.}}">{{label}}</button>{{/to}}{{#isDead}}<button class="second" type="button" disabled>{{label}}</button>{{/isDead}}
    {{/moves}}
    </form>
    {{#chart}}{{#isDrawn}}
    <figure>
    <svg class="chart past" viewBox="0 0 900 120" role="img" aria-labelledby="past-title"><title id="past-title">{{chartTitle}}</title>
    <path class="axis" d="M34 100H894M34 10V100"/><text x="30" y="16" text-anchor="end">{{highest}}</text><text x="30" y="104" text-anchor="end">0</text>
    <path class="line-1" d="{{line}}"/><path class="instant-mark" d="{{mark}}"/></svg>
    <figcaption>{{chartTitle}}</figcaption>
    </figure>
    {{/isDrawn}}{{/chart}}
    </section>
    {{^empty(documents)}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Documents à cet instant|Documents at that instant]]">
    <table>
    <caption>[[Documents à cet instant|Documents at that instant]] : {{summary}}</caption>
    <thead><tr><th scope="col">[[Document|Document]]</th><th scope="col">[[Type|Type]]</th>{{#titled}}<th scope="col">[[Titre|Title]]</th>{{/titled}}<th scope="col">[[Du|Of]]</th><th scope="col">[[Alors|Then]]</th><th scope="col">[[Règle qui décide|Rule that decides]]</th><th scope="col">[[Lien|Relation]]</th><th scope="col">[[Règles|Rules]]</th></tr></thead>
    <tbody>
    {{#documents}}<tr><th scope="row">{{number}}</th><td>{{type}}</td>{{#titled}}<td>{{docTitle}}</td>{{/titled}}<td>{{created}}</td><td>{{#marks}}{{> mark}} {{/marks}}</td><td>{{rule}}</td><td>{{relation}}</td><td>{{version}}</td></tr>
    {{/documents}}
    </tbody></table></div>
    {{/empty(documents)}}
    {{#empty(documents)}}<p class="empty">[[Le dossier n'avait aucun document à cet instant.|The record had no document at that instant.]]</p>{{/empty(documents)}}
    <section class="panel" id="difference" aria-label="[[Différence avec un autre instant|Difference to another instant]]">
    <h2>[[Différence avec un autre instant|Difference to another instant]]</h2>
    <form method="post" action="{{address}}/compare" class="row tools">{{> token}}
    <label for="with">[[L'autre instant (heure de Paris)|The other instant (Paris time)]]</label><input id="with" name="with" type="datetime-local" class="moment">
    <button class="second">[[Comparer|Compare]]</button></form>
    {{#difference}}
    <p>[[Entre|Between]] <strong>{{from}}</strong> [[et|and]] <strong>{{until}}</strong></p>
    {{^empty(seenOtherwise)}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Documents vus autrement|Documents seen otherwise]]"><table><caption>[[Documents que ce lecteur voit autrement|Documents that this reader sees otherwise]]</caption>
    <thead><tr><th scope="col">[[Document|Document]]</th><th scope="col">[[Type|Type]]</th><th scope="col">[[Avant|Before]]</th><th scope="col">[[Après|After]]</th></tr></thead>
    <tbody>{{#seenOtherwise}}<tr><th scope="row">{{number}}</th><td>{{type}}</td><td>{{before}}</td><td>{{after}}</td></tr>{{/seenOtherwise}}</tbody></table></div>
    {{/empty(seenOtherwise)}}
    {{#empty(seenOtherwise)}}<p>[[Ce lecteur voit les mêmes documents, par les mêmes règles.|This reader sees the same documents, by the same rules.]]</p>{{/empty(seenOtherwise)}}
    {{^empty(fields)}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Ce qui a changé dans le dossier|What changed in the record]]"><table><caption>[[Ce qui a changé dans le dossier, et par qui|What changed in the record, and by whom]]</caption>
    <thead><tr><th scope="col">[[Moment|Time]]</th><th scope="col">[[Acte|Deed]]</th><th scope="col">[[Champ|Field]]</th><th scope="col">[[Avant|Before]]</th><th scope="col">[[Après|After]]</th><th scope="col">[[Qui|Who]]</th></tr></thead>
    <tbody>{{#fields}}<tr><td>{{time}}</td><td>{{event}}</td><td class="mono">{{path}}</td><td>{{before}}</td><td>{{after}}</td><td>{{who}}</td></tr>{{/fields}}</tbody></table></div>
    {{/empty(fields)}}
    {{/difference}}
    </section>
    {{^empty(changes)}}
    <details{{^difference}} open{{/difference}}><summary>[[Les événements qui ont changé ce que ce lecteur voit|The events that changed what this reader sees]]</summary>
    <form method="post" action="{{address}}/move">{{> token}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Changements|Changes]]"><table><caption>[[Ce qui est apparu (+) ou a disparu (−)|What appeared (+) or vanished (−)]]</caption>
    <thead><tr><th scope="col">[[Moment|Time]]</th><th scope="col">[[Acte|Deed]]</th><th scope="col">[[Documents|Documents]]</th><th scope="col" class="number">[[Montrés|Shown]]</th><th scope="col" class="number">[[Non montrés|Not shown]]</th><th scope="col">[[Règle de la liste|Rule of the list]]</th><th scope="col">[[Aller|Go]]</th></tr></thead>
    <tbody>{{#changes}}<tr{{#isHere}} aria-current="true"{{/isHere}}><td>{{time}}</td><td>{{event}}</td><td>{{change}}</td><td class="number">{{shown}}</td><td class="number">{{withheld}}</td><td>{{rule}}</td><td>{{#isHere}}[[ici|here]]{{/isHere}}{{^isHere}}<button class="link" name="at" value="{{to}}" aria-label="[[Voir|See]] {{time}}">[[Voir|See]]</button>{{/isHere}}</td></tr>
    {{/changes}}</tbody></table></div>
    </form></details>
    {{/empty(changes)}}
    {{#ground}}{{> answer-ground}}{{/ground}}
    """#
  )
}
