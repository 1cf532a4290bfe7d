/// Checks an evidence package in the browser (verify.js), for anyone.
package struct VerifyPage: PageModel {
  package init() {}

  package static let template = PageTemplate(
    "verify",
    #"""
    <h1>[[Vérifier un paquet de preuves|Verify an evidence package]]</h1>
    <p class="lead">[[Le paquet est lu et vérifié dans votre navigateur. Rien n'en est envoyé, ni ici ni ailleurs.|The package is read and checked in your browser. Nothing of it is sent, neither here nor elsewhere.]]</p>
    <noscript><p class="problem">[[Cette page calcule dans le navigateur et a besoin de scripts. Sans eux, vérifiez avec|This page computes in the browser and needs scripts. Without them, check with]] <span class="mono">verify-log --evidence PAQUET.zip --key CLE</span>.</p></noscript>
    <form id="verify" class="panel stack" hidden>
    <div><label for="package">[[Le paquet (zip)|The package (zip)]]</label><input id="package" type="file" accept=".zip,application/zip"></div>
    <div><label for="key">[[La clé publique du journal que vous avez reçue|The log's public key that you were given]]<span class="hint">[[Facultative, mais sans elle on croit celle du paquet : nom+id+clé.|Optional, but without it the package's own is believed: name+id+key.]]</span></label><input id="key" type="text" autocomplete="off" spellcheck="false" class="mono"></div>
    <div><label for="digest">[[L'empreinte du manifeste inscrite au journal|The manifest's digest written in the log]]<span class="hint">[[Facultative : 64 chiffres hexadécimaux, de l'événement qui dit que la question fut posée.|Optional: 64 hexadecimal digits, of the event that says the question was asked.]]</span></label><input id="digest" type="text" autocomplete="off" spellcheck="false" class="mono"></div>
    <div><button>[[Vérifier|Verify]]</button></div>
    </form>
    <div id="working" class="panel" role="status" hidden><p>[[Vérification en cours|Checking]] <span id="done"></span></p><progress aria-label="[[Vérification|Check]]"></progress></div>
    <section id="verdict" aria-live="polite" hidden></section>
    <h2>[[Ce qui est vérifié|What is checked]]</h2>
    <ol>
    <li>[[Le zip : noms, longueurs, sommes de contrôle.|The zip: names, lengths, checksums.]]</li>
    <li>[[Le manifeste : l'empreinte SHA-256 de chaque fichier, et aucun fichier de trop.|The manifest: the SHA-256 of every file, and no file too many.]]</li>
    <li>[[La tête signée : sa signature Ed25519 par la clé du journal.|The signed head: its Ed25519 signature by the log's key.]]</li>
    <li>[[Chaque événement : son enveloppe, et la preuve d'inclusion (RFC 6962) sous cette tête.|Each event: its envelope, and the inclusion proof (RFC 6962) under that head.]]</li>
    <li>[[Si la tête est plus récente que la réponse : qu'elle la prolonge.|Where the head is newer than the answer: that it continues it.]]</li>
    </ol>
    <h2>[[Ce que cela ne prouve pas|What this does not prove]]</h2>
    <ul>
    <li>[[Ce que dit un événement ouvert : c'est la déclaration du service, tant que personne qui détient la clé du dossier n'ouvre les mêmes octets.|What an opened event says: that is the service's statement, until somebody who holds the record's key opens the same bytes.]]</li>
    <li>[[Que la clé est celle du journal, si vous n'en donnez pas une que vous avez reçue par ailleurs.|That the key is the log's, unless you give one that you received elsewhere.]]</li>
    <li>[[Qu'aucun autre événement ne répondait à la question : le paquet prouve ceux qu'il contient.|That no other event answered the question: the package proves those that it holds.]]</li>
    <li>[[Cette page vient du service lui-même. Pour ne pas avoir à la croire, vérifiez avec un programme à part :|This page comes from the service itself. Not to have to believe it, check with a separate program:]] <span class="mono">verify-log --evidence</span>.</li>
    </ul>
    """#
  )
}
