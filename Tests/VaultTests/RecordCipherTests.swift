import CarnetCore
import Crypto
import FileSystemSimulation
import Testing
import Vault

/// What seals bodies must be AES-256-GCM, to the bit, as swift-crypto does it.
struct RecordCipherTests {
  private struct Message {
    var key: [UInt8]
    var nonce: [UInt8]
    var plain: [UInt8]
    var data: [UInt8]

    init(_ random: inout SplitMix64) {
      func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      }
      key = bytes(32)
      nonce = bytes(12)
      plain = bytes(Int(random.next() % 300))
      data = bytes(Int(random.next() % 100))
    }

    var sealed: [UInt8] {
      var target = [UInt8](repeating: 0, count: plain.count + RecordCipher.tagBytes)
      target.withUnsafeMutableBytes { target in
        plain.withUnsafeBytes { plain in
          nonce.withUnsafeBytes { nonce in
            data.withUnsafeBytes { data in
              RecordCipher.seal(
                plain,
                key: key.withUnsafeBytes { KeyBytes(copying: $0) },
                nonce: nonce,
                authenticating: data,
                into: target
              )
            }
          }
        }
      }
      return target
    }

    func opened(_ sealed: [UInt8]) -> [UInt8]? {
      var target = [UInt8](repeating: 0xaa, count: sealed.count - RecordCipher.tagBytes)
      let isOpened = target.withUnsafeMutableBytes { target in
        sealed.withUnsafeBytes { sealed in
          nonce.withUnsafeBytes { nonce in
            data.withUnsafeBytes { data in
              RecordCipher.open(
                sealed,
                key: key.withUnsafeBytes { KeyBytes(copying: $0) },
                nonce: nonce,
                authenticating: data,
                into: target
              )
            }
          }
        }
      }
      #expect(isOpened || target.allSatisfy { $0 == 0 }, "nothing of a forged body is given out")
      return isOpened ? target : nil
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `it seals as swift-crypto seals, and opens what that has sealed`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let message = Message(&random)
      let box = try AES.GCM.seal(
        message.plain,
        using: SymmetricKey(data: message.key),
        nonce: AES.GCM.Nonce(data: message.nonce),
        authenticating: message.data
      )
      #expect(message.sealed == Array(box.ciphertext) + Array(box.tag), "seed \(seed)")
      #expect(message.opened(Array(box.ciphertext) + Array(box.tag)) == message.plain)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `a changed bit of body, key, nonce or bound data opens nothing`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let message = Message(&random)
      let sealed = message.sealed
      func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let bit = Int(random.next() % UInt64(bytes.count * 8))
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
      }
      #expect(message.opened(flipped(sealed)) == nil, "seed \(seed)")
      var other = message
      other.key = flipped(message.key)
      #expect(other.opened(sealed) == nil)
      other = message
      other.nonce = flipped(message.nonce)
      #expect(other.opened(sealed) == nil)
      other = message
      other.data.append(0)
      #expect(other.opened(sealed) == nil)
    }
  }
}
