// Checks an evidence package (docs/auditing.md) where it is read: nothing of it is sent anywhere.
"use strict";
(() => {
  const FORMAT = "carnet-evidence/1";
  const NEEDED = ["checkpoint.txt", "key.txt", "rows.csv", "rows.json", "events.ndjson", "envelopes.ndjson"];
  const ENTRIES_MAX = 65000;
  const BYTES_MAX = 512 * 1024 * 1024;
  const ENVELOPE_BYTES = 96;
  const isFrench = document.documentElement.lang === "fr";
  const say = (french, english) => (isFrench ? french : english);

  // A package that cannot be read any further; what was found until then still counts.
  class Broken extends Error {}

  // ---- Bytes ----

  const utf8 = new TextEncoder();
  const text = (bytes) => {
    try {
      // A byte order mark is no part of these files: it stays, and is then refused.
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (word) =>
    typeof word === "string" && word.length % 2 === 0 && /^[0-9a-f]*$/.test(word)
      ? Uint8Array.from(word.match(/../g) ?? [], (pair) => parseInt(pair, 16)) : null;
  const equal = (left, right) =>
    left.length === right.length && left.every((byte, index) => byte === right[index]);
  const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  // Padded standard base64 in its only spelling, or null.
  const unbase64 = (word) => {
    try {
      const bytes = atob(word);
      return btoa(bytes) === word ? Uint8Array.from(bytes, (mark) => mark.charCodeAt(0)) : null;
    } catch {
      return null;
    }
  };
  // A decimal number below 2^64 without leading zeros, or null.
  const decimal = (word) => {
    if (!/^(0|[1-9][0-9]{0,19})$/.test(word ?? "")) return null;
    const value = BigInt(word);
    return value < 1n << 64n ? value : null;
  };
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

  // ---- The zip (APPNOTE 6.3.10) ----

  const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  const crc32 = (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  };

  async function readZip(bytes, problems) {
    const broken = () => new Broken(say("ce n'est pas un zip lisible", "this is not a readable zip"));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let end = bytes.length - 22;
    while (end >= 0 && end > bytes.length - 22 - 65536 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw broken();
    const count = view.getUint16(end + 10, true);
    if (count > ENTRIES_MAX) throw broken();
    const files = new Map();
    let at = view.getUint32(end + 16, true);
    let total = 0;
    for (let entry = 0; entry < count; entry++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
      const method = view.getUint16(at + 10, true);
      const crc = view.getUint32(at + 16, true);
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
      const nameLength = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const name = text(bytes.subarray(at + 46, at + 46 + nameLength));
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      total += size;
      if (name === null || total > BYTES_MAX || local + 30 > bytes.length) throw broken();
      if (files.has(name)) {
        throw new Broken(say(`le nom ${name} est deux fois dans le zip`, `the name ${name} stands twice in the zip`));
      }
      const localLength = view.getUint16(local + 26, true);
      const start = local + 30 + localLength + view.getUint16(local + 28, true);
      const localName = text(bytes.subarray(local + 30, local + 30 + localLength));
      if (view.getUint32(local, true) !== 0x04034b50 || start + packed > bytes.length) throw broken();
      if (localName !== name) {
        problems.push(say(`${name} : le zip lui donne deux noms`, `${name}: the zip gives it two names`));
      }
      const content = await unpack(bytes.subarray(start, start + packed), method, size);
      if (content === null || content.length !== size || crc32(content) !== crc) {
        problems.push(say(`${name} : sa somme de contrôle dans le zip diffère`, `${name}: its checksum in the zip differs`));
      }
      if (content !== null) files.set(name, content);
    }
    return files;
  }

  // Packages store files as they are; one that was zipped anew may be deflated.
  async function unpack(bytes, method, size) {
    if (method === 0) return bytes;
    if (method !== 8 || typeof DecompressionStream === "undefined") return null;
    try {
      const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
      const parts = [];
      for (let length = 0; ; ) {
        const { done, value } = await reader.read();
        if (done) return join(...parts);
        length += value.length;
        if (length > size) return null;
        parts.push(value);
      }
    } catch {
      return null;
    }
  }

  // The zip as Carnet writes these files: whether its wrapping, too, is untouched.
  function wrapped(files) {
    const number = (size, ...values) => {
      const bytes = new Uint8Array(size * values.length);
      values.forEach((value, index) => {
        for (let byte = 0; byte < size; byte++) bytes[index * size + byte] = (value / 2 ** (8 * byte)) & 0xff;
      });
      return bytes;
    };
    const body = [];
    const directory = [];
    let offset = 0;
    for (const [name, content] of files) {
      const label = utf8.encode(name);
      const common = join(
        number(2, 20, 2048, 0, 0, 0x21), number(4, crc32(content), content.length, content.length),
        number(2, label.length, 0));
      body.push(number(4, 0x04034b50), common, label, content);
      directory.push(number(4, 0x02014b50), number(2, 20), common, number(2, 0, 0, 0), number(4, 0, offset), label);
      offset += 30 + label.length + content.length;
    }
    const index = join(...directory);
    return join(
      ...body, index, number(4, 0x06054b50), number(2, 0, 0, files.size, files.size),
      number(4, index.length, offset), number(2, 0));
  }

  // ---- The tree (RFC 6962, checked as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say) ----

  const leaf = (entry) => sha256(join(Uint8Array.of(0), entry));
  const node = (left, right) => sha256(join(Uint8Array.of(1), left, right));

  async function isIncluded(index, size, hash, path, root) {
    if (index >= size) return false;
    let [at, last, value] = [index, size - 1n, hash];
    for (const sibling of path) {
      if (last === 0n) return false;
      if (at & 1n || at === last) {
        value = await node(sibling, value);
        while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
      } else {
        value = await node(value, sibling);
      }
      [at, last] = [at >> 1n, last >> 1n];
    }
    return last === 0n && equal(value, root);
  }

  async function continues(old, now, oldRoot, nowRoot, proof) {
    if (old > now) return false;
    if (old === now) return proof.length === 0 && equal(oldRoot, nowRoot);
    if (old === 0n) return proof.length === 0;
    if (proof.length === 0) return false;
    const path = old & (old - 1n) ? proof : [oldRoot, ...proof];
    let [at, last] = [old - 1n, now - 1n];
    while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
    let [before, after] = [path[0], path[0]];
    for (const sibling of path.slice(1)) {
      if (last === 0n) return false;
      if (at & 1n || at === last) {
        [before, after] = [await node(sibling, before), await node(sibling, after)];
        while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
      } else {
        after = await node(after, sibling);
      }
      [at, last] = [at >> 1n, last >> 1n];
    }
    return last === 0n && equal(before, oldRoot) && equal(after, nowRoot);
  }

  // ---- Signed heads (C2SP signed-note, tlog-checkpoint, tlog-proof) ----

  const isName = (name) => name.length > 0 && !/[+\s]/u.test(name);

  async function readKey(word) {
    const parts = word.split("+");
    const [name, id, key] = [parts[0], parts[1], unbase64(parts.slice(2).join("+"))];
    if (parts.length < 3 || !isName(name) || key?.length !== 33 || key[0] !== 1) return null;
    const own = (await sha256(join(utf8.encode(`${name}\n`), key))).subarray(0, 4);
    return id === hex(own) ? { name, id: own, bytes: key.subarray(1), word } : null;
  }

  // Whether the browser can check Ed25519 is not known before it was tried.
  async function isSigned(key, message, signature) {
    let opened;
    try {
      opened = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      if (error.name === "NotSupportedError") return null;
      return false;
    }
    return crypto.subtle.verify({ name: "Ed25519" }, opened, signature, message);
  }

  // The head of a note that this key signed; `signed` is null where the browser cannot tell.
  async function readHead(bytes, key) {
    const whole = text(bytes);
    const gap = whole?.lastIndexOf("\n\n") ?? -1;
    if (gap < 0 || !whole.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/u.test(whole)) return null;
    const message = whole.slice(0, gap + 1);
    const lines = message.split("\n");
    const [size, root] = [decimal(lines[1]), unbase64(lines[2] ?? "")];
    if (lines.length !== 4 || lines[0] !== key.name || size === null || root?.length !== 32) return null;
    let signed = false;
    for (const line of whole.slice(gap + 2, -1).split("\n")) {
      const [dash, name, word, more] = line.split(" ");
      const value = unbase64(word ?? "");
      if (dash !== "\u2014" || more !== undefined || !isName(name ?? "") || !value || value.length <= 4) return null;
      if (name !== key.name || !equal(value.subarray(0, 4), key.id)) continue;
      signed = await isSigned(key, utf8.encode(message), value.subarray(4));
      if (signed === false) return null;
    }
    return signed === false ? null : { size, root, signed };
  }

  function readProof(bytes) {
    const whole = text(bytes);
    const gap = whole?.indexOf("\n\n") ?? -1;
    if (gap < 0) return null;
    const lines = whole.slice(0, gap).split("\n");
    if (lines.shift() !== "c2sp.org/tlog-proof@v1") return null;
    if (lines[0]?.startsWith("extra ") && unbase64(lines.shift().slice(6)) === null) return null;
    const first = lines.shift() ?? "";
    const index = first.startsWith("index ") ? decimal(first.slice(6)) : null;
    const path = lines.map(unbase64);
    if (index === null || path.length > 63 || path.some((hash) => hash?.length !== 32)) return null;
    return { index, path, head: utf8.encode(whole.slice(gap + 2)) };
  }

  // ---- The package ----

  function parse(word, name) {
    try {
      const value = JSON.parse(word);
      if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
    } catch {
      // Told below, with the file's name.
    }
    throw new Broken(say(`${name} : ce n'est pas du JSON`, `${name}: not JSON`));
  }

  async function checkManifest(files, digest, found) {
    const { problems } = found;
    const bytes = files.get("manifest.json");
    if (!bytes) throw new Broken(say("il n'y a pas de manifest.json", "there is no manifest.json"));
    found.manifest = hex(await sha256(bytes));
    if (digest && digest !== found.manifest) {
      problems.push(say("manifest.json : son empreinte n'est pas celle que vous avez donnée", "manifest.json: its digest is not the one you gave"));
    }
    const manifest = parse(text(bytes), "manifest.json");
    if (manifest.format !== FORMAT || !Array.isArray(manifest.files) || !Array.isArray(manifest.parameters)) {
      throw new Broken(say(`manifest.json : le format n'est pas ${FORMAT}`, `manifest.json: the format is not ${FORMAT}`));
    }
    found.told = manifest;
    const named = new Set(["manifest.json"]);
    for (const entry of manifest.files) {
      const name = String(entry?.name);
      named.add(name);
      const content = files.get(name);
      if (!content) {
        problems.push(say(`${name} : manque`, `${name}: missing`));
      } else if (content.length !== entry.bytes || hex(await sha256(content)) !== entry.sha256) {
        problems.push(say(`${name} : ce ne sont pas les octets que nomme le manifeste`, `${name}: not the bytes that the manifest names`));
      } else {
        found.files += 1;
      }
    }
    for (const name of files.keys()) {
      if (!named.has(name)) problems.push(say(`${name} : le manifeste ne le nomme pas`, `${name}: the manifest does not name it`));
    }
    for (const name of NEEDED) {
      if (!files.has(name)) throw new Broken(say(`il n'y a pas de ${name}`, `there is no ${name}`));
    }
    return manifest;
  }

  async function checkHead(files, manifest, given, found) {
    const { problems } = found;
    const own = await readKey((text(files.get("key.txt")) ?? "").replace(/\n$/, ""));
    if (!own) throw new Broken(say("key.txt : ce n'est pas une clé publique de journal", "key.txt: not a public key of a log"));
    found.key = own.word;
    let key = own;
    if (given) {
      key = await readKey(given);
      if (!key) throw new Broken(say("la clé que vous avez donnée n'est pas de la forme nom+id+clé", "the key that you gave is not of the form name+id+key"));
      found.keyWasGiven = true;
      if (key.word !== own.word) problems.push(say("key.txt : la clé du paquet n'est pas celle que vous avez donnée", "key.txt: the package's key is not the one you gave"));
    }
    if (manifest.origin !== key.name) problems.push(say("manifest.json : l'origine n'est pas le nom de la clé", "manifest.json: the origin is not the key's name"));
    const head = await readHead(files.get("checkpoint.txt"), key);
    if (!head) {
      problems.push(say("checkpoint.txt : ce n'est pas une tête signée par cette clé", "checkpoint.txt: not a head signed by this key"));
      return null;
    }
    found.signed = head.signed;
    const root = unhex(manifest.root);
    const size = Number.isSafeInteger(manifest.size) && manifest.size >= 0 ? BigInt(manifest.size) : null;
    if (root?.length !== 32 || size === null) {
      problems.push(say("manifest.json : racine ou taille mal écrite", "manifest.json: root or size is malformed"));
    } else if (head.size === size) {
      if (!equal(head.root, root)) problems.push(say("checkpoint.txt : sa racine n'est pas celle de la réponse", "checkpoint.txt: its root is not the answer's"));
    } else {
      const lines = (text(files.get("consistency.txt") ?? new Uint8Array()) ?? "").split("\n").filter(Boolean);
      const proof = lines.map(unbase64);
      if (proof.some((hash) => hash?.length !== 32) || !(await continues(size, head.size, root, head.root, proof))) {
        problems.push(say("consistency.txt : la tête signée ne prolonge pas celle de la réponse", "consistency.txt: the signed head does not continue the answer's"));
      }
    }
    return head;
  }

  const uuid = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

  // Why an event is not proven; null when it is.
  async function checkEvent(event, stated, files, head) {
    const envelope = unhex(stated.envelope);
    if (envelope?.length !== ENVELOPE_BYTES) return say("l'enveloppe n'a pas 96 octets", "the envelope does not have 96 bytes");
    if (hex(envelope.subarray(64)) !== stated.bodyDigest) {
      return say("l'empreinte du corps n'est pas celle de l'enveloppe", "the body's digest is not the envelope's");
    }
    const view = new DataView(envelope.buffer);
    const position = view.getBigUint64(8, true);
    const isNamed = Number.isSafeInteger(event.position) && BigInt(event.position) === position
      && stated.position === event.position
      && event.record === `r-${view.getBigUint64(16, true).toString(16).padStart(16, "0")}`
      && event.revision === view.getUint32(24, true) && event.id === uuid(envelope.subarray(40, 56))
      && BigInt(Date.parse(event.time) || 0) === view.getBigInt64(32, true);
    if (!isNamed) return say("l'événement n'est pas celui que nomme son enveloppe", "the event is not the one that its envelope names");
    const proof = readProof(files.get(`proofs/${position}.tlog-proof`) ?? new Uint8Array());
    if (!proof) return say("sa preuve manque ou est mal écrite", "its proof is missing or malformed");
    if (!equal(proof.head, files.get("checkpoint.txt"))) {
      return say("sa preuve est sous une autre tête", "its proof is under another head");
    }
    if (proof.index !== position || !(await isIncluded(proof.index, head.size, await leaf(envelope), proof.path, head.root))) {
      return say("la preuve ne mène pas de l'événement à la racine signée", "the proof does not lead from the event to the signed root");
    }
    return null;
  }

  async function checkEvents(files, manifest, head, found, progress) {
    const lines = (name) => (text(files.get(name)) ?? "").split("\n").filter(Boolean);
    const [events, envelopes] = [lines("events.ndjson"), lines("envelopes.ndjson")];
    if (events.length !== envelopes.length || events.length !== manifest.events) {
      found.problems.push(say(
        `${events.length} événements, ${envelopes.length} enveloppes, ${manifest.events} au manifeste`,
        `${events.length} events, ${envelopes.length} envelopes, ${manifest.events} in the manifest`));
    }
    const wanted = new Set();
    for (let index = 0; index < Math.min(events.length, envelopes.length); index++) {
      const event = parse(events[index], "events.ndjson");
      const stated = parse(envelopes[index], "envelopes.ndjson");
      wanted.add(`proofs/${stated.position}.tlog-proof`);
      const problem = await checkEvent(event, stated, files, head);
      if (problem) found.problems.push(say(`événement ${stated.position} : ${problem}`, `event ${stated.position}: ${problem}`));
      else found.events += 1;
      if (event.erased === true) found.erased += 1;
      if (event.withheld === true) found.withheld += 1;
      if (index % 50 === 49) progress(index + 1, events.length);
    }
    for (const name of files.keys()) {
      if (name.startsWith("proofs/") && !wanted.has(name)) found.problems.push(say(`${name} : d'aucun événement`, `${name}: of no event`));
    }
  }

  async function check(bytes, given, digest, progress) {
    const found = {
      problems: [], files: 0, events: 0, erased: 0, withheld: 0, signed: false, isOurs: false,
      keyWasGiven: false, digestWasGiven: Boolean(digest), key: "", manifest: "", told: null,
    };
    try {
      const files = await readZip(bytes, found.problems);
      found.isOurs = equal(wrapped(files), bytes);
      const manifest = await checkManifest(files, digest, found);
      const head = await checkHead(files, manifest, given, found);
      if (head) await checkEvents(files, manifest, head, found, progress);
    } catch (error) {
      // A length or offset that was tampered with shows as a range error.
      if (!(error instanceof Broken || error instanceof RangeError || error instanceof TypeError)) throw error;
      found.problems.push(error instanceof Broken ? error.message : say("le paquet est mal formé", "the package is malformed"));
    }
    return found;
  }

  // ---- What is told ----

  const element = (name, words, className) => {
    const made = document.createElement(name);
    if (words !== undefined) made.textContent = words;
    if (className) made.className = className;
    return made;
  };

  function tell(found, digest, place) {
    const box = element("div", undefined, `panel verdict-box${found.problems.length ? " alert" : ""}`);
    const isWhole = found.problems.length === 0 && found.signed === true;
    const heading = found.problems.length
      ? say("Ce paquet n'est pas intact", "This package is not intact")
      : isWhole ? say("Ce paquet est intact", "This package is intact")
        : say("Rien de faux, mais la signature n'a pas pu être vérifiée", "Nothing wrong, but the signature could not be checked");
    const title = element("h2", heading);
    title.tabIndex = -1;
    box.append(title);
    if (found.problems.length) {
      const list = element("ul");
      for (const problem of found.problems.slice(0, 50)) list.append(element("li", problem));
      if (found.problems.length > 50) list.append(element("li", say(`et ${found.problems.length - 50} autres`, `and ${found.problems.length - 50} more`)));
      box.append(list);
    }
    const done = element("ul");
    // What was not checked is neither good nor bad.
    const line = (isGood, words) => {
      const mark = isGood === null ? "–" : isGood ? "✔" : "✘";
      done.append(element("li", `${mark} ${words}`));
    };
    line(found.files > 0, say(`${found.files} fichiers ont l'empreinte que nomme le manifeste`, `${found.files} files have the digest that the manifest names`));
    line(found.events > 0 || found.told?.events === 0, say(`${found.events} événements prouvés sous la tête signée`, `${found.events} events proven under the signed head`));
    if (found.signed === null) line(null, say("la signature Ed25519 : ce navigateur ne sait pas la vérifier ; utilisez verify-log", "the Ed25519 signature: this browser cannot check it; use verify-log"));
    else line(found.signed, say("la signature de la tête par la clé du journal", "the head's signature by the log's key"));
    line(found.keyWasGiven || null, found.keyWasGiven
      ? say("vérifié avec la clé que vous avez donnée", "checked with the key you gave")
      : say("la clé est celle du paquet : comparez-la à celle que vous avez reçue", "the key is the package's own: compare it with the one you were given"));
    line(found.digestWasGiven ? digest === found.manifest : null, found.digestWasGiven
      ? say("le manifeste comparé à l'empreinte que vous avez donnée", "the manifest, compared with the digest you gave")
      : say("le manifeste n'a pas été comparé à l'empreinte inscrite au journal", "the manifest was not compared with the digest in the log"));
    if (!found.isOurs) line(null, say("l'enveloppe zip n'est pas telle que Carnet l'écrit ; les fichiers seuls comptent", "the zip's wrapping is not as Carnet writes it; the files alone count"));
    box.append(element("h3", say("Ce qui a été vérifié, et ce qui ne l'a pas été", "What was checked, and what was not")), done);
    if (found.told) {
      const facts = element("dl", undefined, "facts");
      const fact = (name, value) => facts.append(element("dt", name), element("dd", value, "mono"));
      fact("Question", [found.told.question, ...found.told.parameters].join(" · "));
      fact(say("Posée par", "Asked by"), `${found.told.askedBy}, ${found.told.asked}`);
      fact(say("Motif", "Reason"), String(found.told.reason));
      fact(say("Lignes, événements", "Rows, events"), `${found.told.rows}, ${found.told.events}`);
      if (found.withheld || found.erased) {
        fact(say("Dont retenus, effacés", "Withheld, erased"), `${found.withheld}, ${found.erased}`);
      }
      fact(say("Couvre", "Covers"), say(`${found.told.size} événements`, `${found.told.size} events`));
      fact(say("Racine", "Root"), String(found.told.root));
      fact(say("Manifeste", "Manifest"), found.manifest);
      fact(say("Clé", "Key"), found.key);
      box.append(element("h3", say("Ce que dit le paquet", "What the package says")), facts);
    }
    place.replaceChildren(box);
    place.hidden = false;
    title.focus();
  }

  // ---- The page ----

  const form = document.getElementById("verify");
  if (!form) return;
  const [working, done, verdict] = ["working", "done", "verdict"].map((id) => document.getElementById(id));
  const refuse = (words) => {
    verdict.replaceChildren(element("p", words, "problem"));
    verdict.hidden = false;
  };
  if (!globalThis.crypto?.subtle) {
    refuse(say(
      "Ce navigateur ne calcule d'empreintes que sur une connexion sûre (https) : utilisez verify-log.",
      "This browser computes digests over a secure connection (https) alone: use verify-log."));
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.querySelector("#package").files[0];
    const digest = form.querySelector("#digest").value.trim().toLowerCase();
    verdict.hidden = true;
    if (!file) return refuse(say("Choisissez un paquet.", "Choose a package."));
    if (file.size > BYTES_MAX) return refuse(say("Ce paquet est trop grand pour le navigateur : utilisez verify-log.", "This package is too large for the browser: use verify-log."));
    if (digest && !/^[0-9a-f]{64}$/.test(digest)) return refuse(say("L'empreinte a 64 chiffres hexadécimaux.", "The digest has 64 hexadecimal digits."));
    working.hidden = false;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const found = await check(bytes, form.querySelector("#key").value.trim(), digest, (count, all) => {
        done.textContent = `${count} / ${all}`;
      });
      tell(found, digest, verdict);
    } catch (error) {
      refuse(say("La vérification s'est arrêtée : ", "The check stopped: ") + error.message);
    } finally {
      working.hidden = true;
      done.textContent = "";
    }
  });
})();
