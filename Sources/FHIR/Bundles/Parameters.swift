extension FHIRValue {
  /// A Parameters resource: names with their values, or with resources.
  ///
  /// - Parameter parameters: each name with the name of its member (`valueString`, `resource`) and
  ///   the value.
  package static func parameters(
    _ parameters: [(name: String, member: String, value: FHIRValue)]
  ) -> FHIRValue {
    [
      "resourceType": "Parameters",
      "parameter": .list(
        parameters.map { parameter in
          var object = FHIRObject()
          object["name"] = .string(parameter.name)
          object[parameter.member] = parameter.value
          return .object(object)
        }
      ),
    ]
  }
}
