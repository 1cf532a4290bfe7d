/// The day that a page's figures are of, and how another one is chosen: by months with a slider, to
/// the day with a field.
///
/// Both are forms of their own that work without scripts; a day names nobody, so it may stand in an
/// address.
package struct DayChoice: Sendable {
  /// The page that is asked for again.
  package var action: String
  /// The day in words, and as the field has it.
  package var shown: String
  package var value: String
  /// The first and last day that can be chosen.
  package var first: String
  package var last: String
  /// Months since the year 0: those that can be chosen, and the one of the day.
  package var monthFirst: Int
  package var monthLast: Int
  package var month: Int
  /// The names of the months from the first to the last, with `|` between them.
  package var monthNames: String
  package var monthName: String
  package var isToday: Bool
  /// The area's pages on the same day.
  package var pages: [PageFrame.Link]

  package init(
    action: String,
    shown: String,
    value: String,
    first: String,
    last: String,
    monthFirst: Int,
    monthLast: Int,
    month: Int,
    monthNames: [String],
    isToday: Bool,
    pages: [PageFrame.Link]
  ) {
    self.action = action
    self.shown = shown
    self.value = value
    self.first = first
    self.last = last
    self.monthFirst = monthFirst
    self.monthLast = monthLast
    self.month = month
    self.monthNames = monthNames.joined(separator: "|")
    let index = month - monthFirst
    monthName = monthNames.indices.contains(index) ? monthNames[index] : ""
    self.isToday = isToday
    self.pages = pages
  }

  static let markup = #"""
    {{#choice}}
    <section class="panel no-print" aria-labelledby="day-title">
    <h2 id="day-title" class="hidden-text">[[Choisir la date|Choose the day]]</h2>
    <div class="day-choice">
    <form method="get" action="{{action}}" class="slider">
    <label for="month">[[Fin du mois|End of month]] : <output id="month-name" for="month">{{monthName}}</output></label>
    <input type="range" id="month" name="month" min="{{monthFirst}}" max="{{monthLast}}" value="{{month}}" data-shown="month-name" data-words="{{monthNames}}" aria-valuetext="{{monthName}}">
    <button class="second small">[[Voir<span class="hidden-text"> ce mois</span>|Show<span class="hidden-text"> that month</span>]]</button>
    </form>
    <form method="get" action="{{action}}" class="row">
    <label for="day">[[Au jour près|To the day]]</label>
    <input type="date" id="day" name="day" value="{{value}}" min="{{first}}" max="{{last}}" required>
    <button class="second small">[[Voir<span class="hidden-text"> ce jour</span>|Show<span class="hidden-text"> that day</span>]]</button>
    </form>
    </div>
    <p class="small">{{^isToday}}<a href="{{action}}">[[Revenir à aujourd'hui|Back to today]]</a> · {{/isToday}}[[Même date|Same day]] : {{#pages}}<a href="{{href}}"{{#isHere}} aria-current="page"{{/isHere}}>{{label}}</a> {{/pages}}</p>
    </section>
    {{/choice}}
    """#
}
