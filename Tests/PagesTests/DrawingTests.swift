import Testing

@testable import Pages

@Suite("Charts and maps that are drawn on the server")
struct DrawingTests {
  private func chart(_ values: [Double?], title: String = "t") -> LineChart {
    LineChart(
      title: title,
      description: "d",
      labels: values.indices.map { "\($0)" },
      series: [.init(name: "n", values: values)]
    ) { PageText(.french).decimal($0, 0) }
  }

  @Test("A value that is not known leaves a gap, and one between two gaps is a point")
  func gaps() {
    let svg = chart([10, 20, nil, 30, nil]).svg
    let line = svg.split(separator: "\n").first { $0.contains("class=\"line-1\"") } ?? ""
    #expect(line.split(separator: "M").count - 1 == 2)
    #expect(svg.split(separator: "<circle").count - 1 == 1)
  }

  @Test(
    "The axis ends at or above the largest value, in five steps at most",
    arguments: [0.4, 1, 3, 11, 49, 50, 51, 999, 123_456]
  )
  func axis(_ largest: Double) {
    let (step, count) = LineChart.axis(for: largest)
    #expect(step * Double(count) >= largest)
    #expect(step * Double(count - 1) < largest)
    #expect((1...5).contains(count))
  }

  @Test("A chart without a count above nought is empty")
  func empty() {
    #expect(chart([0, nil, 0]).isEmpty)
    #expect(!chart([0, 11]).isEmpty)
    #expect(!chart([]).svg.isEmpty)
  }

  struct SheetPage: PageModel {
    static let template = PageTemplate(
      "test-sheet",
      "{{#sheet}}" + FigureSheet.table + "{{/sheet}}"
    )
    var sheet: FigureSheet
  }

  @Test("A table's rows are text, sums stand out, what is kept back says so, and none are nothing")
  func sheet() throws {
    func html(_ rows: [FigureSheet.Row], _ language: PageLanguage) throws -> String {
      let ground = FigureSheet.Ground(csv: "", json: "", events: "", root: "", proof: "", notes: [])
      let sheet = FigureSheet(
        language,
        caption: "c",
        corner: "k",
        columns: [.init("n")],
        rows: rows,
        ground: ground
      )
      return try PageRenderer().part(SheetPage(sheet: sheet), language)
    }
    let rows = [
      FigureSheet.Row(head: "<b>Y</b>", cells: [.init("1<2")]),
      FigureSheet.Row(head: "all", cells: [.init("7", isSuppressed: true)], isTotal: true),
    ]
    let french = try html(rows, .french)
    #expect(french.contains(#"<tr><th scope="row">&lt;b&gt;Y&lt;/b&gt;</th>"#))
    #expect(french.contains(#"<td class="number">1&lt;2</td>"#))
    #expect(french.contains(#"<tr class="total"><th scope="row">all</th><td class="number"><abbr"#))
    #expect(french.contains("non montré : petit effectif") && !french.contains(">7<"))
    #expect(try html([], .english).contains("Nothing on this day."))
  }

  @Test("Hostile names are text in a drawing")
  func hostile() {
    let hostile = "</title><script>alert(1)</script>\"'&"
    let map = CommuneMap(
      title: hostile,
      description: hostile,
      areas: [.init(code: "76001", name: hostile, figure: .share(0.5), words: hostile)]
    )
    for svg in [chart([1], title: hostile).svg, map.svg] {
      #expect(!svg.contains("<script>"))
      #expect(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
    }
  }

  @Test("The map has 707 communes of Seine-Maritime, each a closed outline of small size")
  func outlines() {
    let outlines = CommuneOutlines.seineMaritime
    #expect(outlines.paths.count == 707)
    #expect(Set(outlines.paths.map(\.code)).count == 707)
    for (code, path) in outlines.paths {
      #expect(code.hasPrefix("76") && code.utf8.count == 5)
      #expect(path.hasPrefix("M") && path.hasSuffix("z"), "\(code)")
    }
    #expect(outlines.paths.reduce(0) { $0 + $1.path.utf8.count } < 200_000)
  }

  @Test("Shades are fifths of the largest share; what is kept back is hatched, never shaded")
  func shades() {
    let map = CommuneMap(
      title: "t",
      description: "d",
      areas: [
        .init(code: "76001", name: "a", figure: .share(0.83), words: ""),
        .init(code: "76002", name: "b", figure: .suppressed, words: ""),
        .init(code: "76004", name: "c", figure: .share(0), words: ""),
      ]
    )
    #expect(map.bounds.map { ($0 * 100).rounded() } == [0, 20, 40, 60, 80])
    #expect(CommuneMap.shade(0.83, map.bounds) == 5)
    #expect(CommuneMap.shade(0.2, map.bounds) == 2)
    #expect(CommuneMap.shade(0.0001, map.bounds) == 1)
    #expect(CommuneMap.shade(0, map.bounds) == 0)
    #expect(map.svg.split(separator: "class=\"sh\"").count - 1 == 1)
    #expect(map.svg.split(separator: "class=\"sn\"").count - 1 == 704 + 1)
  }
}
