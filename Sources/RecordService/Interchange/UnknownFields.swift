import Foundation
import SwiftProtobuf

extension SwiftProtobuf.Message {
  /// Whether it or a message inside it holds fields that this version of the catalogue does not
  /// know: a later version wrote them, and JSON would leave them out.
  var holdsUnknownFields: Bool {
    var finder = UnknownFieldFinder()
    do {
      try traverse(visitor: &finder)
    } catch {
      // The finder throws to stop at the first one.
      return true
    }
    return false
  }
}

private struct UnknownFieldFinder: Visitor {
  private struct Found: Error {}

  mutating func visitUnknown(bytes: Data) throws { if !bytes.isEmpty { throw Found() } }

  mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) throws {
    try value.traverse(visitor: &self)
  }

  mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) {}
  mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) {}
  mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) {}
  mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) {}
  mutating func visitSingularStringField(value: String, fieldNumber: Int) {}
  mutating func visitSingularBytesField(value: Data, fieldNumber: Int) {}
  mutating func visitSingularEnumField<E: SwiftProtobuf.Enum>(value: E, fieldNumber: Int) {}
  mutating func visitMapField<K, V: MapValueType>(
    fieldType: _ProtobufMap<K, V>.Type,
    value: _ProtobufMap<K, V>.BaseType,
    fieldNumber: Int
  ) {}
  mutating func visitMapField<K, V>(
    fieldType: _ProtobufEnumMap<K, V>.Type,
    value: _ProtobufEnumMap<K, V>.BaseType,
    fieldNumber: Int
  ) where V.RawValue == Int {}
  mutating func visitMapField<K, V>(
    fieldType: _ProtobufMessageMap<K, V>.Type,
    value: _ProtobufMessageMap<K, V>.BaseType,
    fieldNumber: Int
  ) throws {
    for message in value.values { try message.traverse(visitor: &self) }
  }
}
