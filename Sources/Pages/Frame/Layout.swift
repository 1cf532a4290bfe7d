extension PageTemplate {
  /// What every page begins and ends with.
  static let layout = PageTemplate(
    "layout",
    #"""
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>{{frame.title}} · Carnet</title>
    <link rel="stylesheet" href="/assets/carnet.css">
    <link rel="icon" href="/assets/carnet.svg" type="image/svg+xml">
    <script src="/assets/carnet.js" defer></script>
    {{#frame.scripts}}<script src="/assets/{{.}}" defer></script>
    {{/frame.scripts}}
    </head>
    <body{{#frame.isWide}} class="wide"{{/frame.isWide}}>
    <a class="skip" href="#main">[[Aller au contenu|Skip to content]]</a>
    <header class="top">
    <a class="brand" href="/" aria-label="[[Carnet, accueil|Carnet, home]]">Carnet</a>
    {{#frame.isDemonstration}}<span class="demo">[[Démonstration : personne n'est réel|Demonstration: nobody is real]]</span>{{/frame.isDemonstration}}
    <div class="top-end">
    {{#frame.who}}<span class="who"><span class="who-name">{{.}}</span>{{#frame.capacity}} <span class="who-capacity">{{.}}</span>{{/frame.capacity}}</span>{{/frame.who}}
    <form method="post" action="/language" class="plain">
    <input type="hidden" name="_csrf" value="{{csrf}}"><input type="hidden" name="next" value="{{frame.here}}">
    <button class="quiet" name="language" {{#isFrench}}value="en" lang="en">English{{/isFrench}}{{^isFrench}}value="fr" lang="fr">Français{{/isFrench}}</button>
    </form>
    {{#frame.who}}
    <form method="post" action="/sign-out" class="plain">
    <input type="hidden" name="_csrf" value="{{csrf}}">
    <button class="quiet">[[Quitter|Sign out]]</button>
    </form>
    {{/frame.who}}
    </div>
    </header>
    {{#frame.banner}}
    <div class="banner" role="status">
    <p><strong>{{text}}</strong>{{#until}} [[Jusqu'à|Until]] {{.}}.{{/until}}</p>
    {{#ending}}<form method="post" action="{{.}}" class="plain"><input type="hidden" name="_csrf" value="{{csrf}}"><button>[[Terminer maintenant|End now]]</button></form>{{/ending}}
    </div>
    {{/frame.banner}}
    {{^empty(frame.links)}}
    <nav class="rooms" aria-label="[[Pages|Pages]]">
    <ul>
    {{#frame.links}}<li><a href="{{href}}"{{#isHere}} aria-current="page"{{/isHere}}>{{label}}</a></li>
    {{/frame.links}}
    </ul>
    </nav>
    {{/empty(frame.links)}}
    <main id="main" tabindex="-1">
    {{#frame.notice}}<p class="notice{{#isError}} error{{/isError}}" role="{{#isError}}alert{{/isError}}{{^isError}}status{{/isError}}">{{text}}</p>{{/frame.notice}}
    {{{body}}}
    </main>
    <footer>
    <p>[[Chaque lecture laisse une trace que son titulaire peut voir.|Every read leaves a trace that the holder of the record can see.]] <a href="/checkpoint">[[Tête signée du journal|Signed head of the log]]</a></p>
    </footer>
    </body>
    </html>
    """#
  )

  /// Parts that several pages share.
  static let partials: [PageTemplate] = [token, mark, questionFields, answerGround]

  /// The field that shows that a form is of this session.
  static let token = PageTemplate(
    "token",
    #"<input type="hidden" name="_csrf" value="{{csrf}}">"#
  )
}
