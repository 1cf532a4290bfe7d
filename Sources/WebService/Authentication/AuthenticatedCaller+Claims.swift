import CarnetCore
import Interop
import MedicalRecord

// Claims in the shape of Pro Santé Connect's userinfo (domain.md 6), of an identity provider of
// patients, and of the service's own staff.

extension AuthenticatedCaller {
  /// Reads verified claims.
  ///
  /// - Parameters:
  ///   - verified: the claims.
  ///   - activity: the structure of the activity that the professional chose for this request, as
  ///     `X-Carnet-Activity` names it.
  /// - Throws: `TokenRefusal` where they do not name somebody; `WebRefusal` where a professional of
  ///   several activities names none.
  init(_ verified: TokenVerifier.Verified, activity: String?) throws {
    let claims = verified.claims
    let issuer = verified.issuer
    switch issuer.claims {
    case .proSanteConnect:
      self = try Self.professional(claims, issuer.issuer, activity)
    case .patients: self = try Self.patient(claims, issuer.issuer)
    case .staff: self = try Self.staff(claims, issuer.issuer)
    case .development:
      switch claims.member("carnet_kind")?.text {
      case "professional": self = try Self.professional(claims, issuer.issuer, activity)
      case "patient": self = try Self.patient(claims, issuer.issuer)
      case "structure": self = try Self.structure(claims, issuer.issuer)
      default: self = try Self.staff(claims, issuer.issuer)
      }
    }
    level = claims.member("acr")?.text.map { String($0.prefix(32)) } ?? ""
  }

  private static func professional(
    _ claims: JSONValue,
    _ issuer: String,
    _ activity: String?
  ) throws -> Self {
    guard let identifier = claims.member("SubjectNameID")?.text, (try? IDNPS(identifier)) != nil
    else { throw TokenRefusal.incompleteClaims }
    let chosen = try ChosenActivity(claims, named: activity)
    let name = [claims.member("family_name")?.text, claims.member("given_name")?.text]
      .compactMap { $0.map { String($0.prefix(80)) } }
      .joined(separator: " ")
    // Fire brigade physicians are told by their sector (L1111-17 V).
    let profession =
      chosen.sector == "SA68" ? chosen.profession + "@SA68" : chosen.profession
    var caller = Self(
      Actor(
        .professional,
        identifier: identifier,
        profession: profession,
        structure: chosen.structure,
        name: name
      ),
      issuer: issuer
    )
    caller.sector = chosen.sector
    caller.isRegulator = claims.member("Acces_Regulation_Medicale")?.text == "VRAI"
    return caller
  }

  private static func patient(_ claims: JSONValue, _ issuer: String) throws -> Self {
    guard let matricule = claims.member("ins")?.text,
      let ins = try? INS(matricule, authority: .nir)
    else { throw TokenRefusal.incompleteClaims }
    var caller = Self(Actor(.patient, identifier: ins.matricule), issuer: issuer)
    caller.holder = ins.matricule
    caller.isSecret = claims.member("carnet_secret") == .bool(true)
    return caller
  }

  private static func staff(_ claims: JSONValue, _ issuer: String) throws -> Self {
    let kinds: [String: Carnet_V1_ActorKind] = [
      "cpam": .insuranceAgent, "auditor": .auditor, "operator": .operator,
    ]
    guard let kind = claims.member("carnet_role")?.text.flatMap({ kinds[$0] }),
      let subject = claims.member("sub")?.text, (1...128).contains(subject.utf8.count)
    else { throw TokenRefusal.incompleteClaims }
    return Self(
      Actor(
        kind,
        identifier: subject,
        structure: claims.member("SubjectOrganizationID")?.text.map { String($0.prefix(64)) } ?? "",
        name: claims.member("name")?.text.map { String($0.prefix(120)) } ?? ""
      ),
      issuer: issuer
    )
  }

  private static func structure(_ claims: JSONValue, _ issuer: String) throws -> Self {
    guard let identifier = claims.member("SubjectOrganizationID")?.text,
      (try? IDNST(identifier)) != nil
    else { throw TokenRefusal.incompleteClaims }
    return Self(Actor(.structure, identifier: identifier), issuer: issuer)
  }
}

/// The activity in which a professional acts: profession, structure, sector.
private struct ChosenActivity {
  var profession: String
  var structure: String
  var sector: String

  /// Of several activities one must be named: which one stands in the trace.
  init(_ claims: JSONValue, named: String?) throws {
    var activities: [ChosenActivity] = []
    for exercise in claims.member("SubjectRefPro")?.member("exercices")?.items ?? [] {
      guard let code = exercise.member("codeProfession")?.text, code.utf8.count <= 8 else { continue }
      var profession = "G15_" + code
      if let skill = exercise.member("codeSavoirFaire")?.text, !skill.isEmpty, skill.utf8.count <= 16 {
        profession += "/" + skill
      }
      for activity in exercise.member("activities")?.items ?? [] {
        activities.append(
          ChosenActivity(
            profession: profession,
            structure: Self.structure(activity),
            sector: Self.code(activity.member("codeSecteurDactivite")?.text)
          )
        )
      }
    }
    if activities.isEmpty {
      // A token without the professional's register: what it says of itself, as older ones do.
      guard let role = claims.member("SubjectRole")?.texts?.first.map(Self.code), !role.isEmpty else {
        throw TokenRefusal.incompleteClaims
      }
      self.init(
        profession: "G15_" + role,
        structure: claims.member("SubjectOrganizationID")?.text.map { String($0.prefix(64)) } ?? "",
        sector: Self.code(claims.member("Secteur_Activite")?.text)
      )
      return
    }
    if let named {
      guard let found = activities.first(where: { $0.structure == named }) else {
        throw WebRefusal(
          .forbidden,
          .forbidden,
          "X-Carnet-Activity ne nomme pas la structure d'une de vos activités",
          "X-Carnet-Activity does not name the structure of one of your activities"
        )
      }
      self = found
      return
    }
    guard activities.count == 1 else {
      throw WebRefusal.malformed(
        "vous avez \(activities.count) activités : nommez celle de cette requête par X-Carnet-Activity (identifiant de la structure)",
        "you have \(activities.count) activities: name the one of this request with X-Carnet-Activity (the structure's identifier)"
      )
    }
    self = activities[0]
  }

  private init(profession: String, structure: String, sector: String) {
    self.profession = profession
    self.structure = structure
    self.sector = sector
  }

  /// The structure's national identifier (IDNST): 1 and the FINESS, 3 and the SIRET.
  private static func structure(_ activity: JSONValue) -> String {
    func text(_ name: String) -> String? {
      guard let text = activity.member(name)?.text, !text.isEmpty, text.utf8.count <= 64 else {
        return nil
      }
      return text
    }
    if let finess = text("numeroFinessSite") { return "1" + finess }
    if let siret = text("numeroSiretSite") { return "3" + siret }
    return text("identifiantTechniqueDeLaStructure") ?? ""
  }

  /// `SA07^1.2.250.1.71.4.2.4` is SA07.
  private static func code(_ text: String?) -> String {
    String((text ?? "").prefix { $0 != "^" }.prefix(16))
  }
}
