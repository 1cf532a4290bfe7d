/// Where a professional begins: find somebody, or one of those who authorised them.
package struct CareHomePage: PageModel {
  /// Somebody whose record is at hand.
  package struct Person: Sendable {
    package var href: String
    package var name: String
    package var words: String
    package var documents: String
    package var right: String
    package var marks: [Mark]

    package init(
      href: String,
      name: String,
      words: String,
      documents: String,
      right: String,
      marks: [Mark] = []
    ) {
      self.href = href
      self.name = name
      self.words = words
      self.documents = documents
      self.right = right
      self.marks = marks
    }
  }

  /// What was typed and could not be used.
  package var typedINS: String
  package var problem: String?
  package var people: [Person]
  /// When the list was made; nil while it was not asked for.
  package var listed: String?
  /// Whether the list was cut.
  package var isCut = false
  package var mayRegulate: Bool

  package init(
    typedINS: String,
    problem: String?,
    people: [Person],
    listed: String?,
    mayRegulate: Bool
  ) {
    self.typedINS = typedINS
    self.problem = problem
    self.people = people
    self.listed = listed
    self.mayRegulate = mayRegulate
  }

  package static let template = PageTemplate(
    "care-home",
    #"""
    <h1>[[Trouver un patient|Find a patient]]</h1>
    <div class="split">
    <div>
    <section class="panel" aria-labelledby="by-ins">
    <h2 id="by-ins">[[Par matricule INS|By INS]]</h2>
    <form method="post" action="/care/find" class="stack">{{> token}}
    <div><label for="ins">[[Matricule INS|INS]] <span class="hint">[[15 chiffres, clé comprise ; les espaces ne comptent pas|15 digits with the key; spaces do not matter]]</span></label>
    <input id="ins" name="ins" value="{{typedINS}}" inputmode="text" autocomplete="off" spellcheck="false" required maxlength="24"{{#problem}} aria-invalid="true" aria-describedby="ins-problem"{{/problem}}></div>
    {{#problem}}<p class="problem" id="ins-problem" role="alert">{{.}}</p>{{/problem}}
    <div><button>[[Chercher|Search]]</button></div>
    </form>
    </section>
    <section aria-labelledby="mine">
    <h2 id="mine">[[Mes patients|My patients]]</h2>
    {{#listed}}
    {{^empty(people)}}
    <div class="scroll" tabindex="0" role="region" aria-label="[[Mes patients|My patients]]"><table>
    <caption>[[Dossiers qui vous sont ouverts, à|Records open to you, at]] {{listed}}</caption>
    <thead><tr><th scope="col">[[Nom|Name]]</th><th scope="col">[[Naissance|Born]]</th><th scope="col" class="number">Documents</th><th scope="col">[[Accès|Access]]</th></tr></thead>
    <tbody>{{#people}}<tr><th scope="row"><a href="{{href}}">{{name}}</a></th><td>{{words}}</td><td class="number">{{documents}}</td><td>{{right}}{{#marks}} {{> mark}}{{/marks}}</td></tr>
    {{/people}}</tbody></table></div>
    {{#isCut}}<p class="faint">[[Seuls les 100 premiers sont montrés : cherchez les autres par leur matricule.|Only the first 100 are shown: find others by their INS.]]</p>{{/isCut}}
    {{/empty(people)}}
    {{#empty(people)}}<p class="empty">[[Personne ne vous a autorisé pour l'instant. Cherchez un patient par son matricule, puis recueillez son accord.|Nobody has authorised you yet. Find a patient by INS, then ask for their consent.]]</p>{{/empty(people)}}
    {{/listed}}
    <form method="post" action="/care/list">{{> token}}<button class="second">{{#listed}}[[Actualiser la liste|Refresh the list]]{{/listed}}{{^listed}}[[Afficher mes patients|Show my patients]]{{/listed}}</button>
    <p class="faint small">[[Chaque personne voit dans son historique que vous avez affiché cette liste.|Each person sees in their history that you showed this list.]]</p></form>
    </section>
    </div>
    <aside>
    <section class="panel alert" aria-labelledby="urgent">
    <h2 id="urgent">[[Urgence, sans matricule|Emergency, without an INS]]</h2>
    <p>[[Quand la vie est en jeu et que la personne ne peut répondre, cherchez-la par ses traits.|When life is at stake and the person cannot answer, look for them by their traits.]]</p>
    <form method="post" action="/care/traits" class="stack">{{> token}}
    <div><label for="name">[[Nom de naissance|Birth name]]</label><input id="name" name="name" required maxlength="80" autocomplete="off"></div>
    <div><label for="given">[[Prénom|Given name]] <span class="hint">[[facultatif|optional]]</span></label><input id="given" name="given" maxlength="80" autocomplete="off"></div>
    <div><label for="born">[[Né(e) le|Born]] <span class="hint">[[28/03/1979, ou 1979 si l'on ne sait pas mieux|28/03/1979, or 1979 if no more is known]]</span></label><input id="born" name="born" required maxlength="10" autocomplete="off"></div>
    <div><label for="sex">[[Sexe|Sex]]</label><select id="sex" name="sex"><option value="">[[non précisé|not said]]</option><option value="F">[[femme|female]]</option><option value="M">[[homme|male]]</option></select></div>
    {{#mayRegulate}}<div><label for="call">[[Numéro de l'appel (régulation)|Number of the call (regulation)]] <span class="hint">[[laissez vide hors régulation|leave empty outside regulation]]</span></label><input id="call" name="call" maxlength="60" autocomplete="off"></div>{{/mayRegulate}}
    <div><label for="reason">[[Motif|Reason]] <span class="hint">[[lu par la personne et par son médecin traitant|read by the person and their treating doctor]]</span></label><input id="reason" name="reason" {{^mayRegulate}}required {{/mayRegulate}}minlength="4" maxlength="200" autocomplete="off"></div>
    <div><button class="grave">[[Chercher en urgence|Search in an emergency]]</button></div>
    </form>
    </section>
    </aside>
    </div>
    """#
  )
}

/// The people that traits gave, in an emergency.
package struct CareFoundPage: PageModel {
  package struct Match: Sendable {
    package var handle: String
    package var name: String
    package var words: String
    package var matricule: String
    /// Why the record does not open in an emergency; nil where it does.
    package var opposed: String?

    package init(
      handle: String,
      name: String,
      words: String,
      matricule: String,
      opposed: String?
    ) {
      self.handle = handle
      self.name = name
      self.words = words
      self.matricule = matricule
      self.opposed = opposed
    }
  }

  package var matches: [Match]
  package var reason: String
  package var call: String

  package init(matches: [Match], reason: String, call: String) {
    self.matches = matches
    self.reason = reason
    self.call = call
  }

  package static let template = PageTemplate(
    "care-found",
    #"""
    <p><a href="/care">← [[Trouver un patient|Find a patient]]</a></p>
    <h1>[[Qui est-ce ?|Who is it?]]</h1>
    {{^empty(matches)}}
    <p class="lead">[[Vérifiez l'identité avant d'entrer. Ces personnes verront qu'on les a cherchées.|Check the identity before you enter. These people will see that they were looked up.]]</p>
    <ul class="cards">
    {{#matches}}
    <li><h2 class="first">{{name}}</h2><p>{{words}}<br><span class="faint">INS {{matricule}}</span></p>
    {{#opposed}}<p class="notice error">{{.}}</p>{{/opposed}}
    {{^opposed}}<form method="post" action="/care/records/{{handle}}/emergency" class="plain">{{> token}}<input type="hidden" name="reason" value="{{reason}}"><input type="hidden" name="call" value="{{call}}"><button class="grave">[[Entrer en urgence|Enter in an emergency]]<span class="hidden-text"> : {{name}}</span></button></form>{{/opposed}}</li>
    {{/matches}}
    </ul>
    {{/empty(matches)}}
    {{#empty(matches)}}<p class="empty">[[Aucun dossier ouvert ne porte ces traits. Vérifiez l'orthographe du nom de naissance et la date, ou cherchez par matricule.|No open record has these traits. Check the spelling of the birth name and the date, or search by INS.]]</p>{{/empty(matches)}}
    """#
  )
}
