import CarnetCore
import EventLog
import Foundation
import SystemPackage

// The verifier by itself: no key, no database, no network in the program.
guard CommandLine.arguments.count == 2, !CommandLine.arguments[1].hasPrefix("-") else {
  FileHandle.standardError.write(Data("usage: carnet-verify DATA-DIRECTORY\n".utf8))
  exit(2)
}
do {
  let report = try await LogVerifier(
    RealFileSystem(),
    LogDirectory(FilePath(CommandLine.arguments[1]))
  )
  .verify()
  for finding in report.findings {
    let place = finding.offset.map { "\(finding.file), byte \($0)" } ?? finding.file
    print("\(place): \(finding.kind)")
  }
  print("size \(report.size)")
  print("root \(report.root?.description ?? "-")")
  exit(report.isIntact ? 0 : 1)
} catch LogFailure.noLog(let path) {
  FileHandle.standardError.write(Data("carnet-verify: no log in \(path)\n".utf8))
  exit(4)
} catch {
  FileHandle.standardError.write(Data("carnet-verify: \(error)\n".utf8))
  exit(3)
}
