/// Emergency accesses, each with the second opinion that it waits for.
package struct EmergencyReviewPage: PageModel {
  package struct Access: Sendable {
    var position: String
    var time: String
    var who: String
    var identifier: String
    var profession: String
    var structure: String
    var mode: String
    var reason: String
    var record: String
    var marks: [Mark]
    var reviewed: String?
    var leadsOn: Bool
    var isOpen: Bool
    var isOwn: Bool

    /// - Parameters:
    ///   - position: where it stands in the log.
    ///   - time: when.
    ///   - who: the name.
    ///   - identifier: as traces write it.
    ///   - profession: in words.
    ///   - structure: its identifier.
    ///   - mode: break the glass, or regulation.
    ///   - reason: as it was given.
    ///   - record: the record's pseudonym.
    ///   - marks: the verdict, lateness, disputes.
    ///   - reviewed: by whom and when; nil for not yet.
    ///   - leadsOn: whether trails may be asked for.
    ///   - isOpen: whether a verdict can be given.
    ///   - isOwn: whether it is the reader's own, which somebody else reviews.
    package init(
      position: String,
      time: String,
      who: String,
      identifier: String,
      profession: String,
      structure: String,
      mode: String,
      reason: String,
      record: String,
      marks: [Mark],
      reviewed: String?,
      leadsOn: Bool,
      isOpen: Bool,
      isOwn: Bool
    ) {
      self.position = position
      self.time = time
      self.who = who
      self.identifier = identifier
      self.profession = profession
      self.structure = structure
      self.mode = mode
      self.reason = reason
      self.record = record
      self.marks = marks
      self.reviewed = reviewed
      self.leadsOn = leadsOn
      self.isOpen = isOpen
      self.isOwn = isOwn
    }
  }

  package var status: String
  package var action: String
  package var page: String
  package var accesses: [Access]
  package var nothing: String?
  package var other: String
  package var otherWords: String
  package var newer: String?
  package var older: String?
  package var pageWords: String
  package var ground: AnswerPage.Ground

  package init(
    status: String,
    action: String,
    page: String,
    accesses: [Access],
    nothing: String?,
    other: String,
    otherWords: String,
    newer: String?,
    older: String?,
    pageWords: String,
    ground: AnswerPage.Ground
  ) {
    self.status = status
    self.action = action
    self.page = page
    self.accesses = accesses
    self.nothing = nothing
    self.other = other
    self.otherWords = otherWords
    self.newer = newer
    self.older = older
    self.pageWords = pageWords
    self.ground = ground
  }

  package static let template = PageTemplate(
    "audit-emergencies",
    #"""
    <h1>[[Urgences à revoir|Emergencies to review]]</h1>
    <p class="lead">[[Qui brise la glace est relu par une seconde personne dans les 72 heures. Personne ne revoit son propre accès, et un avis ne se change pas ; « à éclaircir » peut être suivi d'un autre.|Whoever breaks the glass is reviewed by a second person within 72 hours. Nobody reviews their own access, and a verdict stands; "to be made clear" can be followed by another.]]</p>
    <p><strong>{{status}}</strong>. <a href="{{other}}">{{otherWords}}</a></p>
    {{#nothing}}<p class="empty">{{.}}</p>{{/nothing}}
    <ul class="cards">
    {{#accesses}}
    <li>
    <h2 class="flat">{{time}}, {{who}}</h2>
    <p>{{#marks}}{{> mark}} {{/marks}}</p>
    <dl class="facts">
    <dt>[[Motif donné|Reason given]]</dt><dd>{{reason}}</dd>
    <dt>[[Mode|Mode]]</dt><dd>{{mode}}</dd>
    <dt>[[Qui|Who]]</dt><dd>{{profession}} <span class="faint">({{identifier}}, structure {{structure}})</span></dd>
    <dt>[[Dossier|Record]]</dt><dd class="mono">{{record}}</dd>
    {{#reviewed}}<dt>[[Revu|Reviewed]]</dt><dd>{{.}}</dd>{{/reviewed}}
    </dl>
    {{#leadsOn}}
    <div class="row tools">
    <form method="post" action="/audit/ask/who" class="plain">{{> token}}<input type="hidden" name="record" value="{{record}}"><button class="second small">[[Trace du dossier|Trail of the record]]</button></form>
    <form method="post" action="/audit/ask/by" class="plain">{{> token}}<input type="hidden" name="person" value="{{identifier}}"><button class="second small">[[Trace de la personne|Trail of the person]]</button></form>
    <form method="post" action="/audit/ask/why" class="plain">{{> token}}<input type="hidden" name="event" value="{{position}}"><button class="second small">[[Pourquoi permis|Why allowed]]</button></form>
    </div>
    {{/leadsOn}}
    {{#isOwn}}<p class="problem">[[C'est votre propre accès : une autre personne doit le revoir.|This is your own access: somebody else must review it.]]</p>{{/isOwn}}
    {{#isOpen}}
    <details class="verdict"><summary>[[Donner un avis|Give a verdict]]</summary>
    <form method="post" action="{{action}}" class="stack">
    {{> token}}<input type="hidden" name="position" value="{{position}}"><input type="hidden" name="page" value="{{page}}">
    <fieldset><legend>[[Avis|Verdict]]</legend>
    <label class="choice"><input type="radio" name="verdict" value="justified" required> [[Justifié|Justified]]</label>
    <label class="choice"><input type="radio" name="verdict" value="unjustified"> [[Injustifié|Unjustified]]</label>
    <label class="choice"><input type="radio" name="verdict" value="clarify"> [[À éclaircir|To be made clear]]</label>
    </fieldset>
    <div><label for="remark-{{position}}">[[Ce qui fonde l'avis|What it rests on]]</label>
    <textarea id="remark-{{position}}" name="remark" rows="2" maxlength="1000" required></textarea></div>
    <div><button>[[Inscrire l'avis|Write the verdict]]</button></div>
    </form></details>
    {{/isOpen}}
    </li>
    {{/accesses}}
    </ul>
    <nav class="pages" aria-label="[[Pages de la liste|Pages of the list]]">
    <span>{{#newer}}<a href="{{.}}">[[Page précédente|Previous page]]</a>{{/newer}}</span>
    <span class="faint">{{pageWords}}</span>
    <span>{{#older}}<a href="{{.}}">[[Page suivante|Next page]]</a>{{/older}}</span>
    </nav>
    {{#ground}}{{> answer-ground}}{{/ground}}
    """#
  )
}
