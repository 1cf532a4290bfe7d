/// Bounds that every event keeps.
package enum EventLimits {
  /// A body as its author wrote it.
  package static let bodyBytesMax = 1 << 20
}
