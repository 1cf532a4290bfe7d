import CChecksum
import CarnetCore
import Crypto
import Testing

struct ChecksumTests {
  private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  private static func reference(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: Array(bytes)))
  }

  // MARK: - CRC-32C

  /// RFC 3720 section B.4, and the check value of the catalogue of CRCs.
  static let crcs: [([UInt8], UInt32)] = [
    ([], 0),
    (Array("123456789".utf8), 0xe306_9283),
    ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
    ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
    ((0..<32).map { UInt8($0) }, 0x46dd_794e),
    ((0..<32).map { UInt8(31 - $0) }, 0x113f_db5c),
    (
      [
        0x01, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00,
        0x00, 0x18, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00,
      ], 0xd996_3a56
    ),
  ]

  @Test("CRC-32C gives the published values", arguments: crcs)
  func crc(bytes: [UInt8], value: UInt32) {
    #expect(carnet_crc32c(0, bytes, bytes.count) == value)
    #expect(carnet_crc32c_portable(0, bytes, bytes.count) == value)
  }

  @Test func `both forms of CRC-32C agree on every length, place and cut`() {
    let bytes = Self.bytes(400, seed: 32)
    bytes.withUnsafeBytes { memory in
      for start in 0..<9 {
        for count in 0...300 {
          let piece = UnsafeRawBufferPointer(rebasing: memory[start..<start + count])
          let whole = carnet_crc32c(0, piece.baseAddress, count)
          #expect(whole == carnet_crc32c_portable(0, piece.baseAddress, count))
          let cut = count / 3
          let first = carnet_crc32c(0, piece.baseAddress, cut)
          let rest = UnsafeRawBufferPointer(rebasing: piece[cut...])
          #expect(carnet_crc32c(first, rest.baseAddress, rest.count) == whole)
        }
      }
    }
    #expect(carnet_crc32c(0, nil, 0) == 0)
    #expect(carnet_crc32c(7, nil, 0) == 7)
  }

  // MARK: - SHA-256

  @Test func `both forms of SHA-256 agree with the library on lengths 0 to 300`() {
    let bytes = Self.bytes(320, seed: 256)
    bytes.withUnsafeBytes { memory in
      for count in 0...300 {
        let start = count % 17
        let piece = UnsafeRawBufferPointer(rebasing: memory[start..<start + count])
        let expected = Self.reference(piece)
        var digest = [UInt8](repeating: 0, count: 32)
        carnet_sha256(piece.baseAddress, count, &digest)
        #expect(digest == expected, "length \(count)")
        var portable = [UInt8](repeating: 0, count: 32)
        carnet_sha256_portable(piece.baseAddress, count, &portable)
        #expect(portable == expected, "length \(count)")
      }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    carnet_sha256(nil, 0, &digest)
    #expect(digest == Self.reference([]))
    let long = Self.bytes(1_000_003, seed: 7)
    carnet_sha256(long, long.count, &digest)
    #expect(digest == Self.reference(long))
  }

  @Test func `pieces of all lengths beside each other are hashed as alone`() {
    // Each length beside each other one of the block borders, in both lanes.
    let lengths: [UInt32] = [0, 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 300]
    let bytes = Self.bytes(4096, seed: 3)
    for first in lengths {
      for second in lengths {
        for count in 1...3 {
          let pieces = Array([first, second, first].prefix(count))
          let offsets: [UInt64] = Array([11, 700, 1500].prefix(count))
          var digests = [UInt8](repeating: 0, count: 32 * count)
          carnet_sha256_pieces(bytes, offsets, pieces, count, &digests)
          for index in 0..<count {
            let start = Int(offsets[index])
            #expect(
              Array(digests[32 * index..<32 * index + 32])
                == Self.reference(bytes[start..<start + Int(pieces[index])]),
              "\(first) beside \(second), piece \(index)"
            )
          }
        }
      }
    }
  }

  @Test(
    "pieces of one size are hashed as alone",
    arguments: [1, 55, 56, 64, 65, 86, 119, 128, 200]
  )
  func strided(stride: Int) {
    let bytes = Self.bytes(stride * 7, seed: UInt64(stride))
    for count in 0...7 {
      var digests = [UInt8](repeating: 0, count: 32 * max(count, 1))
      carnet_sha256_strided(bytes, stride, count, &digests)
      for index in 0..<count {
        #expect(
          Array(digests[32 * index..<32 * index + 32])
            == Self.reference(bytes[stride * index..<stride * (index + 1)])
        )
      }
    }
  }

  @Test func `a level of a tree is hashed in place or apart, and nothing beyond is touched`() {
    for count in stride(from: 0, through: 34, by: 2) {
      let hashes = Self.bytes(32 * max(count, 1), seed: UInt64(count))
      var expected: [UInt8] = []
      for pair in 0..<count / 2 {
        expected += Self.reference([0x01] + hashes[64 * pair..<64 * pair + 64])
      }
      var apart = [UInt8](repeating: 0xaa, count: 16 * count + 32)
      carnet_merkle_level(hashes, count, &apart)
      #expect(Array(apart.prefix(16 * count)) == expected)
      #expect(apart.suffix(32).allSatisfy { $0 == 0xaa })
      var inPlace = hashes
      inPlace.withUnsafeMutableBufferPointer { memory in
        if let base = memory.baseAddress { carnet_merkle_level(base, count, base) }
      }
      #expect(Array(inPlace.prefix(16 * count)) == expected)
      #expect(inPlace.dropFirst(16 * count) == hashes.dropFirst(16 * count))
    }
  }
}
