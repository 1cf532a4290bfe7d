import Foundation
import Testing

@testable import Interop

struct ZipTests {
  private static let text = Array("Un contenu de quelques mots, un contenu de quelques mots.".utf8)

  @Test func `what is written is read back, and the same contents give the same bytes`() throws {
    var writer = ZipWriter()
    var files: [(String, [UInt8])] = [
      ("a.txt", Self.text), ("dossier/été.xml", Array("<a/>".utf8)), ("vide", []),
      ("zéros", [UInt8](repeating: 0, count: 100_000)),
    ]
    files.append(
      ("hasard", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) })
    )
    for (name, bytes) in files { try writer.add(name, bytes) }
    try writer.add("stored", Self.text, method: .stored)
    let archive = writer.archive()
    let reader = try ZipReader(archive)
    #expect(reader.entries.map(\.name) == files.map(\.0) + ["stored"])
    for (name, bytes) in files {
      let entry = try #require(reader[named: name])
      #expect(try reader.contents(of: entry) == bytes)
    }
    var again = ZipWriter()
    for (name, bytes) in files { try again.add(name, bytes) }
    try again.add("stored", Self.text, method: .stored)
    #expect(again.archive() == archive)
    #expect(try ZipReader(ZipWriter().archive()).entries.isEmpty)
  }

  @Test func `the writer refuses names that no reader should follow`() throws {
    var writer = ZipWriter()
    try writer.add("a/b", [1])
    for name in ["../x", "/x", "a\\b", "A/B", "a/b/c", "", "dossier/", "x\u{0}", "C:x"] {
      #expect(throws: ZipRefusal.self, "\(name)") { try writer.add(name, [2]) }
    }
    #expect(try ZipReader(writer.archive()).entries.map(\.name) == ["a/b"])
  }

  @Test func `archives of other programs are read, with descriptors and folders`() throws {
    var streamed = RawZip.Entry("a.txt", Self.text, deflated: true)
    streamed.flags = 1 << 3
    streamed.localChecksum = 0
    streamed.localPackedSize = 0
    streamed.localSize = 0
    let sums =
      RawZip.four(Int(streamed.checksum)) + RawZip.four(streamed.packedSize)
      + RawZip.four(streamed.size)
    for descriptor in [sums, RawZip.four(0x0807_4b50) + sums] {
      streamed.descriptor = descriptor
      var folder = RawZip.Entry("dossier/", [])
      folder.attributes = 0o040755 << 16
      let zip = RawZip([streamed, folder, RawZip.Entry("dossier/b.txt", Self.text)])
      let reader = try ZipReader(zip.bytes())
      #expect(reader.entries.map(\.isFolder) == [false, true, false])
      #expect(try reader.contents(of: reader.entries[0]) == Self.text)
    }
  }

  // MARK: Hostile archives

  private struct Hostile {
    var what: String
    var bytes: [UInt8]
    var reason: ZipRefusal.Reason
  }

  /// Opens and unpacks everything, as an import does.
  private static func unpack(_ bytes: [UInt8]) throws(ZipRefusal) {
    let reader = try ZipReader(bytes)
    for entry in reader.entries { _ = try reader.contents(of: entry) }
  }

  private static func named(_ name: String) -> [UInt8] {
    RawZip([RawZip.Entry("ok", text), RawZip.Entry(name, text)]).bytes()
  }

  private static func changed(
    deflated: Bool = true,
    _ change: (inout RawZip.Entry) -> Void
  ) -> [UInt8] {
    var entry = RawZip.Entry("a.txt", text, deflated: deflated)
    change(&entry)
    return RawZip([RawZip.Entry("ok", text), entry]).bytes()
  }

  private static func whole(_ change: (inout RawZip) -> Void) -> [UInt8] {
    var zip = RawZip([RawZip.Entry("a", text), RawZip.Entry("b", text, deflated: true)])
    change(&zip)
    return zip.bytes()
  }

  private static func names() -> [Hostile] {
    let climbing = [
      "..", "../x", "../../etc/passwd", "a/../x", "a/../../x", "a/..", "./x", "a/./b", "a//b",
      "//x/..",
      "...", "a/.../b", "a/ /b", ".. /x", ". ./x", "IHE_XDM/../../x", "a/.. ", "a/..../x",
    ]
    let absolute = [
      "/x", "/etc/passwd", "C:x", "C:/x", "c:/windows/x", "a/C:x", "file:///x", "x:stream", "/",
      "//server/x",
    ]
    let backslash = ["..\\x", "\\x", "a\\..\\x", "a/b\\c", "\\\\server\\x", "..\\..\\x"]
    let control = [
      "a\u{0}", "a\u{0}.xml", "\u{1}", "a\nb", "a\rb", "\u{7f}", "a\u{85}b", "\u{1b}[2J",
    ]
    var list: [Hostile] = []
    for name in climbing where !name.hasPrefix("/") {
      list.append(Hostile(what: name, bytes: named(name), reason: .nameClimbs))
    }
    for name in absolute {
      list.append(Hostile(what: name, bytes: named(name), reason: .nameAbsolute))
    }
    for name in backslash {
      list.append(Hostile(what: name, bytes: named(name), reason: .nameBackslash))
    }
    for name in control {
      list.append(
        Hostile(what: name.debugDescription, bytes: named(name), reason: .nameControlCharacter)
      )
    }
    list.append(Hostile(what: "empty", bytes: named(""), reason: .nameEmpty))
    for name in [String(repeating: "a", count: 513), String(repeating: "a/", count: 20) + "a"] {
      list.append(Hostile(what: "long", bytes: named(name), reason: .nameTooLong(maximum: 512)))
    }
    for raw: [UInt8] in [
      [0xff], [0x61, 0xc3], [0xc0, 0xaf], [0xe9, 0x74, 0xe9], [0xed, 0xa0, 0x80],
    ] {
      let bytes = changed { $0.name = raw }
      list.append(Hostile(what: "\(raw)", bytes: bytes, reason: .nameNotUTF8))
    }
    let twins = [
      ("a", "a"), ("a", "A"), ("é", "e\u{301}"), ("É", "é"), ("a", "a."), ("a", "a "), ("ß", "SS"),
      ("x/a", "X/A"), ("a", "a/"), ("a", "a/b"), ("A", "a/b/c"), ("a./b", "a/b"), ("ﬁ", "FI"),
    ]
    for (first, second) in twins {
      for (one, other) in [(first, second), (second, first)] {
        var entries = [RawZip.Entry(one, text), RawZip.Entry(other, text)]
        for index in entries.indices where entries[index].name.last == UInt8(ascii: "/") {
          entries[index] = RawZip.Entry(index == 0 ? one : other, [])
        }
        let bytes = RawZip(entries).bytes()
        list.append(Hostile(what: "\(one) and \(other)", bytes: bytes, reason: .nameDuplicate))
      }
    }
    return list
  }

  private static func lies() -> [Hostile] {
    let unicodePath = RawZip.two(0x7075) + RawZip.two(6) + [1, 0, 0, 0, 0, 0x78]
    let zip64 = RawZip.two(1) + RawZip.two(8) + [UInt8](repeating: 0, count: 8)
    return [
      Hostile(
        what: "other local name",
        bytes: changed { $0.localName = Array("b.txt".utf8) },
        reason: .headersDisagree(.name)
      ),
      Hostile(
        what: "longer local name",
        bytes: changed { $0.localName = Array("a.txt.exe".utf8) },
        reason: .headersDisagree(.name)
      ),
      Hostile(
        what: "method",
        bytes: changed { $0.localMethod = 0 },
        reason: .headersDisagree(.method)
      ),
      Hostile(
        what: "flags",
        bytes: changed { $0.localFlags = 2 },
        reason: .headersDisagree(.flags)
      ),
      Hostile(
        what: "local checksum",
        bytes: changed { $0.localChecksum = 1 },
        reason: .headersDisagree(.checksum)
      ),
      Hostile(
        what: "local size",
        bytes: changed { $0.localSize = 1 },
        reason: .headersDisagree(.sizes)
      ),
      Hostile(
        what: "local packed size",
        bytes: changed { $0.localPackedSize = 1 },
        reason: .headersDisagree(.sizes)
      ),
      Hostile(
        what: "no descriptor",
        bytes: changed {
          $0.flags = 8
          $0.localChecksum = 0
          $0.localSize = 0
          $0.localPackedSize = 0
        },
        reason: .headersDisagree(.descriptor)
      ),
      Hostile(
        what: "lying descriptor",
        bytes: changed {
          $0.flags = 8
          $0.descriptor = [UInt8](repeating: 7, count: 16)
        },
        reason: .headersDisagree(.descriptor)
      ),
      Hostile(
        what: "checksum in both",
        bytes: changed { $0.checksum ^= 1 },
        reason: .checksumDiffers
      ),
      Hostile(
        what: "stored checksum",
        bytes: changed(deflated: false) { $0.checksum ^= 1 },
        reason: .checksumDiffers
      ),
      Hostile(what: "too large", bytes: changed { $0.size += 1 }, reason: .sizeDiffers),
      Hostile(what: "too small", bytes: changed { $0.size -= 1 }, reason: .sizeDiffers),
      Hostile(what: "size nought", bytes: changed { $0.size = 0 }, reason: .sizeDiffers),
      Hostile(
        what: "stored sizes",
        bytes: changed(deflated: false) { $0.size += 1 },
        reason: .sizeDiffers
      ),
      Hostile(
        what: "bytes behind the stream",
        bytes: changed {
          $0.packed += [0, 1, 2]
          $0.packedSize += 3
        },
        reason: .sizeDiffers
      ),
      Hostile(
        what: "cut stream",
        bytes: changed {
          $0.packed.removeLast(4)
          $0.packedSize -= 4
        },
        reason: .sizeDiffers
      ),
      Hostile(
        what: "no stream",
        bytes: changed { $0.packed = [UInt8](repeating: 0xff, count: $0.packedSize) },
        reason: .notDeflate
      ),
      Hostile(what: "encrypted", bytes: changed { $0.flags = 1 }, reason: .encrypted),
      Hostile(what: "strongly", bytes: changed { $0.flags = 1 << 6 }, reason: .encrypted),
      Hostile(what: "masked", bytes: changed { $0.flags = 1 << 13 }, reason: .encrypted),
      Hostile(what: "patch", bytes: changed { $0.flags = 1 << 5 }, reason: .method(8)),
      Hostile(what: "symlink", bytes: changed { $0.attributes = 0xa1ff << 16 }, reason: .notAFile),
      Hostile(what: "device", bytes: changed { $0.attributes = 0x61b6 << 16 }, reason: .notAFile),
      Hostile(what: "pipe", bytes: changed { $0.attributes = 0x11b6 << 16 }, reason: .notAFile),
      Hostile(what: "socket", bytes: changed { $0.attributes = 0xc1b6 << 16 }, reason: .notAFile),
      Hostile(
        what: "folder kind",
        bytes: changed { $0.attributes = 0x41ed << 16 },
        reason: .notAFile
      ),
      Hostile(
        what: "folder with content",
        bytes: changed { $0.name = Array("d/".utf8) },
        reason: .folderWithContent
      ),
      Hostile(
        what: "second name",
        bytes: changed { $0.extra = unicodePath },
        reason: .nameReplaced
      ),
      Hostile(
        what: "second local name",
        bytes: changed { $0.localExtra = unicodePath },
        reason: .nameReplaced
      ),
      Hostile(what: "zip64 extra", bytes: changed { $0.extra = zip64 }, reason: .zip64),
      Hostile(what: "zip64 local", bytes: changed { $0.localExtra = zip64 }, reason: .zip64),
      Hostile(
        what: "half an extra",
        bytes: changed { $0.extra = [1, 2, 3] },
        reason: .extraDamaged
      ),
      Hostile(
        what: "long extra",
        bytes: changed { $0.extra = [9, 9, 200, 0, 1] },
        reason: .extraDamaged
      ),
      Hostile(what: "other disk", bytes: changed { $0.disk = 1 }, reason: .severalDisks),
      Hostile(what: "zip64 size", bytes: changed { $0.size = 0xffff_ffff }, reason: .zip64),
    ]
      + [1, 2, 6, 9, 12, 14, 93, 95, 98, 99]
      .map { method in
        Hostile(
          what: "method \(method)",
          bytes: changed { $0.method = method },
          reason: .method(UInt16(method))
        )
      }
  }

  private static func shapes() -> [Hostile] {
    let stray = [UInt8](repeating: 0x41, count: 5)
    let good = whole { _ in }
    return [
      Hostile(what: "nothing", bytes: [], reason: .notAnArchive),
      Hostile(
        what: "text",
        bytes: Array("bonjour, ceci est un texte assez long".utf8),
        reason: .notAnArchive
      ),
      Hostile(what: "before", bytes: whole { $0.prefix = stray }, reason: .strayBytes(at: 0)),
      Hostile(
        what: "between",
        bytes: whole { $0.gap = stray },
        reason: .strayBytes(at: good.count - 116)
      ),
      Hostile(what: "behind", bytes: whole { $0.suffix = stray }, reason: .truncated),
      Hostile(
        what: "another archive in front",
        bytes: whole { $0.prefix = good },
        reason: .strayBytes(at: 0)
      ),
      Hostile(
        what: "an end in the comment",
        bytes: whole { $0.comment = RawZip().bytes() },
        reason: .endAmbiguous
      ),
      Hostile(what: "count too high", bytes: whole { $0.endCount = 3 }, reason: .directoryDamaged),
      Hostile(what: "count too low", bytes: whole { $0.endCount = 1 }, reason: .directoryDamaged),
      Hostile(what: "count of zip64", bytes: whole { $0.endCount = 0xffff }, reason: .zip64),
      Hostile(what: "size", bytes: whole { $0.endSize = 10 }, reason: .directoryDamaged),
      Hostile(what: "offset", bytes: whole { $0.endOffset = 0 }, reason: .directoryDamaged),
      Hostile(what: "offset of zip64", bytes: whole { $0.endOffset = 0xffff_ffff }, reason: .zip64),
      Hostile(what: "disks", bytes: whole { $0.disk = 1 }, reason: .severalDisks),
      Hostile(
        what: "one body, two names",
        bytes: whole {
          $0.entries[1] = RawZip.Entry("a", text)
          $0.entries[1].name = $0.entries[0].name
          $0.entries[1].offset = 0
        },
        reason: .nameDuplicate
      ),
      Hostile(
        what: "nested entries",
        bytes: {
          let inner = RawZip([RawZip.Entry("b", text)]).bytes()
          let header = 30 + 1
          var outer = RawZip.Entry("a", Array(inner.prefix(31 + text.count)))
          outer.packedSize = outer.packed.count
          var second = RawZip.Entry("b", text)
          second.offset = header
          return RawZip([outer, second]).bytes()
        }(),
        reason: .overlap
      ),
      Hostile(
        what: "offset into another entry",
        bytes: whole { $0.entries[1].offset = 3 },
        reason: .directoryDamaged
      ),
      Hostile(
        what: "offset behind everything",
        bytes: whole { $0.entries[1].offset = 1_000_000 },
        reason: .truncated
      ),
      Hostile(
        what: "data into the directory",
        bytes: whole {
          $0.entries[1].method = 0
          $0.entries[1].packedSize = 500
          $0.entries[1].size = 500
        },
        reason: .truncated
      ),
    ]
      + stride(from: 1, to: good.count, by: 9)
      .map { count in
        Hostile(
          what: "cut after \(count)",
          bytes: Array(good.prefix(count)),
          reason: count < 22 ? .notAnArchive : .truncated
        )
      }
  }

  private static func bombs() -> [Hostile] {
    let zeros = [UInt8](repeating: 0, count: 40 << 20)
    let bomb = RawZip.Entry("zéros", zeros, deflated: true)
    var lying = RawZip.Entry("a", text, deflated: true)
    lying.size = 150 << 20
    var quiet = bomb
    quiet.size = 1000
    let five = (0..<6)
      .map { number in
        var entry = RawZip.Entry("n\(number)", [UInt8](repeating: 1, count: 100))
        entry.size = 40 << 20
        entry.method = 8
        return entry
      }
    return [
      Hostile(what: "zeros", bytes: RawZip([bomb]).bytes(), reason: .ratio(maximum: 100)),
      Hostile(what: "promise", bytes: RawZip([lying]).bytes(), reason: .ratio(maximum: 100)),
      Hostile(what: "silence", bytes: RawZip([quiet]).bytes(), reason: .sizeDiffers),
      Hostile(what: "many", bytes: RawZip(five).bytes(), reason: .ratio(maximum: 100)),
      Hostile(
        what: "together",
        bytes: RawZip(
          (0..<3)
            .map { number in
              var entry = RawZip.Entry("n\(number)", [])
              entry.method = 8
              entry.packed = [UInt8](repeating: 1, count: 1 << 20)
              entry.packedSize = 1 << 20
              entry.size = 90 << 20
              return entry
            }
        )
        .bytes(),
        reason: .tooLarge(maximum: 200 << 20)
      ),
      Hostile(
        what: "entries",
        bytes: RawZip((0...1000).map { RawZip.Entry("n\($0)", []) }).bytes(),
        reason: .tooManyEntries(maximum: 1000)
      ),
    ]
  }

  @Test func `more than a hundred hostile archives are refused, each for its own reason`() throws {
    let all = Self.names() + Self.lies() + Self.shapes() + Self.bombs()
    #expect(all.count >= 100)
    for hostile in all {
      let before = Self.residentBytes()
      do throws(ZipRefusal) {
        try Self.unpack(hostile.bytes)
        Issue.record("\(hostile.what) was read")
      } catch {
        #expect(error.reason == hostile.reason, "\(hostile.what)")
        #expect(!error.description.isEmpty)
      }
      // What a lie could cost: nothing near what it promises.
      #expect(Self.residentBytes() - before < 64 << 20, "\(hostile.what)")
    }
  }

  /// The process's memory, by the kernel.
  private static func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
  }

  @Test("an archive damaged anywhere is read or refused", arguments: 0..<8)
  func mutations(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var original = Self.whole { _ in }
    if seed % 2 == 0 {
      let file = Locations.corpora.appending(path: "zip/xdm-three-documents.zip")
      original = try Locations.bytes(of: file)
    }
    for _ in 0..<100 {
      mutated(original, using: &random).withUnsafeBytes { fuzzZip($0) }
    }
  }
}
