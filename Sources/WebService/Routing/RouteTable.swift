import HTTPTypes

/// All routes, found by their first part.
struct RouteTable: Sendable {
  let routes: [Route]
  private let byFirstPart: [String: [Int]]

  init(_ routes: [Route]) {
    self.routes = routes
    var byFirstPart: [String: [Int]] = [:]
    for (index, route) in routes.enumerated() {
      guard case .literal(let first)? = route.path.parts.first else {
        byFirstPart["", default: []].append(index)
        continue
      }
      byFirstPart[first, default: []].append(index)
    }
    self.byFirstPart = byFirstPart
  }

  enum Match: Sendable {
    case route(Route, [String: String])
    /// The path is served, by other methods.
    case otherMethods([HTTPRequest.Method], Route.Family)
    case none
  }

  func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    var others: [HTTPRequest.Method] = []
    var family = Route.Family.operations
    for index in byFirstPart[parts.first.map(String.init) ?? ""] ?? [] {
      let route = routes[index]
      guard let values = route.path.match(parts) else { continue }
      if route.method == method || (method == .head && route.method == .get) {
        return .route(route, values)
      }
      others.append(route.method)
      family = route.family
    }
    return others.isEmpty ? .none : .otherMethods(others, family)
  }
}
