/// "Tout emporter": what is in the package, and how somebody else checks it.
package struct PatientBundlePage: PageModel {
  package var documents: String
  /// The log's public key, to be compared with the one in the package.
  package var key: String
  package var origin: String

  package init(documents: String, key: String, origin: String) {
    self.documents = documents
    self.key = key
    self.origin = origin
  }

  package static let template = PageTemplate(
    "patient-bundle",
    #"""
    <h1>[[Tout emporter|Take everything away]]</h1>
    <p class="lead">[[Votre dossier entier dans un fichier, avec de quoi prouver qu'il n'a pas été changé, même sans ce service.|Your whole record in one file, with what proves that it was not changed, even without this service.]]</p>
    <form method="post" action="/my/bundle/file">{{> token}}<p><button>[[Télécharger mon dossier|Download my record]]</button> <span class="faint">ZIP, {{documents}}</span></p></form>
    <p>[[Ce départ est écrit dans « Qui a regardé ». Le fichier n'est pas chiffré : gardez-le en lieu sûr.|This is written under "Who looked". The file is not encrypted: keep it in a safe place.]]</p>
    <div class="grid">
    <section class="panel"><h2>[[Ce qu'il contient|What it holds]]</h2>
    <dl class="facts">
    <dt>page.html</dt><dd>[[le dossier à lire, sans rien installer|the record to read, nothing to install]]</dd>
    <dt>documents/</dt><dd>[[vos documents, tels qu'ils ont été déposés|your documents as they came]]</dd>
    <dt>rights.csv</dt><dd>[[vos accords, autorisations et déclarations|your consents, authorisations and statements]]</dd>
    <dt>accesses.csv</dt><dd>[[qui a regardé|who looked]]</dd>
    <dt>events.ndjson</dt><dd>[[tout ce qui s'est passé|all that happened]]</dd>
    <dt>proofs/</dt><dd>[[la preuve de chaque événement|the proof of each event]]</dd>
    </dl></section>
    <section class="panel"><h2>[[Comment le vérifier|How to check it]]</h2>
    <ol>
    <li>[[Notez la clé publique ci-dessous, ou recevez-la de votre CPAM : elle dit qui a signé.|Note the public key below, or get it from your CPAM: it says who signed.]]</li>
    <li>[[Sur n'importe quel ordinateur, avec le programme libre verify-log :|On any computer, with the free program verify-log:]]<br><code class="mono">verify-log --evidence mon-dossier.zip --key cle.txt</code></li>
    <li>[[Il refait les empreintes de chaque fichier, les preuves de chaque événement et la signature, sans réseau. Un seul octet changé se voit.|It redoes the digest of each file, the proof of each event and the signature, without any network. One changed byte is seen.]]</li>
    </ol>
    <p>[[Clé publique de|Public key of]] {{origin}} :</p><p class="mono">{{key}}</p></section>
    </div>
    """#
  )
}

/// The page inside a package: it stands alone, without the service's sheet.
package struct BundleCover: PageModel {
  package struct Document: Sendable {
    package var number: String
    package var title: String
    package var type: String
    package var day: String
    package var author: String
    package var state: String
    package var file: String

    package init(
      number: String,
      title: String,
      type: String,
      day: String,
      author: String,
      state: String,
      file: String
    ) {
      self.number = number
      self.title = title
      self.type = type
      self.day = day
      self.author = author
      self.state = state
      self.file = file
    }

    package var cells: [String] { [number, title, type, day, author, state, file] }
  }

  /// A row of three words: what, value, detail; or when, who, what.
  package struct Row: Sendable {
    package var first: String
    package var second: String
    package var third: String

    package init(_ first: String, _ second: String, _ third: String = "") {
      self.first = first
      self.second = second
      self.third = third
    }

    package var cells: [String] { [first, second, third] }
  }

  package var name: String
  package var taken: String
  package var documents: [Document]
  package var rights: [Row]
  package var accesses: [Row]
  package var checkpoint: String

  package init(
    name: String,
    taken: String,
    documents: [Document],
    rights: [Row],
    accesses: [Row],
    checkpoint: String
  ) {
    self.name = name
    self.taken = taken
    self.documents = documents
    self.rights = rights
    self.accesses = accesses
    self.checkpoint = checkpoint
  }

  package static let template = PageTemplate(
    "bundle-cover",
    #"""
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>[[Mon dossier médical partagé|My shared medical record]]</title>
    <style>
    body { font: 11pt/1.45 sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; }
    table { border-collapse: collapse; font-size: 10pt; width: 100%; }
    th, td { border-bottom: 1px solid #bbb; padding: 3px 6px; text-align: left; vertical-align: top; }
    pre { white-space: pre-wrap; word-break: break-all; background: #f4f4f4; padding: 1em; }
    </style>
    </head>
    <body>
    <h1>[[Mon dossier médical partagé|My shared medical record]]</h1>
    <p>{{name}} · [[copie du|copy of]] {{taken}}</p>
    <h2>[[Documents|Documents]]</h2>
    <table><thead><tr><th>[[Date|Date]]</th><th>[[Titre|Title]]</th><th>[[Nature|Kind]]</th><th>[[Auteur|Author]]</th><th>[[État|State]]</th></tr></thead><tbody>
    {{#documents}}<tr><td>{{day}}</td><td><a href="{{file}}">{{title}}</a></td><td>{{type}}</td><td>{{author}}</td><td>{{state}}</td></tr>
    {{/documents}}</tbody></table>
    <h2>[[Volontés et droits|Will and rights]]</h2>
    <table><tbody>{{#rights}}<tr><th scope="row">{{first}}</th><td>{{second}}</td><td>{{third}}</td></tr>
    {{/rights}}</tbody></table>
    <h2>[[Qui a regardé|Who looked]]</h2>
    <table><tbody>{{#accesses}}<tr><td>{{first}}</td><td>{{second}}</td><td>{{third}}</td></tr>
    {{/accesses}}</tbody></table>
    <h2>[[Ce qui le prouve|What proves it]]</h2>
    <p>[[Chaque événement de events.ndjson est prouvé sous la tête signée ci-dessous : verify-log --evidence le vérifie sans le service. Comparez la clé à celle que vous avez reçue.|Each event of events.ndjson is proven under the signed head below: verify-log --evidence checks it without the service. Compare the key with the one you were given.]]</p>
    <pre>{{checkpoint}}</pre>
    </body>
    </html>
    """#
  )
}
