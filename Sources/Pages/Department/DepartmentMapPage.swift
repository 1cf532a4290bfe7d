/// The communes of the department, shaded by how many of their people have a record.
package struct DepartmentMapPage: PageModel {
  /// A shade and what it stands for.
  package struct Key: Sendable {
    package var shade: String
    package var words: String

    package init(shade: String, words: String) {
      self.shade = shade
      self.words = words
    }
  }

  package var choice: DayChoice
  package var map: String
  package var keys: [Key]
  package var sheet: FigureSheet

  package init(
    choice: DayChoice,
    map: CommuneMap,
    keys: [Key],
    sheet: FigureSheet
  ) {
    self.choice = choice
    self.map = map.svg
    self.keys = keys
    self.sheet = sheet
  }

  package static let template = PageTemplate(
    "department-map",
    #"""
    <h1>[[Couverture par commune au|Coverage by commune on]] {{choice.shown}}</h1>
    """# + DayChoice.markup + #"""
      <figure class="panel">{{{map}}}
      <figcaption><ul class="key">{{#keys}}<li><svg viewBox="0 0 16 16" aria-hidden="true"><rect class="{{shade}}" width="16" height="16"/></svg>{{words}}</li>{{/keys}}</ul>
      [[Passez sur une commune pour son nom et son chiffre ; le tableau les donne tous. Contours : IGN Admin Express 2018, Licence Ouverte.|Point at a commune for its name and figure; the table has them all. Outlines: IGN Admin Express 2018, Licence Ouverte.]]</figcaption></figure>
      {{#sheet}}
      """# + FigureSheet.ground + #"""
        <details><summary>[[Le tableau des communes|The table of communes]]</summary>
        """# + FigureSheet.table + #"""
        </details>
        {{/sheet}}
        """#
  )
}
