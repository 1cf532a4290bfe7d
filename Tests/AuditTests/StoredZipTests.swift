import Audit
import CarnetCore
import Testing

struct StoredZipTests {
  @Test(arguments: [("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43)])
  func `the checksum is that of zip files`(text: String, expected: UInt32) {
    #expect(CRC32.checksum(Array(text.utf8)) == expected)
  }

  @Test func `the same files give the same bytes, as the format writes them`() throws {
    var zip = StoredZip()
    try zip.add("a.txt", Array("hello".utf8))
    try zip.add("é/b", [])
    let bytes = zip.bytes
    #expect(
      Hex.encode(Array(bytes.prefix(30))) == "504b0304140000080000000021008" + "6a61036"
        + "0500000005000000" + "05000000"
    )
    #expect(Array(bytes[30..<40]) == Array("a.txthello".utf8))
    // End of the directory: two entries, no comment.
    let end = Array(bytes.suffix(22))
    #expect(Array(end.prefix(4)) == [0x50, 0x4b, 5, 6])
    #expect(end[10] == 2 && end[20] == 0 && end[21] == 0)
    var again = StoredZip()
    try again.add("a.txt", Array("hello".utf8))
    try again.add("é/b", [])
    #expect(again.bytes == bytes)
  }

  @Test func `a name stands once`() throws {
    var zip = StoredZip()
    try zip.add("a", [])
    #expect(throws: StoredZip.Failure.nameTwice("a")) { try zip.add("a", [1]) }
  }
}
