/// One topic of those who run the service: what stands, and what can be done about it.
package struct AdministrationPage: PageModel {
  /// Something that wants to be looked at.
  package struct Matter: Sendable {
    package var mark: Mark
    package var text: String
    package var href: String

    package init(_ mark: Mark, _ text: String, href: String) {
      self.mark = mark
      self.text = text
      self.href = href
    }
  }

  package struct Fact: Sendable {
    package var label: String
    package var value: String
    package var mark: Mark?

    package init(_ label: String, _ value: String, _ mark: Mark? = nil) {
      self.label = label
      self.value = value
      self.mark = mark
    }
  }

  package struct Cell: Sendable {
    package var text: String
    package var isNumber: Bool
    package var mark: Mark?
    package var href: String?
    package var act: Act?

    package init(
      _ text: String,
      isNumber: Bool = false,
      mark: Mark? = nil,
      href: String? = nil,
      act: Act? = nil
    ) {
      self.text = text
      self.isNumber = isNumber
      self.mark = mark
      self.href = href
      self.act = act
    }
  }

  package struct Table: Sendable {
    package struct Row: Sendable {
      package var cells: [Cell]
    }

    package var caption: String
    package var columns: [FigureSheet.Column]
    package var rows: [Row]
    /// What is said where there are no rows.
    package var nothing: String

    package init(
      caption: String,
      columns: [FigureSheet.Column],
      rows: [[Cell]],
      nothing: String
    ) {
      self.caption = caption
      self.columns = columns
      self.rows = rows.map { Row(cells: $0) }
      self.nothing = nothing
    }
  }

  /// Something that can be done, with the reason that stands in the log for it.
  package struct Act: Sendable {
    package struct Choice: Sendable {
      package var name: String
      package var value: String
      package var label: String
      package var isOn: Bool

      package init(
        name: String,
        value: String,
        label: String,
        isOn: Bool
      ) {
        self.name = name
        self.value = value
        self.label = label
        self.isOn = isOn
      }
    }

    package struct Hidden: Sendable {
      package var name: String
      package var value: String

      package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    package var id: String
    package var action: String
    package var button: String
    /// What follows from it.
    package var hint: String
    package var hiddens: [Hidden]
    package var choices: [Choice]
    package var choicesTitle: String
    package var reason: String
    /// What must be typed to confirm; none if nil.
    package var confirmation: String?
    /// The question that is asked once more where scripts run; none if nil.
    package var question: String?
    package var isGrave: Bool

    package init(
      id: String,
      action: String,
      button: String,
      hint: String = "",
      hiddens: [Hidden] = [],
      choices: [Choice] = [],
      choicesTitle: String = "",
      reason: String,
      confirmation: String? = nil,
      question: String? = nil,
      isGrave: Bool = false
    ) {
      self.id = id
      self.action = action
      self.button = button
      self.hint = hint
      self.hiddens = hiddens
      self.choices = choices
      self.choicesTitle = choicesTitle
      self.reason = reason
      self.confirmation = confirmation
      self.question = question
      self.isGrave = isGrave
    }

    static let markup = #"""
      <form method="post" action="{{action}}" class="stack">{{> token}}{{#hiddens}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hiddens}}
      {{^empty(choices)}}<fieldset><legend>{{choicesTitle}}</legend>{{#choices}}<label class="choice"><input type="checkbox" name="{{name}}" value="{{value}}"{{#isOn}} checked{{/isOn}}> {{label}}</label>{{/choices}}</fieldset>{{/empty(choices)}}
      {{#confirmation}}<label for="{{id}}-confirm">[[Retapez pour confirmer|Type again to confirm]] <span class="mono">{{.}}</span></label><input id="{{id}}-confirm" name="confirm" autocomplete="off" required>{{/confirmation}}
      <label for="{{id}}-reason">[[Motif, inscrit au journal|Reason, which stands in the log]]</label><input id="{{id}}-reason" name="reason" value="{{reason}}" required minlength="4" maxlength="200" autocomplete="off">
      <div><button{{#isGrave}} class="grave"{{/isGrave}}{{#question}} data-confirm="{{.}}"{{/question}}>{{button}}</button></div>
      <p class="small faint">{{hint}}</p>
      </form>
      """#
  }

  package struct Section: Sendable {
    package var id: String
    package var title: String
    package var explanation: String
    package var facts: [Fact]
    package var work: WorkPart?
    package var tables: [Table]
    package var acts: [Act]

    package init(
      id: String,
      title: String,
      explanation: String = "",
      facts: [Fact] = [],
      work: WorkPart? = nil,
      tables: [Table] = [],
      acts: [Act] = []
    ) {
      self.id = id
      self.title = title
      self.explanation = explanation
      self.facts = facts
      self.work = work
      self.tables = tables
      self.acts = acts
    }
  }

  package var heading: String
  package var lead: String
  /// What wants to be looked at; nil on pages that are about something else.
  package var matters: [Matter]
  /// Whether nothing does.
  package var isQuiet: Bool
  package var sections: [Section]

  package init(
    heading: String,
    lead: String,
    matters: [Matter]? = nil,
    sections: [Section]
  ) {
    self.heading = heading
    self.lead = lead
    self.matters = matters ?? []
    isQuiet = matters?.isEmpty == true
    self.sections = sections
  }

  package static let template = PageTemplate(
    "administration",
    #"""
    <h1>{{heading}}</h1>
    <p class="lead">{{lead}}</p>
    {{#isQuiet}}<p class="notice">[[Rien n'appelle d'attention.|Nothing wants attention.]]</p>{{/isQuiet}}
    {{^empty(matters)}}
    <section class="panel alert" aria-labelledby="matters-title">
    <h2 id="matters-title">[[À regarder|To look at]]</h2>
    <ul class="plain-list matters">{{#matters}}<li>{{#mark}}{{> mark}}{{/mark}} <a href="{{href}}">{{text}}</a></li>{{/matters}}</ul>
    </section>
    {{/empty(matters)}}
    {{#sections}}
    <section id="{{id}}" aria-labelledby="{{id}}-title">
    <h2 id="{{id}}-title">{{title}}</h2>
    <p class="faint small">{{explanation}}</p>
    {{^empty(facts)}}<dl class="facts panel">{{#facts}}<dt>{{label}}</dt><dd>{{value}} {{#mark}}{{> mark}}{{/mark}}</dd>{{/facts}}</dl>{{/empty(facts)}}
    {{#work}}<div class="panel"{{#isRunning}} data-fresh="{{address}}" data-every="1"{{/isRunning}} aria-live="polite">
    """# + WorkPart.markup + #"""
      </div>{{/work}}
      {{#tables}}
      {{#empty(rows)}}<p class="empty">{{nothing}}</p>{{/empty(rows)}}
      {{^empty(rows)}}
      <div class="scroll" tabindex="0" role="region" aria-label="{{caption}}"><table><caption>{{caption}}</caption>
      <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{label}}</th>{{/columns}}</tr></thead>
      <tbody>{{#rows}}<tr>{{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}>{{#href}}<a href="{{.}}">{{text}}</a>{{/href}}{{^href}}{{text}}{{/href}} {{#mark}}{{> mark}}{{/mark}}{{#act}}<details><summary>{{button}}</summary>
      """# + Act.markup + #"""
        </details>{{/act}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        {{/empty(rows)}}
        {{/tables}}
        {{#acts}}<div class="panel"><h3>{{button}}</h3>
        """# + Act.markup + #"""
        </div>{{/acts}}
        </section>
        {{/sections}}
        """#
  )
}

/// How long work comes along; fetched again while it runs.
package struct WorkPart: PageModel {
  package var address: String
  package var isRunning: Bool
  package var headline: String
  package var mark: Mark
  /// Of `total`; both 0 while it is not known.
  package var done: Int
  package var total: Int
  /// Rate and time left, or when it ended and what came of it.
  package var lines: [String]

  package init(
    address: String,
    isRunning: Bool,
    headline: String,
    mark: Mark,
    done: Int,
    total: Int,
    lines: [String]
  ) {
    self.address = address
    self.isRunning = isRunning
    self.headline = headline
    self.mark = mark
    self.done = done
    self.total = max(1, total)
    self.lines = lines
  }

  static let markup = #"""
    <p><strong>{{headline}}</strong> {{#mark}}{{> mark}}{{/mark}}</p>
    {{#isRunning}}<progress max="{{total}}" value="{{done}}" aria-label="{{headline}}"></progress>{{/isRunning}}
    {{#lines}}<p class="small">{{.}}</p>{{/lines}}
    {{#isRunning}}<p class="small"><a href="">[[Actualiser|Refresh]]</a></p>{{/isRunning}}
    """#

  package static let template = PageTemplate("work", markup)
}
