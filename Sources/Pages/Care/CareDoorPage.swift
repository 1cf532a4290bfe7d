/// The door of a record that a professional may not read yet: ask for consent, or enter in an
/// emergency.
package struct CareDoorPage: PageModel {
  package var handle: String
  /// Who it is, as far as the professional typed it.
  package var who: String
  /// What stands in the way, in a sentence.
  package var status: String
  package var isOpen: Bool
  package var mayAuthorise: Bool
  package var isPhysician: Bool
  package var needsExpress: Bool
  package var mayBreakGlass: Bool
  /// Why an emergency does not open it; nil where it does.
  package var emergencyOpposed: String?
  package var mayRegulate: Bool
  package var regulationOpposed: String?
  package var minutes: String

  package init(
    handle: String,
    who: String,
    status: String,
    isOpen: Bool,
    mayAuthorise: Bool,
    isPhysician: Bool,
    needsExpress: Bool,
    mayBreakGlass: Bool,
    emergencyOpposed: String?,
    mayRegulate: Bool,
    regulationOpposed: String?,
    minutes: String
  ) {
    self.handle = handle
    self.who = who
    self.status = status
    self.isOpen = isOpen
    self.mayAuthorise = mayAuthorise
    self.isPhysician = isPhysician
    self.needsExpress = needsExpress
    self.mayBreakGlass = mayBreakGlass
    self.emergencyOpposed = emergencyOpposed
    self.mayRegulate = mayRegulate
    self.regulationOpposed = regulationOpposed
    self.minutes = minutes
  }

  package static let template = PageTemplate(
    "care-door",
    #"""
    <p><a href="/care">← [[Trouver un patient|Find a patient]]</a></p>
    <h1>[[Entrer dans le dossier|Enter the record]]</h1>
    <p class="lead">{{who}}</p>
    <p class="notice{{^isOpen}} error{{/isOpen}}">{{status}}</p>
    {{#isOpen}}
    <div class="grid">
    {{#mayAuthorise}}
    <section class="panel" aria-labelledby="consent">
    <h2 id="consent">[[Avec l'accord de la personne|With the person's consent]]</h2>
    <form method="post" action="/care/records/{{handle}}/authorise" class="stack">{{> token}}
    <label class="choice"><input type="checkbox" name="consent" value="yes" required> <span>[[La personne a été informée et est d'accord pour que je lise son dossier pendant un an.|The person was informed and agrees that I read their record for a year.]]</span></label>
    {{#needsExpress}}<label class="choice"><input type="checkbox" name="express" value="yes" required> <span>[[Son accord est exprès (L1111-17 IV et V).|Their consent is express (L1111-17 IV and V).]]</span></label>{{/needsExpress}}
    {{#isPhysician}}<label class="choice"><input type="checkbox" name="treating" value="yes"> <span>[[Je suis aussi son médecin traitant : je verrai tout, y compris ce qui est masqué.|I am also their treating doctor: I will see everything, what is hidden too.]]</span></label>{{/isPhysician}}
    <div><button>[[Enregistrer l'accord et entrer|Record the consent and enter]]</button></div>
    <p class="faint small">[[La personne peut retirer cet accord à tout moment.|The person can take this consent back at any time.]]</p>
    </form>
    </section>
    {{/mayAuthorise}}
    {{#mayBreakGlass}}
    <section class="panel alert" aria-labelledby="glass">
    <h2 id="glass">[[En urgence : bris de glace|In an emergency: break the glass]]</h2>
    {{#emergencyOpposed}}<p class="problem">{{.}}</p>{{/emergencyOpposed}}
    {{^emergencyOpposed}}
    <p>[[La personne ne peut pas s'exprimer et sa vie est en danger immédiat (L1111-17). Elle et son médecin traitant en seront prévenus, et l'accès sera relu.|The person cannot speak and is in immediate danger (L1111-17). They and their treating doctor will be told, and the access will be reviewed.]]</p>
    <form method="post" action="/care/records/{{handle}}/emergency" class="stack">{{> token}}
    <div><label for="reason">[[Motif|Reason]] <span class="hint">[[en clair : « coma, accident de la route »|in clear words: "coma, road accident"]]</span></label>
    <input id="reason" name="reason" required minlength="4" maxlength="200" autocomplete="off"></div>
    <div><button class="grave">[[Briser la glace pour|Break the glass for]] {{minutes}}</button></div>
    </form>
    {{/emergencyOpposed}}
    </section>
    {{/mayBreakGlass}}
    {{#mayRegulate}}
    <section class="panel alert" aria-labelledby="regulation">
    <h2 id="regulation">[[Régulation d'un appel|Regulation of a call]]</h2>
    {{#regulationOpposed}}<p class="problem">{{.}}</p>{{/regulationOpposed}}
    {{^regulationOpposed}}
    <form method="post" action="/care/records/{{handle}}/emergency" class="stack">{{> token}}
    <div><label for="call">[[Numéro de l'appel|Number of the call]]</label>
    <input id="call" name="call" required minlength="2" maxlength="60" autocomplete="off"></div>
    <div><button class="grave">[[Entrer pour la régulation|Enter for the regulation]]</button></div>
    </form>
    {{/regulationOpposed}}
    </section>
    {{/mayRegulate}}
    </div>
    {{/isOpen}}
    """#
  )
}
