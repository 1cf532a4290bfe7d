/// A document of the holder's own record: what is known of it, and what they may do with it.
package struct PatientDocumentPage: PageModel {
  package struct Fact: Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A button and what it brings.
  package struct Deed: Sendable {
    package var name: String
    package var label: String
    package var words: String
    package var tone: String
    /// Asked once more before it is done; empty for no question.
    package var confirm: String

    package init(
      _ name: String,
      _ label: String,
      _ words: String,
      tone: String = "second",
      confirm: String = ""
    ) {
      self.name = name
      self.label = label
      self.words = words
      self.tone = tone
      self.confirm = confirm
    }
  }

  package var number: UInt32
  package var revision: String
  package var title: String
  package var marks: [Mark]
  package var facts: [Fact]
  package var deeds: [Deed]
  /// Other versions of the same document.
  package var versions: [PatientHomePage.Document]

  package init(
    number: UInt32,
    revision: String,
    title: String,
    marks: [Mark],
    facts: [Fact],
    deeds: [Deed],
    versions: [PatientHomePage.Document]
  ) {
    self.number = number
    self.revision = revision
    self.title = title
    self.marks = marks
    self.facts = facts
    self.deeds = deeds
    self.versions = versions
  }

  package static let template = PageTemplate(
    "patient-document",
    #"""
    <p><a href="/my">[[Mon dossier|My record]]</a></p>
    <h1>{{title}}</h1>
    {{^empty(marks)}}<p>{{#marks}}{{> mark}} {{/marks}}</p>{{/empty(marks)}}
    <div class="split">
    <section class="panel" aria-label="[[Le document|The document]]">
    <dl class="facts">{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
    <p><a class="button" href="/my/documents/{{number}}/file">[[Ouvrir le document|Open the document]]</a></p>
    {{^empty(versions)}}
    <h2>[[Autres versions|Other versions]]</h2>
    <ul>{{#versions}}<li><a href="{{href}}">{{title}}</a>, {{day}} {{#marks}}{{> mark}} {{/marks}}</li>{{/versions}}</ul>
    {{/empty(versions)}}
    </section>
    {{^empty(deeds)}}
    <section class="panel" aria-label="[[Qui le voit|Who sees it]]">
    <h2>[[Qui le voit, où il est rangé|Who sees it, where it is kept]]</h2>
    {{#deeds}}
    <form method="post" action="/my/documents/{{number}}/deed">{{> token}}<input type="hidden" name="revision" value="{{revision}}">
    <p><button class="{{tone}}" name="deed" value="{{name}}"{{^empty(confirm)}} data-confirm="{{confirm}}"{{/empty(confirm)}}>{{label}}</button><br><span class="hint">{{words}}</span></p></form>
    {{/deeds}}
    </section>
    {{/empty(deeds)}}
    </div>
    """#
  )
}
