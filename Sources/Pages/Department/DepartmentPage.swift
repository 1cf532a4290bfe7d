/// The department at a glance: where enrolment stands against its target.
package struct DepartmentPage: PageModel {
  package struct Progress: Sendable {
    /// How many records are open, and how many are aimed at.
    package var open: String
    package var isOpenSuppressed: Bool
    package var target: String
    /// Per mille of the target that is reached, for the bar: 0…1000.
    package var reached: Int
    package var reachedWords: String
    package var coverage: String
    /// What shares are reckoned against, with its day.
    package var denominator: String
    package var fed: String
    package var fedShare: String
    package var pace: String
    /// When the target is reached at that pace; why not, where it is not.
    package var projected: String
    package var projectedNote: String

    package init(
      open: String,
      isOpenSuppressed: Bool,
      target: String,
      reached: Int,
      reachedWords: String,
      coverage: String,
      denominator: String,
      fed: String,
      fedShare: String,
      pace: String,
      projected: String,
      projectedNote: String
    ) {
      self.open = open
      self.isOpenSuppressed = isOpenSuppressed
      self.target = target
      self.reached = reached
      self.reachedWords = reachedWords
      self.coverage = coverage
      self.denominator = denominator
      self.fed = fed
      self.fedShare = fedShare
      self.pace = pace
      self.projected = projected
      self.projectedNote = projectedNote
    }
  }

  /// One line of the curve in its key.
  package struct Key: Sendable {
    package var sample: String
    package var name: String

    package init(index: Int, name: String) {
      sample = LineChart.sample(index)
      self.name = name
    }
  }

  package var choice: DayChoice
  package var progress: Progress
  package var progressGround: FigureSheet.Ground
  package var paceGround: FigureSheet.Ground
  /// The curve; nil where all its counts are too small to be drawn.
  package var chart: String?
  package var keys: [Key]
  /// By weeks or by months.
  package var curveTitle: String
  package var otherEvery: PageFrame.Link
  package var sheet: FigureSheet

  package init(
    choice: DayChoice,
    progress: Progress,
    progressGround: FigureSheet.Ground,
    paceGround: FigureSheet.Ground,
    chart: LineChart,
    curveTitle: String,
    otherEvery: PageFrame.Link,
    sheet: FigureSheet
  ) {
    self.choice = choice
    self.progress = progress
    self.progressGround = progressGround
    self.paceGround = paceGround
    self.chart = chart.isEmpty ? nil : chart.svg
    keys = chart.series.enumerated().map { Key(index: $0.offset, name: $0.element.name) }
    self.curveTitle = curveTitle
    self.otherEvery = otherEvery
    self.sheet = sheet
  }

  package static let template = PageTemplate(
    "department",
    #"""
    <h1>[[Le département au|The department on]] {{choice.shown}}</h1>
    """# + DayChoice.markup + #"""
      {{#progress}}
      <section class="panel" aria-labelledby="open-title">
      <h2 id="open-title">[[Dossiers ouverts|Records open]]</h2>
      <p><strong class="figure">{{#isOpenSuppressed}}<abbr title="[[non montré : petit effectif|not shown: small count]]">s.</abbr>{{/isOpenSuppressed}}{{^isOpenSuppressed}}{{open}}{{/isOpenSuppressed}}</strong> [[sur une cible de|of a target of]] {{target}}</p>
      <progress max="1000" value="{{reached}}" aria-label="[[Part de la cible atteinte|Share of the target that is reached]]">{{reachedWords}}</progress>
      <p class="small faint">{{reachedWords}}</p>
      </section>
      <div class="grid quarters">
      <section class="panel"><h2>[[Couverture|Coverage]]</h2><strong class="figure">{{coverage}}</strong><p class="small faint">{{denominator}}</p></section>
      <section class="panel"><h2>[[Dossiers alimentés|Records fed]]</h2><strong class="figure">{{fed}}</strong><p class="small faint">{{fedShare}}</p></section>
      <section class="panel"><h2>[[Rythme|Pace]]</h2><strong class="figure">{{pace}}</strong><p class="small faint">[[dossiers par semaine, sur les 4 dernières|records a week, over the last 4]]</p></section>
      <section class="panel"><h2>[[Cible atteinte|Target reached]]</h2><strong class="figure">{{projected}}</strong><p class="small faint">{{projectedNote}}</p></section>
      </div>
      {{/progress}}
      <details><summary>[[Sur quoi reposent ces chiffres|What these figures rest on]]</summary>
      <h3>[[Couverture|Coverage]]</h3>{{#progressGround}}{{#notes}}<p class="small">{{.}}</p>{{/notes}}<p class="small">[[Calculé sur|Computed over]] {{events}} · [[racine|root]] <a class="mono" href="{{proof}}">{{root}}</a> · <a href="{{csv}}" download>CSV</a> · <a href="{{json}}" download>JSON</a></p>{{/progressGround}}
      <h3>[[Rythme et projection|Pace and projection]]</h3>{{#paceGround}}{{#notes}}<p class="small">{{.}}</p>{{/notes}}<p class="small">[[Calculé sur|Computed over]] {{events}} · [[racine|root]] <a class="mono" href="{{proof}}">{{root}}</a> · <a href="{{csv}}" download>CSV</a> · <a href="{{json}}" download>JSON</a></p>{{/paceGround}}
      </details>
      <section aria-labelledby="curve-title">
      <h2 id="curve-title">{{curveTitle}}</h2>
      <p class="small">{{#otherEvery}}<a href="{{href}}">{{label}}</a>{{/otherEvery}}</p>
      {{#chart}}
      <figure class="panel">{{{.}}}
      <figcaption><ul class="key">{{#keys}}<li>{{{sample}}}{{name}}</li>{{/keys}}</ul>[[Une interruption : un effectif qui n'est pas montré.|A gap: a count that is not shown.]]</figcaption></figure>
      {{/chart}}
      {{^chart}}<p class="empty">[[Chaque effectif de cette courbe est nul ou trop petit pour être montré. Regroupez par mois, ou choisissez une autre date.|Each count of this curve is nought or too small to be shown. Take months, or choose another day.]]</p>{{/chart}}
      {{#sheet}}
      <details><summary>[[Le tableau de cette courbe|The table behind this curve]]</summary>
      """# + FigureSheet.table + #"""
        </details>
        """# + FigureSheet.ground + #"""
        {{/sheet}}
        </section>
        """#
  )
}
