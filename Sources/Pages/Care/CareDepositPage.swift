/// A document that a professional files.
package struct CareDepositPage: PageModel {
  package var base: String
  package var who: String
  package var uniqueID: String
  /// The document that it takes the place of.
  package var replaces: String?
  package var replacesNumber: String
  package var types: [CareRecordPage.Choice]
  package var titleTyped: String
  package var today: String
  package var problem: String?

  package init(
    base: String,
    who: String,
    uniqueID: String,
    replaces: String?,
    replacesNumber: String,
    types: [CareRecordPage.Choice],
    titleTyped: String,
    today: String,
    problem: String?
  ) {
    self.base = base
    self.who = who
    self.uniqueID = uniqueID
    self.replaces = replaces
    self.replacesNumber = replacesNumber
    self.types = types
    self.titleTyped = titleTyped
    self.today = today
    self.problem = problem
  }

  package static let template = PageTemplate(
    "care-deposit",
    #"""
    <p><a href="{{base}}">← {{who}}</a></p>
    <h1>{{#replaces}}[[Nouvelle version|New version]]{{/replaces}}{{^replaces}}[[Ajouter un document|Add a document]]{{/replaces}}</h1>
    {{#replaces}}<p class="lead">[[Elle prendra la place de|It will take the place of]] « {{.}} ».</p>{{/replaces}}
    {{#problem}}<p class="problem" role="alert">{{.}}</p>{{/problem}}
    <form method="post" action="{{base}}/new" enctype="multipart/form-data" class="stack">{{> token}}<input type="hidden" name="unique" value="{{uniqueID}}"><input type="hidden" name="replaces" value="{{replacesNumber}}">
    <div><label for="file">[[Fichier|File]] <span class="hint">[[PDF, JPEG, PNG, texte ou CDA (XML), 50 Mo au plus. Un CDA apporte lui-même son type, son titre et ses dates.|PDF, JPEG, PNG, text or CDA (XML), 50 MB at most. A CDA brings its own type, title and dates.]]</span></label>
    <input id="file" name="file" type="file" required accept=".pdf,.jpg,.jpeg,.png,.txt,.xml,application/pdf,image/jpeg,image/png,text/plain,text/xml"></div>
    <div><label for="type">Type</label><select id="type" name="type">{{#types}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/types}}</select></div>
    <div><label for="title">[[Titre|Title]] <span class="hint">[[tel que la personne le lira|as the person will read it]]</span></label><input id="title" name="title" value="{{titleTyped}}" maxlength="200" autocomplete="off"></div>
    <div><label for="day">[[Date de l'acte|Date of care]]</label><input id="day" name="day" type="date" value="{{today}}" max="{{today}}"></div>
    <fieldset><legend>[[Visibilité|Visibility]]</legend>
    <label class="choice"><input type="radio" name="label" value="" checked> <span>[[Visible à la personne et aux professionnels autorisés|Visible to the person and to authorised professionals]]</span></label>
    <label class="choice"><input type="radio" name="label" value="2"> <span>[[Attendre la consultation d'annonce : invisible à la personne pendant un mois au plus|Wait for the consultation that announces it: not visible to the person for a month at most]]</span></label>
    <label class="choice"><input type="radio" name="label" value="1"> <span>[[Masqué aux autres professionnels, à la demande de la personne|Hidden from other professionals, at the person's request]]</span></label>
    </fieldset>
    <div><button>[[Déposer|File]]</button></div>
    </form>
    """#
  )
}
