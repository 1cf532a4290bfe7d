/// A table of figures with what they rest on and where they can be taken away.
package struct FigureSheet: Sendable {
  package struct Column: Sendable {
    package var label: String
    package var isNumber: Bool

    package init(_ label: String, isNumber: Bool = true) {
      self.label = label
      self.isNumber = isNumber
    }
  }

  package struct Cell: Sendable {
    package var text: String
    package var isNumber: Bool
    /// Whether the figure is kept back.
    package var isSuppressed: Bool

    package init(_ text: String, isNumber: Bool = true, isSuppressed: Bool = false) {
      self.text = text
      self.isNumber = isNumber
      self.isSuppressed = isSuppressed
    }
  }

  package struct Row: Sendable {
    package var head: String
    package var cells: [Cell]
    /// Whether it is the sum of the others.
    package var isTotal: Bool

    package init(head: String, cells: [Cell], isTotal: Bool = false) {
      self.head = head
      self.cells = cells
      self.isTotal = isTotal
    }
  }

  /// How the figures are taken away and checked.
  package struct Ground: Sendable {
    /// Addresses of the same figures for programs.
    package var csv: String
    package var json: String
    /// The number of events that were counted, in words.
    package var events: String
    /// The Merkle root over them.
    package var root: String
    /// Where the proof is that today's log goes on from there.
    package var proof: String
    /// What is not shown, and what shares are reckoned against.
    package var notes: [String]

    package init(
      csv: String,
      json: String,
      events: String,
      root: String,
      proof: String,
      notes: [String]
    ) {
      self.csv = csv
      self.json = json
      self.events = events
      self.root = root
      self.proof = proof
      self.notes = notes
    }
  }

  package var caption: String
  /// What the first column holds.
  package var corner: String
  package var columns: [Column]
  package var ground: Ground
  /// The rows as markup; empty where there are none.
  ///
  /// Put together here: a template looks each value of each cell up by its name, and the communes
  /// alone have four thousand cells.
  private let body: String

  package init(
    _ language: PageLanguage,
    caption: String,
    corner: String,
    columns: [Column],
    rows: [Row],
    ground: Ground
  ) {
    self.caption = caption
    self.corner = corner
    self.columns = columns
    self.ground = ground
    let hidden = language.say("non montré : petit effectif", "not shown: small count")
    body = rows.map { Self.markup($0, hidden: hidden) }.joined()
  }

  /// - Parameter hidden: what a figure that is kept back says of itself.
  private static func markup(_ row: Row, hidden: String) -> String {
    var text = row.isTotal ? "<tr class=\"total\">" : "<tr>"
    text += "<th scope=\"row\">\(MarkupText.escape(row.head))</th>"
    for cell in row.cells {
      text += cell.isNumber ? "<td class=\"number\">" : "<td>"
      text +=
        cell.isSuppressed
        ? "<abbr title=\"\(MarkupText.escape(hidden))\">s.</abbr>" : MarkupText.escape(cell.text)
      text += "</td>"
    }
    return text + "</tr>\n"
  }

  /// The table, within the section of a sheet.
  static let table = #"""
    {{#empty(body)}}<p class="empty">[[Rien à cette date.|Nothing on this day.]]</p>{{/empty(body)}}
    {{^empty(body)}}
    <div class="scroll" tabindex="0" role="region" aria-label="{{caption}}">
    <table>
    <caption>{{caption}}</caption>
    <thead><tr><th scope="col">{{corner}}</th>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{label}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{{body}}}
    </tbody>
    </table>
    </div>
    {{/empty(body)}}
    """#

  /// What the figures rest on, within the section of a sheet.
  static let ground = #"""
    {{#ground}}
    <div class="ground small faint">
    {{#notes}}<p>{{.}}</p>{{/notes}}
    <p>[[Calculé sur|Computed over]] {{events}} · [[racine|root]] <a class="mono" href="{{proof}}">{{root}}</a> · <a href="{{csv}}" download>CSV</a> · <a href="{{json}}" download>JSON</a></p>
    </div>
    {{/ground}}
    """#
}
