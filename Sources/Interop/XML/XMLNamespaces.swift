/// The namespace prefixes in force, with what each element must undo when it ends.
///
/// A prefix is found by hashing: documents that declare hundreds of prefixes and use each of them
/// cost no more a name than others.
struct XMLNamespaces {
  static let xml = "http://www.w3.org/XML/1998/namespace"
  static let xmlns = "http://www.w3.org/2000/xmlns/"

  private var bindings: [String: String] = ["xml": Self.xml]
  private var undo: [(prefix: String, namespace: String?)] = []

  /// How many declarations are open.
  var count: Int { undo.count }

  /// Binds a prefix, empty for the default namespace, until `unbind(to:)`.
  mutating func bind(_ prefix: String, to namespace: String) {
    undo.append((prefix, bindings.updateValue(namespace, forKey: prefix)))
  }

  /// Takes back the declarations made since there were `count`.
  mutating func unbind(to count: Int) {
    while undo.count > count, let last = undo.popLast() { bindings[last.prefix] = last.namespace }
  }

  /// The namespace of a prefix; nil when it is not declared.
  ///
  /// The empty prefix always has one, which is empty where no default namespace is declared.
  func namespace(of prefix: String) -> String? {
    bindings[prefix] ?? (prefix.isEmpty ? "" : nil)
  }
}
