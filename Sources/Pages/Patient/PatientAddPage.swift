/// The form by which holders file what they have.
package struct PatientAddPage: PageModel {
  package struct Kind: Sendable {
    package var code: String
    package var label: String
    package var isChosen: Bool

    package init(_ code: String, _ label: String, isChosen: Bool) {
      self.code = code
      self.label = label
      self.isChosen = isChosen
    }
  }

  /// What the document will be told by when the form is sent twice.
  package var number: String
  package var kinds: [Kind]
  /// What was typed before.
  package var title: String
  package var day: String
  package var sizeMax: String
  /// In a secret connection what is filed is hidden from the representatives (BB#113).
  package var isSecret: Bool
  package var isMinor: Bool

  package init(
    number: String,
    kinds: [Kind],
    title: String,
    day: String,
    sizeMax: String,
    isSecret: Bool,
    isMinor: Bool
  ) {
    self.number = number
    self.kinds = kinds
    self.title = title
    self.day = day
    self.sizeMax = sizeMax
    self.isSecret = isSecret
    self.isMinor = isMinor
  }

  package static let template = PageTemplate(
    "patient-add",
    #"""
    <p><a href="/my">[[Mon dossier|My record]]</a></p>
    <h1>[[Ajouter un document|Add a document]]</h1>
    <p class="lead">[[Un résultat, une ordonnance, une photo lisible, vos directives. Il est marqué « déposé par le patient ».|A result, a prescription, a readable photograph, your directives. It is marked "filed by the patient".]]</p>
    <form method="post" action="/my/add" enctype="multipart/form-data" class="stack">
    {{> token}}<input type="hidden" name="number" value="{{number}}">
    <label>[[Fichier|File]]<span class="hint">PDF, JPEG [[ou texte|or text]], {{sizeMax}} [[au plus|at most]]</span><input type="file" name="file" accept="application/pdf,image/jpeg,text/plain,.pdf,.jpg,.jpeg,.txt" required></label>
    <label>[[Nature|Kind]]<select name="type" required>{{#kinds}}<option value="{{code}}"{{#isChosen}} selected{{/isChosen}}>{{label}}</option>{{/kinds}}</select></label>
    <label>[[Titre|Title]]<input name="title" value="{{title}}" maxlength="200" required></label>
    <label>[[Date du document|Date of the document]]<input type="date" name="day" value="{{day}}"></label>
    <label class="choice"><input type="checkbox" name="hide" value="1"><span>[[Masquer aux professionnels, sauf à mes médecins traitants|Hide from professionals but my treating doctors]]</span></label>
    {{#isMinor}}<label class="choice"><input type="checkbox" name="secret" value="1"{{#isSecret}} checked disabled{{/isSecret}}><span>[[Masquer à mes représentants|Hide from my representatives]]</span></label>{{/isMinor}}
    <div class="row"><button>[[Ajouter|Add]]</button></div>
    </form>
    """#
  )
}
