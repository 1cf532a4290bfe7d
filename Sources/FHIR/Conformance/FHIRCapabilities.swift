package import CarnetCore

/// What a service really offers, as whoever serves it says: nothing here is assumed.
package struct FHIRCapabilities: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case token, date, string, reference, uri, number, composite, quantity, special
    }

    package var name: String
    package var kind: Kind
    package var definition: String?
    package var documentation: String?

    package init(
      _ name: String,
      _ kind: Kind,
      definition: String? = nil,
      documentation: String? = nil
    ) {
      self.name = name
      self.kind = kind
      self.definition = definition
      self.documentation = documentation
    }
  }

  package enum Interaction: String, Hashable, Sendable {
    case read, vread, update, patch, delete, create
    case searchType = "search-type"
    case historyInstance = "history-instance"
  }

  package struct Operation: Hashable, Sendable {
    package var name: String
    package var definition: String

    package init(_ name: String, definition: String) {
      self.name = name
      self.definition = definition
    }
  }

  package struct Resource: Hashable, Sendable {
    package var type: String
    package var profile: String?
    package var supportedProfiles: [String] = []
    package var interactions: [Interaction]
    package var parameters: [Parameter] = []
    package var includes: [String] = []
    package var operations: [Operation] = []
    package var documentation: String?
    package var isVersioned = false
    package var conditionalCreate = false
    package var conditionalUpdate = false
    package var conditionalPatch = false

    package init(_ type: String, profile: String? = nil, interactions: [Interaction]) {
      self.type = type
      self.profile = profile
      self.interactions = interactions
    }
  }

  package var version: String
  package var date: Instant
  package var title: String
  package var description: String
  package var resources: [Resource]
  package var operations: [Operation] = []
  /// Whether `POST [base]` takes a transaction.
  package var takesTransactions: Bool
  package var formats = FHIRFormat.allCases
  package var patchForms = DocumentMetadataPatch.Form.allCases
  /// Statements of others that this one keeps to: PDSm, MHD.
  package var instantiates: [String] = []
  package var guides: [String] = []
  /// How callers prove who they are.
  package var security: String?

  package init(
    version: String,
    date: Instant,
    title: String,
    description: String,
    resources: [Resource],
    takesTransactions: Bool
  ) {
    self.version = version
    self.date = date
    self.title = title
    self.description = description
    self.resources = resources
    self.takesTransactions = takesTransactions
  }
}

extension FHIRValue {
  package static func capabilityStatement(
    _ capabilities: FHIRCapabilities,
    at site: FHIRSite
  ) -> FHIRValue {
    var rest = FHIRObject()
    rest["mode"] = "server"
    rest["security"] = capabilities.security.map {
      ["cors": false, "description": .string($0)]
    }
    rest["resource"] = .array(capabilities.resources.map(resource))
    rest["interaction"] = capabilities.takesTransactions ? [["code": "transaction"]] : nil
    rest["operation"] = operations(capabilities.operations)

    var statement = FHIRObject(resource: "CapabilityStatement")
    statement["id"] = "carnet"
    statement["url"] = .string("\(site.base)/metadata")
    statement["version"] = .string(capabilities.version)
    statement["name"] = "Carnet"
    statement["title"] = .text(capabilities.title)
    statement["status"] = "active"
    statement["date"] = .moment(capabilities.date)
    statement["publisher"] = .text(site.custodian.name)
    statement["description"] = .text(capabilities.description)
    statement["jurisdiction"] = [.concept("urn:iso:std:iso:3166", "FR", "France")]
    statement["kind"] = "instance"
    statement["instantiates"] = .list(capabilities.instantiates.map { .string($0) })
    statement["software"] = ["name": "Carnet", "version": .string(capabilities.version)]
    statement["implementation"] = [
      "description": .text(capabilities.title), "url": .string(site.base),
    ]
    statement["fhirVersion"] = .string(FHIRVersion.text)
    statement["format"] = .list(capabilities.formats.map { .string($0.rawValue) })
    statement["patchFormat"] = .list(capabilities.patchForms.map { .string($0.mediaType) })
    statement["implementationGuide"] = .list(capabilities.guides.map { .string($0) })
    statement["rest"] = [.object(rest)]
    return .object(statement)
  }

  private static func resource(_ resource: FHIRCapabilities.Resource) -> FHIRValue {
    var object = FHIRObject()
    object["type"] = .string(resource.type)
    object["profile"] = .text(resource.profile)
    object["supportedProfile"] = .list(resource.supportedProfiles.map { .string($0) })
    object["documentation"] = .text(resource.documentation)
    object["interaction"] = .list(
      resource.interactions.map { ["code": .string($0.rawValue)] }
    )
    object["versioning"] = resource.isVersioned ? "versioned" : "no-version"
    object["conditionalCreate"] = resource.conditionalCreate ? true : nil
    object["conditionalUpdate"] = resource.conditionalUpdate ? true : nil
    object["searchInclude"] = .list(resource.includes.map { .string($0) })
    object["searchParam"] = .list(
      resource.parameters.map { parameter in
        [
          "name": .string(parameter.name), "definition": .text(parameter.definition),
          "type": .string(parameter.kind.rawValue),
          "documentation": .text(parameter.documentation),
        ]
      }
    )
    object["operation"] = operations(resource.operations)
    return .object(object)
  }

  private static func operations(_ operations: [FHIRCapabilities.Operation]) -> FHIRValue? {
    .list(
      operations.map {
        ["name": .string($0.name), "definition": .string($0.definition)]
      }
    )
  }
}
