import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// A request to a page by somebody who is signed in.
struct Visit: Sendable {
  let site: PageSite
  let call: Call
  let session: PageSession
  /// The fields of the form that was sent; none for a page that is only asked for.
  let form: PageForm

  var language: PageLanguage { session.language }
  var text: PageText { PageText(language) }
  var desk: RecordDesk { site.desk }
  var service: RecordService { site.service }

  func say(_ french: String, _ english: String) -> String { language.say(french, english) }

  /// Who asks, as every event and decision takes it.
  var caller: Caller {
    Caller(
      session.identity,
      reason: session.reason,
      request: RequestID(rawValue: call.requestID.number),
      client: "carnet-pages",
      isSecret: session.isSecret,
      language: language == .french ? .french : .english
    )
  }

  /// Who asks about one record: in the emergency that they opened it in, while it lasts.
  func caller(in record: Pseudonym) -> Caller {
    var caller = caller
    if let emergency = session.emergency(in: record, now: service.clock()) {
      caller.mode = emergency.mode
    }
    return caller
  }

  /// The record that a handle in the address stands for.
  ///
  /// - Throws: not found, for a handle of another session too.
  func record(_ name: String = "record") throws(WebRefusal) -> Pseudonym {
    guard let record = session.record(call.value(name)) else { throw .notFound }
    return record
  }

  func handle(for record: Pseudonym) -> String { session.handle(for: record) }

  // MARK: Answers

  /// A whole page.
  func page(
    _ title: String,
    _ model: some PageModel,
    banner: PageFrame.Banner? = nil,
    isWide: Bool = false,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    var frame = site.frame(title, session, here: call.head.path ?? "/")
    frame.notice = session.takeNotice()
    frame.banner = banner
    frame.isWide = isWide
    return .page(try site.renderer.page(model, in: frame), status)
  }

  /// A part of a page, for one that is kept fresh.
  ///
  /// - Parameter isLast: nothing will change any more.
  func part(_ model: some PageModel, isLast: Bool = false) throws -> Response {
    let text = try site.renderer.part(model, csrf: session.csrf, language)
    var response = Response.page(text, .ok)
    if isLast { response.headers[.partEnds] = "1" }
    return response
  }

  /// On to another page, with a word about what was done.
  func go(_ path: String, _ notice: PageFrame.Notice? = nil) -> Response {
    if let notice { session.leave(notice) }
    return .seeOther(path)
  }

  func go(_ path: String, saying french: String, _ english: String) -> Response {
    go(path, PageFrame.Notice(say(french, english)))
  }

  /// Back to a page whose form could not be taken as it was.
  func back(_ path: String, error french: String, _ english: String) -> Response {
    go(path, PageFrame.Notice(say(french, english), isError: true))
  }

  /// Back with the reason why the service refused; errors that are not refusals go on.
  func back(_ path: String, _ error: any Error) throws -> Response {
    if case ServingFailure.refused(let refusal) = error {
      return go(path, PageFrame.Notice(RefusalWords.text(refusal, language), isError: true))
    }
    guard let words = PageRefusals.words(error) else { throw error }
    return back(path, error: words.french, words.english)
  }
}

extension Response {
  static func page(_ html: String, _ status: HTTPResponse.Status) -> Response {
    var response = Response.text(html, type: "text/html; charset=utf-8", status: status)
    response.headers[.contentSecurityPolicy] = PageSite.policy
    return response
  }

  static func seeOther(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }
}

extension HTTPField.Name {
  static let partEnds = token("X-Part-Ends")
}
