/// The check digit of RPPS, FINESS, SIREN and SIRET: Luhn's formula (ISO/IEC 7812-1 annex B).
package enum Luhn {
  /// The last digit that makes `number`, written with its check digit, pass: the one it has, when it
  /// passes.
  package static func checkDigit(of number: UInt64) -> Int {
    var rest = number / 10
    var sum = 0
    var doubled = true
    while rest > 0 {
      var digit = Int(rest % 10)
      if doubled {
        digit *= 2
        if digit > 9 { digit -= 9 }
      }
      sum += digit
      doubled.toggle()
      rest /= 10
    }
    return (10 - sum % 10) % 10
  }

  package static func passes(_ number: UInt64) -> Bool {
    checkDigit(of: number) == Int(number % 10)
  }
}
