import CarnetCore
import Interop
import MedicalRecord
import Pages

/// Somebody at the desk, as the form says who they are.
struct DeskPerson: Sendable {
  /// All that is wrong with a form, each in a sentence.
  struct Problems: Error, Sendable {
    var sentences: [String]
  }

  private(set) var identity: PatientIdentity
  /// INSEE code of the commune of residence; empty where it is not known.
  private(set) var commune = ""

  /// - Throws: all problems at once, so that a form is corrected once.
  init(
    _ form: PageForm,
    authority: INS.Authority,
    today: CalendarDay,
    _ language: PageLanguage
  ) throws(Problems) {
    var problems: [String] = []
    let sexes: [String: Sex] = ["F": .female, "M": .male, "I": .undetermined]
    let sex = form["sex"].flatMap { sexes[$0] }
    let name = String((form["name"] ?? "").prefix(80))
    let given = (form["given"] ?? "").prefix(120).split(whereSeparator: { " ,".contains($0) })
      .map(String.init)
    if name.isEmpty || given.isEmpty {
      problems.append(
        language.say(
          "Il faut le nom et au moins un prénom de naissance.",
          "The birth name and at least one given name are needed."
        )
      )
    }
    if sex == nil { problems.append(language.say("Choisissez le sexe.", "Choose the sex.")) }
    let born = CareWords.date(form["born"])
    if !Self.isPast(born, today) {
      problems.append(
        language.say(
          "La date de naissance s'écrit comme 28/03/1979 et n'est pas à venir.",
          "The birth date is written as 28/03/1979 and is not in the future."
        )
      )
    }
    identity = PatientIdentity(
      birthName: name,
      givenNames: given,
      firstGivenName: given.first,
      sex: sex ?? .unknown,
      birthDate: born
    )
    do throws(MalformedIdentifier) {
      if let typed = form["ins"] {
        // Strict: whoever types a number reads it again until its key fits.
        identity.ins = try INS(
          typed.filter { !$0.isWhitespace },
          authority: authority,
          strictness: .strict
        )
      }
    } catch {
      problems.append(IdentityWords.problem(error, language))
    }
    do throws(MalformedIdentifier) {
      if let place = form["birth-place"] { identity.birthPlace = try CommuneCode(place) }
    } catch {
      problems.append(
        language.say(
          "Le code du lieu de naissance a 5 caractères, comme 76540 ou 99109.",
          "The code of the birth place has 5 characters, as 76540 or 99109."
        )
      )
    }
    if let typed = form["commune"] {
      if let code = Self.commune(typed) {
        commune = code.description
      } else {
        problems.append(
          language.say(
            "La commune de résidence n'est pas du département : choisissez-la dans la liste, ou laissez vide.",
            "The commune of residence is not of the department: choose it from the list, or leave it empty."
          )
        )
      }
    }
    if let problem = Self.disagreement(identity, language) { problems.append(problem) }
    guard problems.isEmpty else { throw Problems(sentences: problems) }
  }

  private static func isPast(_ date: PartialDate?, _ today: CalendarDay) -> Bool {
    guard let date else { return false }
    let first = CalendarDay(year: date.year, month: date.month ?? 1, day: date.day ?? 1)
    return first.map { $0 <= today } ?? false
  }

  /// The number says sex, year and month: a number of somebody else in the family is noticed.
  private static func disagreement(
    _ identity: PatientIdentity,
    _ language: PageLanguage
  ) -> String? {
    guard let ins = identity.ins, ins.authority != .nia else { return nil }
    let digits = Array(ins.matricule)
    let isFemale = digits.first == "2"
    let sexDiffers =
      identity.sex == .female && !isFemale || identity.sex == .male && isFemale
    let year = Int(String(digits[1...2]))
    let yearDiffers = identity.birthDate.map { $0.year % 100 != year } ?? false
    guard sexDiffers || yearDiffers else { return nil }
    return language.say(
      "Le matricule ne va pas avec le sexe ou l'année de naissance : est-ce bien celui de la personne, et non celui d'un proche ?",
      "The INS does not fit the sex or the year of birth: is it the person's own, and not a relative's?"
    )
  }

  // MARK: Communes

  /// As the field's list offers it: `Rouen (76540)`.
  static func name(_ commune: CommuneTable.Commune) -> String {
    "\(commune.name) (\(commune.code))"
  }

  /// By the list's own text, by code, or by a name that one commune alone has.
  private static func commune(_ typed: String) -> CommuneCode? {
    guard let table = try? CodeTables.standard().communes else { return nil }
    let inner = typed.split(separator: "(").last.map { $0.prefix { $0 != ")" } } ?? ""
    for text in [String(inner), typed] {
      if let code = try? CommuneCode(text), let known = table[code: code] { return known.code }
    }
    let wanted = NormalizedName(typed)
    let named = table.communes.filter { NormalizedName($0.name) == wanted }
    return named.count == 1 ? named.first?.code : nil
  }

  // MARK: Words

  var name: String { ([identity.birthName] + identity.givenNames).joined(separator: " ") }

  func words(_ text: PageText) -> String {
    CareWords.birth(
      identity.birthDate?.description ?? "",
      Carnet_V1_Sex(identity.sex),
      text
    )
  }

  func findings(_ language: PageLanguage) -> [String] {
    if identity.ins != nil { return [] }
    return [
      language.say(
        "Ouvert sans matricule : il sera ajouté dès que l'identité nationale de santé sera vérifiée.",
        "Opened without an INS: it will be added once the national health identity is verified."
      )
    ]
  }

  static func typed(_ form: PageForm) -> DeskOpeningPage.Typed {
    func field(_ name: String, _ max: Int) -> String { String((form[name] ?? "").prefix(max)) }
    var typed = DeskOpeningPage.Typed()
    typed.ins = field("ins", 24)
    typed.name = field("name", 80)
    typed.given = field("given", 120)
    typed.born = field("born", 10)
    typed.sex = field("sex", 1)
    typed.birthPlace = field("birth-place", 5)
    typed.commune = field("commune", 80)
    typed.emergency = form.isOn("emergency")
    typed.regulation = form.isOn("regulation")
    return typed
  }
}
