/// Who may read a record, as the professional who treats its holder sees it.
package struct CareRightsPage: PageModel {
  package struct Answer: Sendable {
    package var question: String
    package var answer: Mark

    package init(question: String, answer: Mark) {
      self.question = question
      self.answer = answer
    }
  }

  package struct Reader: Sendable {
    package var name: String
    /// Identifier and capacity.
    package var words: String
    package var standing: Mark
    package var until: String

    package init(name: String, words: String, standing: Mark, until: String) {
      self.name = name
      self.words = words
      self.standing = standing
      self.until = until
    }
  }

  package var base: String
  package var who: String
  package var answers: [Answer]
  package var readers: [Reader]
  /// The caller's own right, in a sentence.
  package var own: String
  package var isTreatingDoctor: Bool
  package var mayBeTreatingDoctor: Bool
  package var needsExpress: Bool
  package var hasAccess: Bool

  package init(
    base: String,
    who: String,
    answers: [Answer],
    readers: [Reader],
    own: String,
    isTreatingDoctor: Bool,
    mayBeTreatingDoctor: Bool,
    needsExpress: Bool,
    hasAccess: Bool
  ) {
    self.base = base
    self.who = who
    self.answers = answers
    self.readers = readers
    self.own = own
    self.isTreatingDoctor = isTreatingDoctor
    self.mayBeTreatingDoctor = mayBeTreatingDoctor
    self.needsExpress = needsExpress
    self.hasAccess = hasAccess
  }

  package static let template = PageTemplate(
    "care-rights",
    #"""
    <p><a href="{{base}}">← {{who}}</a></p>
    <h1>[[Droits et consentements|Rights and consents]]</h1>
    <div class="split">
    <div>
    <section class="panel" aria-labelledby="answers"><h2 id="answers">[[Ce que la personne a répondu|What the person answered]]</h2>
    <dl class="facts">{{#answers}}<dt>{{question}}</dt><dd>{{#answer}}{{> mark}}{{/answer}}</dd>{{/answers}}</dl></section>
    <section aria-labelledby="readers"><h2 id="readers">[[Professionnels|Professionals]]</h2>
    {{^empty(readers)}}<div class="scroll" tabindex="0" role="region" aria-label="[[Professionnels|Professionals]]"><table><caption class="hidden-text">[[Professionnels|Professionals]]</caption>
    <thead><tr><th scope="col">[[Nom|Name]]</th><th scope="col">[[Accès|Access]]</th><th scope="col">[[Jusqu'au|Until]]</th></tr></thead>
    <tbody>{{#readers}}<tr><th scope="row">{{name}} <span class="faint small">{{words}}</span></th><td>{{#standing}}{{> mark}}{{/standing}}</td><td>{{until}}</td></tr>{{/readers}}</tbody></table></div>{{/empty(readers)}}
    {{#empty(readers)}}<p class="empty">[[Aucun professionnel n'est autorisé nommément.|No professional is authorised by name.]]</p>{{/empty(readers)}}
    </section>
    </div>
    <aside>
    <section class="panel" aria-labelledby="own"><h2 id="own">[[Votre accès|Your access]]</h2>
    <p>{{own}}</p>
    <form method="post" action="{{base}}/authorise" class="stack">{{> token}}
    <label class="choice"><input type="checkbox" name="consent" value="yes" required> <span>[[La personne est d'accord.|The person agrees.]]</span></label>
    {{#needsExpress}}<label class="choice"><input type="checkbox" name="express" value="yes" required> <span>[[Son accord est exprès.|Their consent is express.]]</span></label>{{/needsExpress}}
    {{#mayBeTreatingDoctor}}<label class="choice"><input type="checkbox" name="treating" value="yes"> <span>[[comme médecin traitant|as treating doctor]]</span></label>{{/mayBeTreatingDoctor}}
    <div><button class="second">{{#hasAccess}}[[Renouveler pour un an|Renew for a year]]{{/hasAccess}}{{^hasAccess}}[[M'autoriser pour un an|Authorise me for a year]]{{/hasAccess}}</button></div>
    </form>
    {{#isTreatingDoctor}}<form method="post" action="{{base}}/leave" class="stack">{{> token}}<input type="hidden" name="what" value="treating"><div><button class="second" data-confirm="[[Ne plus être médecin traitant ?|Stop being the treating doctor?]]">[[Ne plus être médecin traitant|Stop being the treating doctor]]</button></div></form>{{/isTreatingDoctor}}
    {{#hasAccess}}<form method="post" action="{{base}}/leave" class="stack">{{> token}}<input type="hidden" name="what" value="access"><div><button class="grave" data-confirm="[[Renoncer à lire ce dossier ?|Give up reading this record?]]">[[Renoncer à mon accès|Give up my access]]</button></div></form>{{/hasAccess}}
    </section>
    <section class="panel" aria-labelledby="other"><h2 id="other">[[Autoriser un confrère|Authorise a colleague]]</h2>
    <p class="faint small">[[Avec l'accord de la personne, qui le verra dans ses droits (L1111-17 II).|With the person's consent, who will see it among their rights (L1111-17 II).]]</p>
    <form method="post" action="{{base}}/authorise" class="stack">{{> token}}
    <div><label for="identifier">[[Identifiant national|National identifier]] <span class="hint">[[8 suivi du numéro RPPS|8 followed by the RPPS]]</span></label><input id="identifier" name="identifier" required maxlength="64" autocomplete="off" inputmode="numeric"></div>
    <div><label for="colleague">[[Nom|Name]]</label><input id="colleague" name="name" required maxlength="100" autocomplete="off"></div>
    <div><label for="profession">[[Profession|Profession]]</label><select id="profession" name="profession"><option value="G15_10">[[médecin|physician]]</option><option value="G15_60">[[infirmier|nurse]]</option><option value="G15_21">[[pharmacien|pharmacist]]</option><option value="G15_50">[[sage-femme|midwife]]</option><option value="G15_40">[[chirurgien-dentiste|dentist]]</option><option value="G15_70">[[masseur-kinésithérapeute|physiotherapist]]</option></select></div>
    <label class="choice"><input type="checkbox" name="consent" value="yes" required> <span>[[La personne est d'accord.|The person agrees.]]</span></label>
    <div><button class="second">[[Autoriser pour un an|Authorise for a year]]</button></div>
    </form></section>
    </aside>
    </div>
    """#
  )
}
