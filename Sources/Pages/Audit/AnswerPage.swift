/// The answer to a question: a table in words, with what it rests on at its foot.
package struct AnswerPage: PageModel {
  package struct Heading: Sendable {
    var text: String
    var isNumber: Bool

    package init(_ text: String, isNumber: Bool) {
      self.text = text
      self.isNumber = isNumber
    }
  }

  package struct Cell: Sendable {
    var shown: String
    var isNumber: Bool
    /// The word's colour; nil for a plain one.
    var tone: String?
    /// What a button of the row leads to, as the form sends it.
    var go: String?
    var isPlain: Bool
    /// A pseudonym, which is not broken into lines.
    var isCode: Bool

    package init(_ shown: String, isNumber: Bool, tone: Mark.Tone?, go: String?) {
      self.shown = shown
      self.isNumber = isNumber
      // An empty mark would be a dot of colour.
      self.tone = shown.isEmpty ? nil : tone?.rawValue
      self.go = shown.isEmpty ? nil : go
      isCode = shown.hasPrefix("r-")
      isPlain = self.tone == nil && self.go == nil
    }
  }

  package struct Row: Sendable {
    var cells: [Cell]

    package init(_ cells: [Cell]) { self.cells = cells }
  }

  package struct Option: Sendable {
    var value: String
    package var label: String
    var isChosen: Bool

    package init(_ value: String, _ label: String, isChosen: Bool) {
      self.value = value
      self.label = label
      self.isChosen = isChosen
    }
  }

  /// What a trail is narrowed by.
  package struct Filters: Sendable {
    package var kinds: [Option]
    package var from: String
    package var to: String
    package var isRefused: Bool
    package var isEmergency: Bool

    package init(
      kinds: [Option],
      from: String,
      to: String,
      isRefused: Bool,
      isEmergency: Bool
    ) {
      self.kinds = kinds
      self.from = from
      self.to = to
      self.isRefused = isRefused
      self.isEmergency = isEmergency
    }
  }

  /// What the answer rests on.
  package struct Ground: Sendable {
    package var events: String
    package var root: String
    package var trace: String
    /// The question as its event writes it; nil where the page does not tell.
    package var question: String?
    /// The signed head, as its note is written.
    package var checkpoint: String

    package init(
      events: String,
      root: String,
      trace: String,
      question: String? = nil,
      checkpoint: String
    ) {
      self.events = events
      self.root = root
      self.trace = trace
      self.question = question
      self.checkpoint = checkpoint
    }
  }

  package var name: String
  package var words: String
  package var about: String?
  package var status: String
  package var notes: [String]
  package var headings: [Heading]
  package var rows: [Row]
  package var nothing: String?
  package var filters: Filters?
  /// The address of the answer, without what follows.
  package var address: String
  package var again: String
  package var older: String?
  package var newer: String?
  package var pageWords: String
  package var ground: Ground
  /// A word about the package that was made of it; nil for none.
  package var packed: String?

  package init(
    name: String,
    words: String,
    about: String?,
    status: String,
    notes: [String],
    headings: [Heading],
    rows: [Row],
    nothing: String?,
    filters: Filters?,
    address: String,
    again: String,
    older: String?,
    newer: String?,
    pageWords: String,
    ground: Ground,
    packed: String?
  ) {
    self.name = name
    self.words = words
    self.about = about
    self.status = status
    self.notes = notes
    self.headings = headings
    self.rows = rows
    self.nothing = nothing
    self.filters = filters
    self.address = address
    self.again = again
    self.older = older
    self.newer = newer
    self.pageWords = pageWords
    self.ground = ground
    self.packed = packed
  }

  package static let template = PageTemplate(
    "audit-answer",
    #"""
    <p class="no-print"><a href="/audit">[[Toutes les questions|All questions]]</a></p>
    <h1>{{name}}</h1>
    <p class="lead">{{words}}</p>
    {{#about}}<p>{{.}}</p>{{/about}}
    <div class="row tools no-print">
    <form method="post" action="{{address}}/evidence" class="plain" data-again>{{> token}}<button>[[Emporter avec ses preuves (zip)|Take away with its proofs (zip)]]</button></form>
    <a class="button second" href="{{address}}/rows.csv" download>[[Télécharger en CSV|Download as CSV]]</a>
    <a class="button second" href="{{again}}">[[Modifier la question|Change the question]]</a>
    </div>
    {{#packed}}<p class="notice" role="status">{{.}}</p>{{/packed}}
    {{#filters}}
    <form method="get" action="{{address}}" class="panel no-print" aria-label="[[Restreindre cette trace|Narrow this trail]]">
    <div class="fields">
    <div><label for="kind">[[Acte|Deed]]</label><select id="kind" name="kind">{{#kinds}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/kinds}}</select></div>
    <div><label for="from">[[Du|From]]</label><input id="from" name="from" type="date" value="{{from}}"></div>
    <div><label for="to">[[Au|To]]</label><input id="to" name="to" type="date" value="{{to}}"></div>
    <div><label class="choice"><input type="checkbox" name="refused" value="on"{{#isRefused}} checked{{/isRefused}}><span>[[Refusés seulement|Refused only]]</span></label>
    <label class="choice"><input type="checkbox" name="emergency" value="on"{{#isEmergency}} checked{{/isEmergency}}><span>[[Urgences seulement|Emergencies only]]</span></label></div>
    <div><button class="second">[[Restreindre|Narrow]]</button></div>
    </div>
    </form>
    {{/filters}}
    {{#notes}}<p class="hint">{{.}}</p>{{/notes}}
    {{#nothing}}<p class="empty">{{.}}</p>{{/nothing}}
    {{^empty(rows)}}
    <form method="post" action="{{address}}/go" class="answer">
    {{> token}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Réponse|Answer]]">
    <table>
    <caption>{{status}}</caption>
    <thead><tr>{{#headings}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/headings}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}{{#isCode}} class="code"{{/isCode}}>{{#isPlain}}{{shown}}{{/isPlain}}{{^isPlain}}{{#go}}<button class="link" name="go" value="{{.}}">{{shown}}</button>{{/go}}{{^go}}<span class="mark {{tone}}">{{shown}}</span>{{/go}}{{/isPlain}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    </form>
    {{/empty(rows)}}
    <nav class="pages no-print" aria-label="[[Pages de la réponse|Pages of the answer]]">
    <span>{{#newer}}<a href="{{.}}">[[Page précédente|Previous page]]</a>{{/newer}}</span>
    <span class="faint">{{pageWords}}</span>
    <span>{{#older}}<a href="{{.}}">[[Page suivante|Next page]]</a>{{/older}}</span>
    </nav>
    {{#ground}}{{> answer-ground}}{{/ground}}
    """#
  )
}

extension PageTemplate {
  /// What an answer rests on; wants the values of a ``AnswerPage/Ground``.
  static let answerGround = PageTemplate(
    "answer-ground",
    #"""
    <section class="panel ground" aria-label="[[Ce sur quoi repose cette réponse|What this answer rests on]]">
    <h2>[[Ce sur quoi repose cette réponse|What this answer rests on]]</h2>
    <dl class="facts">
    <dt>[[Événements couverts|Events covered]]</dt><dd>{{events}}</dd>
    <dt>[[Racine|Root]]</dt><dd class="mono">{{root}}</dd>
    <dt>[[Question inscrite à|Question written at]]</dt><dd>{{trace}}{{#question}} : <span class="mono">{{.}}</span>{{/question}}</dd>
    <dt>[[Tête signée|Signed head]]</dt><dd><pre class="mono">{{checkpoint}}</pre></dd>
    </dl>
    <p class="hint">[[Gardez cette tête ailleurs : la question « Le passé n'a pas changé » dira plus tard si le journal la prolonge.|Keep this head elsewhere: the question "The past has not changed" tells later whether the log extends it.]]</p>
    </section>
    """#
  )
}

/// A question that is still being answered.
package struct AnswerWaitingPage: PageModel {
  package var name: String
  package var since: String
  package var address: String

  package init(name: String, since: String, address: String) {
    self.name = name
    self.since = since
    self.address = address
  }

  package static let template = PageTemplate(
    "audit-waiting",
    #"""
    <h1>{{name}}</h1>
    <div class="panel" role="status">
    <p>[[La réponse se prépare depuis|The answer has been in the making for]] {{since}}. [[Cette page se recharge d'elle-même ; vous pouvez aussi poser d'autres questions.|This page reloads by itself; you can also ask other questions.]]</p>
    <progress aria-label="[[En cours|In progress]]"></progress>
    <p><a href="{{address}}">[[Voir si elle est prête|See whether it is ready]]</a></p>
    </div>
    """#
  )
}
