/// What holders state of themselves, and who vouches for it.
package struct PatientDeclaredPage: PageModel {
  package struct Entry: Sendable {
    package var number: UInt32
    package var value: String
    package var detail: String?
    /// "déclaré par vous", "vérifié par un professionnel".
    package var mark: Mark

    package init(number: UInt32, value: String, detail: String?, mark: Mark) {
      self.number = number
      self.value = value
      self.detail = detail
      self.mark = mark
    }
  }

  package struct Section: Sendable {
    package var word: String
    package var title: String
    package var valueLabel: String
    package var hint: String?
    package var detailLabel: String?
    package var entries: [Entry]
    /// Values to choose from; empty for free text.
    package var values: [String]
    /// The documents that belong here.
    package var documents: [PatientHomePage.Document]

    package init(
      word: String,
      title: String,
      valueLabel: String,
      hint: String?,
      detailLabel: String?,
      entries: [Entry],
      values: [String],
      documents: [PatientHomePage.Document]
    ) {
      self.word = word
      self.title = title
      self.valueLabel = valueLabel
      self.hint = hint
      self.detailLabel = detailLabel
      self.entries = entries
      self.values = values
      self.documents = documents
    }
  }

  package struct Contact: Sendable {
    package var address: String
    package var postalCode: String
    package var city: String
    package var phone: String
    package var mobile: String
    package var email: String

    package init(
      address: String,
      postalCode: String,
      city: String,
      phone: String,
      mobile: String,
      email: String
    ) {
      self.address = address
      self.postalCode = postalCode
      self.city = city
      self.phone = phone
      self.mobile = mobile
      self.email = email
    }
  }

  package var sections: [Section]
  package var reach: Contact
  package var canWrite: Bool

  package init(sections: [Section], reach: Contact, canWrite: Bool) {
    self.sections = sections
    self.reach = reach
    self.canWrite = canWrite
  }

  package static let template = PageTemplate(
    "patient-declared",
    #"""
    <h1>[[Ce que je déclare|What I state]]</h1>
    <p class="lead">[[Ce que vous écrivez ici est vu le premier en urgence. Chacun sait si vous l'avez déclaré ou si un professionnel en a vu la preuve.|What you write here is seen first in an emergency. Everybody knows whether you stated it or a professional saw the proof.]]</p>
    {{#sections}}
    <section class="panel" aria-labelledby="k-{{word}}">
    <h2 id="k-{{word}}">{{title}}</h2>
    {{^empty(entries)}}<ul class="cards">
    {{#entries}}<li><p><strong>{{value}}</strong>{{#detail}}<br>{{.}}{{/detail}} {{#mark}}{{> mark}}{{/mark}}</p>
    {{#canWrite}}<div class="row"><a href="/my/health/{{number}}">[[Modifier|Change]]<span class="hidden-text"> {{value}}</span></a>
    <form method="post" action="/my/health/withdraw" class="plain">{{> token}}<input type="hidden" name="number" value="{{number}}"><button class="quiet" data-confirm="[[Retirer cette déclaration ?|Withdraw this statement?]]">[[Retirer|Withdraw]]<span class="hidden-text"> {{value}}</span></button></form></div>{{/canWrite}}</li>{{/entries}}
    </ul>{{/empty(entries)}}
    {{#empty(entries)}}<p class="faint">[[Rien n'est déclaré.|Nothing is stated.]]</p>{{/empty(entries)}}
    {{^empty(documents)}}<p>[[Documents :|Documents:]] {{#documents}}<a href="{{href}}">{{title}}</a> ({{day}}) {{/documents}}</p>{{/empty(documents)}}
    {{#canWrite}}<details><summary>[[Ajouter|Add]]<span class="hidden-text"> {{title}}</span></summary>
    <form method="post" action="/my/health/declare" class="stack">{{> token}}<input type="hidden" name="kind" value="{{word}}">
    <label>{{valueLabel}}{{#hint}}<span class="hint">{{.}}</span>{{/hint}}
    {{^empty(values)}}<select name="value" required><option value="">–</option>{{#values}}<option>{{.}}</option>{{/values}}</select>{{/empty(values)}}
    {{#empty(values)}}<input name="value" maxlength="200" required>{{/empty(values)}}</label>
    {{#detailLabel}}<label>{{.}}<input name="detail" maxlength="200"></label>{{/detailLabel}}
    <div class="row"><button>[[Ajouter|Add]]<span class="hidden-text"> {{title}}</span></button></div></form></details>{{/canWrite}}
    </section>
    {{/sections}}
    <section class="panel" aria-labelledby="k-reach">
    <h2 id="k-reach">[[Mes coordonnées|How to reach me]]</h2>
    {{#canWrite}}{{#reach}}<form method="post" action="/my/health/contact" class="stack">{{> token}}
    <label>[[Adresse|Address]]<textarea name="address" rows="3" maxlength="600" autocomplete="street-address">{{address}}</textarea></label>
    <div class="fields"><label>[[Code postal|Postal code]]<input name="postalCode" value="{{postalCode}}" inputmode="numeric" maxlength="5" autocomplete="postal-code"></label>
    <label>[[Ville|City]]<input name="city" value="{{city}}" maxlength="100" autocomplete="address-level2"></label></div>
    <div class="fields"><label>[[Téléphone|Telephone]]<input type="tel" name="phone" value="{{phone}}" maxlength="30" autocomplete="home tel"></label>
    <label>[[Mobile|Mobile]]<input type="tel" name="mobile" value="{{mobile}}" maxlength="30" autocomplete="mobile tel"></label></div>
    <label>[[Courriel|E-mail]]<input type="email" name="email" value="{{email}}" maxlength="320" autocomplete="email"></label>
    <div class="row"><button>[[Enregistrer|Save]]</button></div></form>{{/reach}}{{/canWrite}}
    </section>
    """#
  )
}

/// One statement in a form that takes its place.
package struct PatientStatementPage: PageModel {
  package var number: UInt32
  package var word: String
  package var title: String
  package var valueLabel: String
  package var value: String
  package var detailLabel: String?
  package var detail: String
  /// Whether a professional vouched for it, which the new one will not have.
  package var wasVerified: Bool

  package init(
    number: UInt32,
    word: String,
    title: String,
    valueLabel: String,
    value: String,
    detailLabel: String?,
    detail: String,
    wasVerified: Bool
  ) {
    self.number = number
    self.word = word
    self.title = title
    self.valueLabel = valueLabel
    self.value = value
    self.detailLabel = detailLabel
    self.detail = detail
    self.wasVerified = wasVerified
  }

  package static let template = PageTemplate(
    "patient-statement",
    #"""
    <p><a href="/my/health">[[Ce que je déclare|What I state]]</a></p>
    <h1>[[Modifier|Change]] : {{title}}</h1>
    {{#wasVerified}}<p class="notice">[[Un professionnel en a vu la preuve. Après un changement, ce sera à nouveau déclaré par vous seul.|A professional saw the proof. After a change it will be stated by you alone again.]]</p>{{/wasVerified}}
    <form method="post" action="/my/health/declare" class="stack">{{> token}}
    <input type="hidden" name="kind" value="{{word}}"><input type="hidden" name="replaces" value="{{number}}">
    <label>{{valueLabel}}<input name="value" value="{{value}}" maxlength="200" required></label>
    {{#detailLabel}}<label>{{.}}<input name="detail" value="{{detail}}" maxlength="200"></label>{{/detailLabel}}
    <div class="row"><button>[[Enregistrer|Save]]</button> <a href="/my/health">[[Annuler|Cancel]]</a></div></form>
    """#
  )
}
