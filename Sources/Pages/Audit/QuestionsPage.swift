/// The auditors' questions, searched and chosen.
package struct QuestionsPage: PageModel {
  package struct Question: Sendable {
    package var href: String
    package var number: String
    package var name: String
    package var words: String
    /// The command that asks the same.
    package var command: String

    package init(href: String, number: String, name: String, words: String, command: String) {
      self.href = href
      self.number = number
      self.name = name
      self.words = words
      self.command = command
    }
  }

  package struct Group: Sendable {
    package var name: String
    package var questions: [Question]

    package init(_ name: String, _ questions: [Question]) {
      self.name = name
      self.questions = questions
    }
  }

  /// An answer of this session.
  package struct Asked: Sendable {
    package var href: String
    package var name: String
    package var about: String
    package var time: String

    package init(href: String, name: String, about: String, time: String) {
      self.href = href
      self.name = name
      self.about = about
      self.time = time
    }
  }

  package var search: String
  package var found: String
  package var reason: String
  package var groups: [Group]
  package var lately: [Asked]

  package init(
    search: String,
    found: String,
    reason: String,
    groups: [Group],
    lately: [Asked]
  ) {
    self.search = search
    self.found = found
    self.reason = reason
    self.groups = groups
    self.lately = lately
  }

  package static let template = PageTemplate(
    "audit-questions",
    #"""
    <h1>[[Questions d'audit|Audit questions]]</h1>
    <p class="lead">[[Chaque question est inscrite au journal avant que sa réponse soit montrée, avec votre motif|Each question is written into the log before its answer is shown, with your reason]] : [[«&#160;|“]]{{reason}}[[&#160;»|”]]. <a href="/reason?next=/audit">[[Changer de motif|Change the reason]]</a></p>
    <form method="get" action="/audit" class="panel" role="search">
    <div class="row search-row">
    <label for="q">[[Chercher une question|Search for a question]]</label>
    <input id="q" name="q" type="search" value="{{search}}" autocomplete="off" data-filters="questions" data-found="found" data-words="[[question|question]]|[[questions|questions]]">
    <button>[[Chercher|Search]]</button>
    </div>
    <p class="hint" id="found" role="status">{{found}}</p>
    </form>
    <div class="grid">
    <form method="post" action="/audit/ask/unexplained" class="panel">{{> token}}
    <h2 class="flat">[[Lectures inexpliquées|Unexplained reads]]</h2>
    <p>[[Qui lit sans lien de soins, les plus remarquables d'abord, avec leur conduite.|Who reads without a care relation, the most remarkable first, with their conduct.]]</p>
    <button>[[Demander|Ask]]</button></form>
    <form method="post" action="/audit/ask/denied" class="panel">{{> token}}<input type="hidden" name="top" value="on">
    <h2 class="flat">[[Refus par personne|Refusals by person]]</h2>
    <p>[[Qui a essayé sans pouvoir, les plus refusés d'abord.|Who tried and could not, the most refused first.]]</p>
    <button>[[Demander|Ask]]</button></form>
    <form method="post" action="/audit/ask/of-audit" class="panel">{{> token}}
    <h2 class="flat">[[L'audit de l'audit|The audit of audits]]</h2>
    <p>[[Qui a interrogé la trace, et ce qui en est sorti.|Who asked the trail, and what left it.]]</p>
    <button>[[Demander|Ask]]</button></form>
    </div>
    <div id="questions">
    {{#groups}}
    <section data-filtered-group>
    <h2>{{name}}</h2>
    <ul class="cards two">
    {{#questions}}
    <li data-filtered="{{name}} {{words}} {{command}} {{number}}">
    <h3><a href="{{href}}">{{name}}</a></h3>
    <p class="flat">{{words}} <span class="faint small">[[question|question]] {{number}}, <span class="mono">carnet audit {{command}}</span></span></p>
    </li>
    {{/questions}}
    </ul>
    </section>
    {{/groups}}
    </div>
    {{^empty(lately)}}
    <h2>[[Vos dernières réponses|Your last answers]]</h2>
    <ul class="plain-list">
    {{#lately}}<li><a href="{{href}}">{{name}}</a> <span class="faint">{{about}} {{time}}</span></li>
    {{/lately}}
    </ul>
    <p class="hint">[[Elles restent jusqu'à la fin de la session ; les rouvrir ne pose pas la question à nouveau.|They stay until the session ends; opening them again does not ask again.]]</p>
    {{/empty(lately)}}
    """#
  )
}
