import Hummingbird
import Pages

extension AuditPages {
  /// Open to anyone: nothing of a package leaves the browser, and nothing of the log is shown.
  var verifyRoutes: [Route] {
    [
      site.anyone(.get, "/verify") { call, session, _ in
        let language = site.language(of: call)
        var frame = site.frame(
          language.say("Vérifier un paquet", "Verify a package"),
          session,
          language,
          here: call.head.path ?? "/verify"
        )
        frame.scripts = ["verify.js"]
        return .page(try site.renderer.page(VerifyPage(), in: frame), .ok)
      }
    ]
  }
}
