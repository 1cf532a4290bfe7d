import HTTPTypes
import Hummingbird
import RecordService

/// The OpenAPI 3.1 description, made from the route table itself: what is served and what is described
/// cannot differ.
struct OpenAPIDocument: Sendable {
  let routes: [Route]

  /// The route that serves the description of all routes, itself included.
  static func adding(to routes: [Route]) -> [Route] {
    var own = Route(
      method: .get,
      path: RoutePath("/openapi.json"),
      family: .description,
      access: .anyone,
      summary: Words("Cette description (OpenAPI 3.1)", "This description (OpenAPI 3.1)"),
      answers: [(200, ["application/json"], Words("description", "description"))]
    ) { _ in .json("") }
    let all = routes + [own]
    own.handle = { call in
      .json(OpenAPIDocument(routes: all).text(call.language)).cached("no-cache")
    }
    return routes + [own]
  }

  func text(_ language: ReplyLanguage) -> String {
    var paths: [(String, [(String, String)])] = []
    for route in routes {
      let operation = (route.method.rawValue.lowercased(), operation(route, language))
      if let index = paths.firstIndex(where: { $0.0 == route.path.description }) {
        paths[index].1.append(operation)
      } else {
        paths.append((route.path.description, [operation]))
      }
    }
    return JSONText.object([
      ("openapi", "\"3.1.0\""),
      (
        "info",
        JSONText.object([
          ("title", "\"Carnet\""), ("version", JSONText.string(CarnetVersion.text)),
          ("license", #"{"name":"Apache-2.0","identifier":"Apache-2.0"}"#),
        ])
      ), ("paths", JSONText.object(paths.map { ($0.0, JSONText.object($0.1)) })),
      ("components", Self.components),
    ])
  }

  private static let components = #"""
    {"securitySchemes":{"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT"},"certificate":{"type":"mutualTLS"}},"schemas":{"Problem":{"type":"object","required":["type","title","status"],"properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"instance":{"type":"string"}}},"OperationOutcome":{"type":"object","required":["resourceType","issue"],"properties":{"resourceType":{"const":"OperationOutcome"},"issue":{"type":"array"}}}}}
    """#

  private func operation(_ route: Route, _ language: ReplyLanguage) -> String {
    var members = [
      ("operationId", JSONText.string(Self.identifier(route))),
      ("summary", JSONText.string(route.summary.text(language))),
      ("tags", "[\(JSONText.string(route.family.rawValue))]"),
    ]
    if !route.parameters.isEmpty {
      members.append(
        ("parameters", JSONText.array(route.parameters.map { parameter($0, language) }))
      )
    }
    if !route.takes.isEmpty {
      let content = JSONText.object(route.takes.map { ($0, "{}") })
      members.append(
        ("requestBody", JSONText.object([("required", "true"), ("content", content)]))
      )
    }
    var answers = route.answers.map { answer in
      (
        "\(answer.status)",
        JSONText.object([
          ("description", JSONText.string(answer.words.text(language))),
          ("content", JSONText.object(answer.types.map { ($0, "{}") })),
        ])
      )
    }
    answers.append(("default", refusal(route, language)))
    members.append(("responses", JSONText.object(answers)))
    if case .caller = route.access {
      members.append(("security", #"[{"bearer":[]},{"certificate":[]}]"#))
    } else {
      members.append(("security", "[]"))
    }
    return JSONText.object(members)
  }

  private func refusal(_ route: Route, _ language: ReplyLanguage) -> String {
    let words = Words(
      "refus : ce qui n'allait pas, et ce qui serait accepté",
      "refusal: what was wrong, and what would be accepted"
    )
    let content =
      route.family == .fhir
      ? ##"{"application/fhir+json":{"schema":{"$ref":"#/components/schemas/OperationOutcome"}},"application/fhir+xml":{}}"##
      : ##"{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}"##
    return JSONText.object([
      ("description", JSONText.string(words.text(language))), ("content", content),
    ])
  }

  private func parameter(_ parameter: Route.Parameter, _ language: ReplyLanguage) -> String {
    JSONText.object([
      ("name", JSONText.string(parameter.name)), ("in", JSONText.string(parameter.place.rawValue)),
      ("required", parameter.isRequired || parameter.place == .path ? "true" : "false"),
      ("description", JSONText.string(parameter.words.text(language))),
      ("schema", parameter.schema),
    ])
  }

  private static func identifier(_ route: Route) -> String {
    let words = route.path.description.split { !$0.isLetter && !$0.isNumber }
    return route.method.rawValue.lowercased() + words.map(\.capitalized).joined()
  }
}
