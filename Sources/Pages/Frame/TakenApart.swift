import Mustache

/// A value of a page, taken apart once and then asked for its parts by name.
///
/// The template engine takes a value apart anew for every name that it looks for in it, and looks
/// in all that stand around it too: a table of a thousand rows cost more than its figures. Parts are
/// taken apart when they are first asked for. Belongs to the one rendering that made it.
final class TakenApart: MustacheParent {
  private var names: [String] = []
  private var parts: [Any?] = []
  /// Whether a part is as templates take it already.
  private var areReady: [Bool] = []

  init(_ value: Any) {
    for child in Mirror(reflecting: value).children {
      guard let name = child.label else { continue }
      names.append(name)
      parts.append(child.value)
      areReady.append(false)
    }
  }

  func child(named name: String) -> Any? {
    guard let place = names.firstIndex(of: name) else { return nil }
    if !areReady[place] {
      parts[place] = parts[place].flatMap(Self.ready)
      areReady[place] = true
    }
    return parts[place]
  }

  /// A value as templates take it; nil for an optional without one.
  private static func ready(_ value: Any) -> Any? {
    switch value {
    case is String, is Substring, is Bool, is Int, is any MustacheParent: return value
    case let values as [String]: return values
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { ready($0.value) }
    case .collection, .set: return mirror.children.map { ready($0.value) ?? $0.value }
    case .struct, .class, .tuple: return TakenApart(value)
    default: return value
    }
  }
}
