import CarnetCore
import EventLog
import Foundation
import Ledger
import SystemPackage

// The verifier by itself: no record key, no database, no network in the program.

let usage = """
  usage: carnet-verify [--since FILE] [--key KEY] DIRECTORY

  Verifies a Carnet log from its bytes: every checksum, the order, the tree, the signed heads.
    --since FILE   a signed head that you kept: the log must extend it
    --key KEY      the log's public key as you were given it: the log must name the same
  Prints the findings, the size and the root. Exit: 0 intact, 1 something was found, 2 wrong usage,
  3 it could not be read, 4 no log there.

  """

func tell(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

func refuse(_ text: String, _ code: Int32) -> Never {
  tell("carnet-verify: \(text)\n")
  exit(code)
}

var since: String?
var key: String?
var path: String?
var arguments = CommandLine.arguments.dropFirst().makeIterator()
while let argument = arguments.next() {
  switch argument {
  case "--help", "-h":
    print(usage, terminator: "")
    exit(0)
  case "--since", "--key":
    guard let value = arguments.next() else { refuse("\(argument) needs a value", 2) }
    if argument == "--since" { since = value } else { key = value }
  default:
    guard !argument.hasPrefix("-"), path == nil else {
      tell(usage)
      exit(2)
    }
    path = argument
  }
}
guard let folder = path else {
  tell(usage)
  exit(2)
}

do {
  let files = RealFileSystem()
  let directory = LogDirectory(FilePath(folder))
  var heads: [Checkpoint] = []
  if since != nil || key != nil {
    let identity = try LogScan.readIdentity(files, directory)
    if let key, key != identity.verifierKey {
      print("log/identity: the log names the key \(identity.verifierKey), you were given \(key)")
      exit(1)
    }
    if let since {
      let note = try files.readAll(FilePath(since), limit: SignedNote.bytesMax)
      heads.append(try Checkpoint(note: note, verifier: NoteVerifier(identity.verifierKey)))
    }
  }
  let report = try await LogVerifier(files, directory).verify(against: heads)
  for finding in report.findings {
    let place = finding.offset.map { "\(finding.file), byte \($0)" } ?? finding.file
    print("\(place): \(finding.kind)")
  }
  print("size \(report.size)")
  print("root \(report.root?.description ?? "-")")
  if let head = heads.first, report.isIntact { print("extends the head at \(head.size)") }
  exit(report.isIntact ? 0 : 1)
} catch LogFailure.noLog(let path) {
  refuse("no log in \(path)", 4)
} catch let failure as NoteFailure {
  refuse("the head that you kept: \(failure)", 1)
} catch {
  refuse("\(error)", 3)
}
