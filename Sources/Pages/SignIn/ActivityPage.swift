/// Where a professional of several activities says in which one they come.
package struct ActivityPage: PageModel {
  package struct Activity: Sendable {
    package var structure: String
    package var name: String
    package var role: String

    package init(structure: String, name: String, role: String) {
      self.structure = structure
      self.name = name
      self.role = role
    }
  }

  package var activities: [Activity]

  package init(activities: [Activity]) { self.activities = activities }

  package static let template = PageTemplate(
    "activity",
    #"""
    <h1>[[Dans quelle activité venez-vous ?|In which activity do you come?]]</h1>
    <p class="lead">[[Elle est inscrite avec chacune de vos lectures.|It stands with each of your reads.]]</p>
    <ul class="grid plain-list">
    {{#activities}}
    <li class="panel"><h2>{{name}}</h2><p class="faint">{{role}}</p>
    <form method="post" action="/sign-in/activity"><button name="activity" value="{{structure}}">[[Continuer<span class="hidden-text"> : {{name}}</span>|Go on<span class="hidden-text">: {{name}}</span>]]</button></form></li>
    {{/activities}}
    </ul>
    """#
  )
}

/// The page after signing out.
package struct SignedOutPage: PageModel {
  package var provider: String?
  package var link: String

  package init(provider: String?, link: String) {
    self.provider = provider
    self.link = link
  }

  package static let template = PageTemplate(
    "signed-out",
    #"""
    <h1>[[Vous êtes sorti|You have signed out]]</h1>
    <p class="lead">[[Plus rien de votre session ne peut être affiché.|Nothing of your session can be shown any more.]]</p>
    <p class="row"><a class="button" href="/sign-in">[[Revenir|Come back]]</a>
    {{#provider}}<a class="button second" href="{{link}}">[[Quitter aussi {{.}}|Leave {{.}} too]]</a>{{/provider}}</p>
    """#
  )
}
