import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import WebService

@Suite("Routing and its description")
struct RoutingTests {
  private func route(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .operations,
      access: .anyone,
      summary: Words("", "")
    ) { _ in Response(status: .ok) }
  }

  @Test func `values and the rest of a path are taken out`() {
    #expect(RoutePath("/proof/{position}").match(["proof", "12"]) == ["position": "12"])
    #expect(RoutePath("/proof/{position}").match(["proof"]) == nil)
    #expect(RoutePath("/proof/{position}").match(["proof", "1", "2"]) == nil)
    #expect(
      RoutePath("/tile/{tile…}").match(["tile", "0", "x001", "067"]) == ["tile": "0/x001/067"]
    )
  }

  @Test func `a path that is served by other methods says which`() {
    let table = RouteTable([route(.get, "/a/{x}"), route(.post, "/a/{x}")])
    guard case .otherMethods(let methods, _) = table.match(.delete, "/a/1") else {
      Issue.record("expected other methods")
      return
    }
    #expect(Set(methods) == [.get, .post])
    guard case .route = table.match(.head, "/a/1") else {
      Issue.record("HEAD is served where GET is")
      return
    }
  }

  @Test func `a query is decoded strictly and bounded`() throws {
    let query = try QueryText("a=1&b=x%20y+z&a=2&c", max: 10)
    #expect(query["a"] == "1")
    #expect(query.all("a") == ["1", "2"])
    #expect(query["b"] == "x y z")
    #expect(query["c"] == "")
    #expect(throws: WebRefusal.self) { try QueryText("a=%4", max: 10) }
    #expect(throws: WebRefusal.self) { try QueryText("a=%ff", max: 10) }
    #expect(throws: WebRefusal.self) { try QueryText("a=%00", max: 10) }
    #expect(throws: WebRefusal.self) { try QueryText("a=1&a=1&a=1", max: 2) }
  }

  @Test func `every served route is described, and nothing else is`() throws {
    let routes = OpenAPIDocument.adding(to: [route(.get, "/a/{x}"), route(.post, "/a/{x}")])
    let text = OpenAPIDocument(routes: routes).text(.french)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    let paths = try #require(json["paths"] as? [String: [String: Any]])
    let described = Set(
      paths.flatMap { path, item in item.keys.map { "\($0.uppercased()) \(path)" } }
    )
    let served = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
    #expect(described == served)
    #expect(served.contains("GET /openapi.json"))
  }

  @Test func `a request's name is the client's own when it is well formed`() {
    #expect(RequestName("0123456789abcdef", parent: nil).number == 0x0123_4567_89ab_cdef)
    #expect(RequestName("my-request.1", parent: nil).text == "my-request.1")
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    #expect(RequestName(nil, parent: parent).text == "4bf92f3577b34da6a3ce929d0e0e4736")
    for bad in ["", String(repeating: "x", count: 65), "a b", "é", "a\"b", "a\nb"] {
      #expect(RequestName(bad, parent: nil).text != bad)
    }
  }

  @Test func `French is spoken unless English is preferred`() {
    #expect(ReplyLanguage(accept: nil) == .french)
    #expect(ReplyLanguage(accept: "en") == .english)
    #expect(ReplyLanguage(accept: "de, en;q=0.5, fr;q=0.4") == .english)
    #expect(ReplyLanguage(accept: "en;q=0.3, fr-CA;q=0.9") == .french)
  }
}
