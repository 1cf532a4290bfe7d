/// The page that somebody meets who is not signed in.
package struct SignInPage: PageModel {
  package struct Provider: Sendable {
    package var href: String
    package var label: String

    package init(href: String, label: String) {
      self.href = href
      self.label = label
    }
  }

  /// Somebody of the demonstration.
  package struct Persona: Sendable {
    package var number: Int
    package var name: String
    package var role: String
    /// What they would come for.
    package var task: String

    package init(number: Int, name: String, role: String, task: String) {
      self.number = number
      self.name = name
      self.role = role
      self.task = task
    }
  }

  package var providers: [Provider]
  package var personas: [Persona]
  package var hasExpired: Bool
  package var next: String?

  package init(
    providers: [Provider],
    personas: [Persona],
    hasExpired: Bool,
    next: String?
  ) {
    self.providers = providers
    self.personas = personas
    self.hasExpired = hasExpired
    self.next = next
  }

  var hasNoWay: Bool { providers.isEmpty && personas.isEmpty }

  package static let template = PageTemplate(
    "sign-in",
    #"""
    <h1>[[Votre dossier médical partagé|Your shared medical record]]</h1>
    <p class="lead">[[Tout ce qui arrive à un dossier, chaque document, chaque choix, chaque lecture, reste inscrit dans un journal que chacun peut vérifier.|All that happens to a record, each document, each choice, each read, stands in a log that anyone can verify.]]</p>
    {{#hasExpired}}<p class="notice" role="status">[[Votre session est terminée. Identifiez-vous à nouveau.|Your session has ended. Sign in again.]]</p>{{/hasExpired}}
    {{^empty(providers)}}
    <section class="panel">
    <h2>[[S'identifier|Sign in]]</h2>
    <ul class="row plain-list">{{#providers}}<li><a class="button" href="{{href}}">{{label}}</a></li>{{/providers}}</ul>
    </section>
    {{/empty(providers)}}
    {{^empty(personas)}}
    <section aria-labelledby="personas">
    <h2 id="personas">[[Démonstration : entrer comme…|Demonstration: step in as…]]</h2>
    <ul class="grid plain-list">
    {{#personas}}
    <li class="panel"><h3>{{name}}</h3><p class="faint small">{{role}}</p><p>{{task}}</p>
    <form method="post" action="/sign-in/persona"><input type="hidden" name="persona" value="{{number}}">{{#next}}<input type="hidden" name="next" value="{{.}}">{{/next}}<button>[[Entrer<span class="hidden-text"> comme {{name}}</span>|Step in<span class="hidden-text"> as {{name}}</span>]]</button></form></li>
    {{/personas}}
    </ul>
    </section>
    {{/empty(personas)}}
    {{#empty(providers)}}{{#empty(personas)}}
    <p class="empty">[[Aucun moyen de s'identifier n'est configuré : voyez « signIn » dans docs/pages.md.|No way to sign in is configured: see "signIn" in docs/pages.md.]]</p>
    {{/empty(personas)}}{{/empty(providers)}}
    """#
  )
}

/// Where those who run the service or watch over it say why they read.
package struct ReasonPage: PageModel {
  package var reason: String
  package var next: String

  package init(reason: String, next: String) {
    self.reason = reason
    self.next = next
  }

  package static let template = PageTemplate(
    "reason",
    #"""
    <h1>[[Pourquoi consultez-vous ?|Why do you consult?]]</h1>
    <p class="lead">[[Le motif est inscrit avec chacune de vos lectures, et le titulaire d'un dossier peut le lire.|The reason stands with each of your reads, and the holder of a record can read it.]]</p>
    <form method="post" action="/reason" class="stack">{{> token}}<input type="hidden" name="next" value="{{next}}">
    <label for="reason">[[Motif|Reason]] <span class="hint">[[par exemple : contrôle interne 2026-14, appel du titulaire|for example: internal control 2026-14, the holder called]]</span></label>
    <input id="reason" name="reason" value="{{reason}}" required minlength="4" maxlength="200" autocomplete="off">
    <div><button>[[Continuer|Go on]]</button></div>
    </form>
    """#
  )
}

/// A page that cannot be shown, and why.
package struct RefusalPage: PageModel {
  package var status: Int
  package var text: String
  /// By which the operator finds the cause.
  package var request: String
  package var home: String

  package init(
    status: Int,
    text: String,
    request: String,
    home: String
  ) {
    self.status = status
    self.text = text
    self.request = request
    self.home = home
  }

  package static let template = PageTemplate(
    "refusal",
    #"""
    <h1>[[Cette page ne s'ouvre pas|This page does not open]]</h1>
    <p class="problem">{{text}}</p>
    <p><a class="button" href="{{home}}">[[Revenir au début|Back to the beginning]]</a></p>
    <p class="faint small">[[Code|Code]] {{status}} · [[requête|request]] <span class="mono">{{request}}</span></p>
    """#
  )
}
