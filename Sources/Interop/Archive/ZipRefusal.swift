/// Says why an archive is refused, and at which entry.
package struct ZipRefusal: Error, Hashable, Sendable {
  package var reason: Reason
  /// The entry's name as far as it may be shown; nil where it is the archive's fault.
  package var name: String?

  package init(_ reason: Reason, name: String? = nil) {
    self.reason = reason
    self.name = name.map { String(String.UnicodeScalarView($0.unicodeScalars.prefix(80))) }
  }

  package enum Reason: Hashable, Sendable {
    // The archive
    case notAnArchive
    /// It ends before what its headers promise.
    case truncated
    /// More than one place could be its end: two readers could see two archives.
    case endAmbiguous
    case zip64
    case severalDisks
    /// The directory is not where the end says, or holds something other than entries.
    case directoryDamaged
    case tooManyEntries(maximum: Int)
    /// All entries together are larger than this when unpacked.
    case tooLarge(maximum: Int)
    /// Bytes that belong to no entry: another reader could take them for one.
    case strayBytes(at: Int)

    // Names
    case nameEmpty
    case nameTooLong(maximum: Int)
    case nameNotUTF8
    /// It begins at a root or at a drive.
    case nameAbsolute
    /// It leaves the archive's own folder: `..` among its parts, or `.` or nothing.
    case nameClimbs
    case nameBackslash
    case nameControlCharacter
    /// Two entries are one on some file system: same name, or names that differ in case, in how
    /// accents are composed or in final points; or a file is also a folder.
    case nameDuplicate
    /// An extra field gives the entry a second name.
    case nameReplaced

    // Entries
    case encrypted
    case method(UInt16)
    /// A symbolic link, a device, a socket: neither file nor folder.
    case notAFile
    case folderWithContent
    /// The header before the data and the directory do not say the same of this field.
    case headersDisagree(Field)
    case extraDamaged
    case overlap
    case ratio(maximum: Int)
    case notDeflate
    /// The data are not of the size that the directory says.
    case sizeDiffers
    case checksumDiffers
  }

  /// What a header says of an entry.
  package enum Field: String, Hashable, Sendable {
    case name, flags, method, checksum, sizes, descriptor
  }
}

extension ZipRefusal: CustomStringConvertible {
  package var description: String {
    (name.map { "entry \($0): " } ?? "") + sentence
  }

  private var sentence: String {
    switch reason {
    case .notAnArchive: "not a ZIP archive"
    case .truncated: "the archive is cut short"
    case .endAmbiguous: "the archive has more than one end; exactly one is accepted"
    case .zip64: "the Zip64 form is refused; archives under 4 GB in the plain form are accepted"
    case .severalDisks: "an archive over several disks is refused"
    case .directoryDamaged: "the archive's directory is damaged"
    case .tooManyEntries(let maximum): "more than \(maximum) entries"
    case .tooLarge(let maximum): "more than \(maximum) bytes when unpacked"
    case .strayBytes(let offset): "bytes at \(offset) belong to no entry"
    case .nameEmpty: "an entry has no name"
    case .nameTooLong(let maximum): "the name is longer than \(maximum) bytes"
    case .nameNotUTF8: "the name is not UTF-8"
    case .nameAbsolute: "the name begins at a root; names inside the archive are accepted"
    case .nameClimbs: "the name leaves the archive's folder; parts .. and . are refused"
    case .nameBackslash: "the name has a backslash; / parts folders"
    case .nameControlCharacter: "the name has a control character"
    case .nameDuplicate: "another entry has this name, or one that some file system takes for it"
    case .nameReplaced: "an extra field gives the entry a second name"
    case .encrypted: "it is encrypted; archives in clear are accepted"
    case .method(let method):
      "compression method \(method); stored (0) and deflate (8) are accepted"
    case .notAFile: "it is neither a file nor a folder"
    case .folderWithContent: "a folder has content"
    case .headersDisagree(let field):
      "its two headers disagree (\(field.rawValue))"
    case .extraDamaged: "its extra fields are damaged"
    case .overlap: "its bytes are also those of another entry"
    case .ratio(let maximum): "it unpacks to more than \(maximum) times its size"
    case .notDeflate: "its data are no deflate stream"
    case .sizeDiffers: "its data have another size than the directory says"
    case .checksumDiffers: "its checksum does not fit its data"
    }
  }
}
