/// A document: what is known of it, what it says, and what may be done with it.
///
/// One model for whoever reads it; the area that shows it gives the addresses and the deeds.
package struct DocumentSheet: PageModel {
  /// A fact and its value: "Auteur", "Dr Martin".
  package struct Fact: Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A section of the document's own text; the markup is made of escaped text.
  package struct Section: Sendable {
    // Named apart from the document's own title, which a template would find behind it.
    package var sectionTitle: String?
    /// The level of its heading, 3 to 6.
    package var heading: Int
    package var html: String
  }

  /// The document as a file of its own.
  package struct File: Sendable {
    package var href: String
    /// What it is, with its size: "PDF, 1,4 Mo".
    package var words: String
    /// Shown in its place.
    package var picture: String?

    package init(href: String, words: String, picture: String?) {
      self.href = href
      self.words = words
      self.picture = picture
    }
  }

  /// Another document beside this one.
  package struct Other: Sendable {
    package var href: String
    package var title: String
    package var words: String
    package var marks: [Mark]

    package init(href: String, title: String, words: String, marks: [Mark]) {
      self.href = href
      self.title = title
      self.words = words
      self.marks = marks
    }
  }

  /// Something that its reader may do: a button with its explanation.
  package struct Deed: Sendable {
    package var name: String
    package var label: String
    package var hint: String
    /// Class of the button: `second`, `grave`.
    package var tone: String
    /// Asked once more before it is sent.
    package var confirm: String?

    package init(
      _ name: String,
      _ label: String,
      _ hint: String,
      tone: String = "second",
      confirm: String? = nil
    ) {
      self.name = name
      self.label = label
      self.hint = hint
      self.tone = tone
      self.confirm = confirm
    }
  }

  package var title: String
  package var type: String
  package var marks: [Mark]
  package var facts: [Fact]
  package var sections: [Section] = []
  package var plainText: String?
  package var file: File?
  /// Why the content is not shown here.
  package var contentProblem: String?
  package var versions: [Other] = []
  package var companions: [Other] = []
  package var deeds: [Deed] = []
  /// Where the deeds' form is sent to.
  package var deedsPath = ""
  /// What a deed is held against: the document's revision.
  package var revision = ""
  /// Where a newer version is filed; none if nil.
  package var replacePath: String?
  /// The way back to the list.
  package var back: String
  package var backWords: String
  /// By what right it is read.
  package var rule: String

  package init(
    title: String,
    type: String,
    marks: [Mark],
    facts: [Fact],
    back: String,
    backWords: String,
    rule: String
  ) {
    self.title = title
    self.type = type
    self.marks = marks
    self.facts = facts
    self.back = back
    self.backWords = backWords
    self.rule = rule
  }

  package static let template = PageTemplate(
    "document-sheet",
    #"""
    <p><a href="{{back}}">← {{backWords}}</a></p>
    <h1>{{title}}</h1>
    <p class="faint">{{type}}</p>
    {{^empty(marks)}}<p>{{#marks}}{{> mark}} {{/marks}}</p>{{/empty(marks)}}
    <div class="split">
    <section aria-labelledby="content">
    <h2 id="content" class="first">[[Contenu|Content]]</h2>
    {{#contentProblem}}<p class="notice error" role="alert">{{.}}</p>{{/contentProblem}}
    {{^empty(sections)}}<div class="panel document">
    {{#sections}}{{#sectionTitle}}<h{{heading}}>{{.}}</h{{heading}}>{{/sectionTitle}}
    <div class="narrative">{{{html}}}</div>
    {{/sections}}
    </div>{{/empty(sections)}}
    {{#plainText}}<div class="panel document plain-text">{{.}}</div>{{/plainText}}
    {{#file}}
    {{#picture}}<p><img class="in-document" src="{{.}}" alt="{{title}}"></p>{{/picture}}
    <p><a class="button" href="{{href}}">[[Ouvrir le fichier|Open the file]]</a> <span class="faint">{{words}}</span></p>
    {{/file}}
    </section>
    <aside>
    <section class="panel" aria-labelledby="facts">
    <h2 id="facts">[[Ce que l'on en sait|What is known of it]]</h2>
    <dl class="facts">{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
    <p class="faint small">[[Vous le lisez ainsi :|You read it by:]] {{rule}}.</p>
    </section>
    {{^empty(deeds)}}
    <section class="panel" aria-labelledby="deeds">
    <h2 id="deeds">[[Que faire de ce document|What to do with it]]</h2>
    <form method="post" action="{{deedsPath}}" class="stack">{{> token}}<input type="hidden" name="revision" value="{{revision}}">
    {{#deeds}}<div><button name="deed" value="{{name}}" class="{{tone}}"{{#confirm}} data-confirm="{{.}}"{{/confirm}}>{{label}}</button>
    <p class="faint small">{{hint}}</p></div>
    {{/deeds}}</form>
    {{#replacePath}}<p><a class="button second" href="{{.}}">[[Déposer une nouvelle version|File a new version]]</a></p>{{/replacePath}}
    </section>
    {{/empty(deeds)}}
    {{^empty(versions)}}
    <section class="panel" aria-labelledby="versions">
    <h2 id="versions">[[Autres versions|Other versions]]</h2>
    <ul class="plain-list">{{#versions}}<li><a href="{{href}}">{{title}}</a> <span class="faint small">{{words}}</span>{{#marks}} {{> mark}}{{/marks}}</li>{{/versions}}</ul>
    </section>
    {{/empty(versions)}}
    {{^empty(companions)}}
    <section class="panel" aria-labelledby="companions">
    <h2 id="companions">[[Envoyés ensemble|Sent together]]</h2>
    <ul class="plain-list">{{#companions}}<li><a href="{{href}}">{{title}}</a> <span class="faint small">{{words}}</span>{{#marks}} {{> mark}}{{/marks}}</li>{{/companions}}</ul>
    </section>
    {{/empty(companions)}}
    </aside>
    </div>
    """#
  )
}
