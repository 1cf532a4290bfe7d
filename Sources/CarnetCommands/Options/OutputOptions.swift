import ArgumentParser

extension RowFormat: ExpressibleByArgument {}

/// How rows are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Forme : table, json, csv, ndjson (défaut : table).",
        "Format: table, json, csv, ndjson (default: table)."
      ),
      valueName: "format"
    )
  )
  var format: RowFormat = .table

  /// Prints rows; in a table, a sentence where there are none.
  func print(_ table: Table, empty: String) throws {
    if table.rows.isEmpty, format == .table {
      Console.print(empty + "\n")
    } else {
      Console.print(try table.rendered(format))
    }
  }

  /// Prints a sentence below a table, on standard error for machine formats.
  func note(_ sentence: String) {
    if format == .table { Console.print(sentence + "\n") } else { Console.tell(sentence) }
  }
}
