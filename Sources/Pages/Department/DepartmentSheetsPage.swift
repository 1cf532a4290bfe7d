/// Several tables of figures of one day.
package struct DepartmentSheetsPage: PageModel {
  package struct Section: Sendable {
    package var id: String
    package var title: String
    package var explanation: String
    package var sheet: FigureSheet

    package init(
      id: String,
      title: String,
      explanation: String,
      sheet: FigureSheet
    ) {
      self.id = id
      self.title = title
      self.explanation = explanation
      self.sheet = sheet
    }
  }

  package var heading: String
  package var choice: DayChoice
  package var sections: [Section]

  package init(
    heading: String,
    choice: DayChoice,
    sections: [Section]
  ) {
    self.heading = heading
    self.choice = choice
    self.sections = sections
  }

  package static let template = PageTemplate(
    "department-sheets",
    #"""
    <h1>{{heading}} [[au|on]] {{choice.shown}}</h1>
    """# + DayChoice.markup + #"""
      <nav class="contents" aria-label="[[Sur cette page|On this page]]"><ul class="row plain-list">{{#sections}}<li><a href="#{{id}}">{{title}}</a></li>{{/sections}}</ul></nav>
      {{#sections}}
      <section id="{{id}}" aria-labelledby="{{id}}-title">
      <h2 id="{{id}}-title">{{title}}</h2>
      <p class="faint small">{{explanation}}</p>
      {{#sheet}}
      """# + FigureSheet.table + FigureSheet.ground + #"""
        {{/sheet}}
        </section>
        {{/sections}}
        """#
  )
}
