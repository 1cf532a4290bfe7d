import CarnetCore
import Interop
import MedicalRecord
import RecordService

// Claims in the shape of Pro Santé Connect's userinfo (domain.md 6), of an identity provider of
// patients, and of the service's own staff.

extension AuthenticatedCaller {
  /// Reads verified claims.
  ///
  /// - Parameters:
  ///   - verified: the claims.
  ///   - activity: the structure of the activity that the professional chose for this request, as
  ///     `X-Carnet-Activity` names it.
  ///   - request: the request's name.
  /// - Throws: `TokenRefusal` where they do not name somebody; `WebRefusal` where a professional of
  ///   several activities names none.
  init(
    _ verified: TokenVerifier.Verified,
    activity: String?,
    request: RequestName
  ) throws {
    let claims = verified.claims
    let identity: Caller.Identity
    switch verified.issuer.claims {
    case .proSanteConnect: identity = try Self.professional(claims, activity)
    case .patients: identity = try Self.patient(claims)
    case .staff: identity = try Self.staff(claims)
    case .development:
      switch claims.member("carnet_kind")?.text {
      case "professional": identity = try Self.professional(claims, activity)
      case "patient": identity = try Self.patient(claims)
      case "structure": identity = try Self.structure(claims)
      default: identity = try Self.staff(claims)
      }
    }
    self.init(identity, issuer: verified.issuer.issuer, request: request)
    level = String((claims.member("acr")?.text ?? "").prefix(32))
    caller.isSecret = claims.member("carnet_secret") == .bool(true)
    caller.client = String(
      (claims.member("azp") ?? claims.member("client_id"))?.text?.prefix(64) ?? ""
    )
  }

  /// The activities that a professional can come in, as their token lists them.
  static func activities(
    _ verified: TokenVerifier.Verified
  ) -> [(structure: String, name: String, speciality: String)] {
    guard case .proSanteConnect = verified.issuer.claims else { return [] }
    return ChosenActivity.all(verified.claims)
      .map { activity in
        let profession = "G15_" + activity.profession
        let speciality = activity.skill.isEmpty ? profession : profession + "/" + activity.skill
        return (activity.structure, activity.structureName, speciality)
      }
  }

  private static func name(_ claims: JSONValue) -> String {
    [claims.member("family_name")?.text, claims.member("given_name")?.text]
      .compactMap { $0.map { String($0.prefix(80)) } }
      .joined(separator: " ")
  }

  private static func professional(
    _ claims: JSONValue,
    _ activity: String?
  ) throws -> Caller.Identity {
    guard let text = claims.member("SubjectNameID")?.text,
      let identifier = try? IDNPS(text, strictness: .strict)
    else {
      throw TokenRefusal.incompleteClaims
    }
    let chosen = try ChosenActivity(claims, named: activity)
    // Fire brigade physicians are told by their sector (L1111-17 V).
    let mark = chosen.sector == "SA68" ? "@SA68" : ""
    return .professional(
      .init(
        identifier,
        name: name(claims),
        profession: chosen.skill.isEmpty ? chosen.profession + mark : chosen.profession,
        skill: chosen.skill.isEmpty ? "" : chosen.skill + mark,
        structure: chosen.structure,
        structureName: chosen.structureName,
        sector: chosen.sector,
        mayRegulate: claims.member("Acces_Regulation_Medicale")?.text == "VRAI"
      )
    )
  }

  private static func patient(_ claims: JSONValue) throws -> Caller.Identity {
    // The authority is the register's own unless the claims name another by its OID.
    let authority = claims.member("ins_authority")?.text ?? OID.insNIR.description
    guard let matricule = claims.member("ins")?.text, let oid = try? OID(authority),
      let ins = try? INS(matricule, authority: INS.Authority(oid))
    else { throw TokenRefusal.incompleteClaims }
    return .patient(ins, name: name(claims))
  }

  private static func staff(_ claims: JSONValue) throws -> Caller.Identity {
    guard let subject = claims.member("sub")?.text, (1...128).contains(subject.utf8.count) else {
      throw TokenRefusal.incompleteClaims
    }
    let name = String((claims.member("name")?.text ?? "").prefix(120))
    switch claims.member("carnet_role")?.text {
    case "cpam":
      let structure = String((claims.member("SubjectOrganizationID")?.text ?? "").prefix(64))
      return .insuranceAgent(identifier: subject, structure: structure, name: name)
    case "auditor": return .auditor(identifier: subject, name: name)
    case "operator": return .operator(identifier: subject, name: name)
    default: throw TokenRefusal.incompleteClaims
    }
  }

  private static func structure(_ claims: JSONValue) throws -> Caller.Identity {
    guard let text = claims.member("SubjectOrganizationID")?.text, let identifier = try? IDNST(text)
    else { throw TokenRefusal.incompleteClaims }
    return .structure(identifier: identifier.text, name: "")
  }
}

/// The activity in which a professional acts: profession, structure, sector.
private struct ChosenActivity {
  var profession: String
  var skill = ""
  var structure: String
  var structureName = ""
  var sector: String

  /// Of several activities one must be named: which one stands in the trace.
  init(_ claims: JSONValue, named: String?) throws {
    let activities = Self.all(claims)
    if activities.isEmpty {
      // A token without the professional's register: what it says of itself, as older ones do.
      guard let role = claims.member("SubjectRole")?.texts?.first.map(Self.code), !role.isEmpty
      else {
        throw TokenRefusal.incompleteClaims
      }
      self.init(
        profession: role,
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

  static func all(_ claims: JSONValue) -> [ChosenActivity] {
    var activities: [ChosenActivity] = []
    for exercise in claims.member("SubjectRefPro")?.member("exercices")?.items ?? [] {
      guard let code = exercise.member("codeProfession")?.text, code.utf8.count <= 8 else {
        continue
      }
      let skill = String((exercise.member("codeSavoirFaire")?.text ?? "").prefix(16))
      for activity in exercise.member("activities")?.items ?? [] {
        var chosen = ChosenActivity(
          profession: code,
          structure: Self.structure(activity),
          sector: Self.code(activity.member("codeSecteurDactivite")?.text)
        )
        chosen.skill = skill
        chosen.structureName = String(
          (activity.member("raisonSocialeSite")?.text ?? "").prefix(120)
        )
        activities.append(chosen)
      }
    }
    return activities
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
