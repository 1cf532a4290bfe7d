/// What one question wants to know.
package struct QuestionFormPage: PageModel {
  package struct Field: Sendable {
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

    package enum Kind: Sendable {
      /// Of that type of HTML.
      case line(type: String)
      case area
      case number(min: Int, max: Int)
      case choice([Choice])
      case flag(isOn: Bool)
    }

    var name: String
    var label: String
    var hint: String?
    var value: String
    var mistake: String?
    var isRequired: Bool
    var lineType: String?
    var isArea = false
    var bounds: Bounds?
    var choices: [Choice] = []
    var isFlag = false
    var isOn = false

    struct Bounds: Sendable {
      var min: Int
      var max: Int
    }

    package init(
      _ name: String,
      _ label: String,
      hint: String?,
      value: String,
      problem: String?,
      isRequired: Bool,
      _ kind: Kind
    ) {
      self.name = name
      self.label = label
      self.hint = hint
      self.value = value
      mistake = problem
      self.isRequired = isRequired
      switch kind {
      case .line(let type): lineType = type
      case .area: isArea = true
      case .number(let min, let max): bounds = Bounds(min: min, max: max)
      case .choice(let choices): self.choices = choices
      case .flag(let isOn):
        isFlag = true
        self.isOn = isOn
      }
    }
  }

  package var name: String
  package var words: String
  package var action: String
  package var fields: [Field]
  /// Above the form, where it could not be taken.
  package var problem: String?
  package var button: String

  package init(
    name: String,
    words: String,
    action: String,
    fields: [Field],
    problem: String?,
    button: String
  ) {
    self.name = name
    self.words = words
    self.action = action
    self.fields = fields
    self.problem = problem
    self.button = button
  }

  package static let template = PageTemplate(
    "audit-question",
    #"""
    <p><a href="/audit">[[Toutes les questions|All questions]]</a></p>
    <h1>{{name}}</h1>
    <p class="lead">{{words}}</p>
    {{#problem}}<p class="problem" role="alert">{{.}}</p>{{/problem}}
    <form method="post" action="{{action}}" class="panel stack wide-stack">
    {{> token}}
    {{> question-fields}}
    <div class="row"><button>{{button}}</button></div>
    </form>
    """#
  )
}

extension PageTemplate {
  /// The fields of a question; wants `fields` around it.
  static let questionFields = PageTemplate(
    "question-fields",
    #"""
    <div class="fields">
    {{#fields}}
    {{#isFlag}}
    <div><label class="choice" for="f-{{name}}"><input type="checkbox" id="f-{{name}}" name="{{name}}" value="on"{{#isOn}} checked{{/isOn}}><span>{{label}}{{#hint}}<span class="hint">{{.}}</span>{{/hint}}</span></label></div>
    {{/isFlag}}
    {{^isFlag}}
    <div><label for="f-{{name}}">{{label}}{{#isRequired}} <span class="faint small">([[nécessaire|required]])</span>{{/isRequired}}{{#hint}}<span class="hint">{{.}}</span>{{/hint}}</label>
    {{#mistake}}<p class="mistake" id="m-{{name}}">{{.}}</p>{{/mistake}}
    {{#lineType}}<input id="f-{{name}}" name="{{name}}" type="{{.}}" value="{{value}}" autocomplete="off" spellcheck="false"{{#mistake}} aria-invalid="true" aria-describedby="m-{{name}}"{{/mistake}}>{{/lineType}}
    {{#isArea}}<textarea id="f-{{name}}" name="{{name}}" rows="6" class="mono" spellcheck="false"{{#mistake}} aria-invalid="true" aria-describedby="m-{{name}}"{{/mistake}}>{{value}}</textarea>{{/isArea}}
    {{#bounds}}<input id="f-{{name}}" name="{{name}}" type="number" inputmode="numeric" min="{{min}}" max="{{max}}" value="{{value}}"{{#mistake}} aria-invalid="true" aria-describedby="m-{{name}}"{{/mistake}}>{{/bounds}}
    {{^empty(choices)}}<select id="f-{{name}}" name="{{name}}">{{#choices}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/choices}}</select>{{/empty(choices)}}
    </div>
    {{/isFlag}}
    {{/fields}}
    </div>
    """#
  )
}
