// swift-tools-version: 6.2
import PackageDescription

// The floors of the house, from the bottom up; a target may import only what stands below it.
// docs/architecture.md draws the same graph.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

extension Target.Dependency {
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
  static let systemPackage = product(name: "SystemPackage", package: "swift-system")
  static let protobuf = product(name: "SwiftProtobuf", package: "swift-protobuf")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
  static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
  static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
  static let hummingbirdHTTP2 = product(name: "HummingbirdHTTP2", package: "hummingbird")
  static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
  static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let x509 = product(name: "X509", package: "swift-certificates")
  static let jwt = product(name: "JWTKit", package: "jwt-kit")
  static let logging = product(name: "Logging", package: "swift-log")
  static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let mustache = product(name: "Mustache", package: "swift-mustache")
  static let histogram = product(name: "Histogram", package: "hdrhistogram-swift")
}

// Each view's projector is a module of its own and knows no other.
let projectors = [
  "AccessStatistics", "AuditTrail", "DeadlineBoard", "DocumentIndex", "EnrolmentStatistics",
  "FeedStatistics", "Notices", "RecordDirectory",
]

let package = Package(
  name: "carnet",
  defaultLocalization: "en",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "carnet", targets: ["carnet"]),
    .executable(name: "carnet-verify", targets: ["carnet-verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  ],
  targets: [
    // C
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CChecksum"),

    // Kernel
    .target(name: "CarnetCore", dependencies: [.systemPackage], swiftSettings: strict),
    .target(
      name: "Ledger",
      dependencies: ["CarnetCore", "CChecksum", .crypto],
      swiftSettings: strict
    ),
    .target(
      name: "EventLog",
      dependencies: ["CarnetCore", "Ledger", "CLZ4", "CChecksum", .systemPackage],
      swiftSettings: strict
    ),
    .target(
      name: "Vault",
      dependencies: ["CarnetCore", "CLZ4", "CChecksum", .crypto, .systemPackage],
      swiftSettings: strict
    ),

    // Domain
    .target(
      name: "MedicalRecord",
      dependencies: ["CarnetCore", .protobuf],
      exclude: ["Events/events.proto"],
      swiftSettings: strict
    ),
    .target(
      name: "Interop",
      dependencies: ["MedicalRecord", "CarnetCore", "CChecksum", "CZlib", .crypto],
      swiftSettings: strict
    ),

    .target(
      name: "Simulation",
      dependencies: ["MedicalRecord", "Interop", "CarnetCore"],
      swiftSettings: strict
    ),

    // Reading
    .target(
      name: "Views",
      dependencies: ["CarnetCore", "MedicalRecord", .systemPackage, .crypto, .grdb, .sqlite],
      swiftSettings: strict
    ),

    // Application
    .target(
      name: "RecordService",
      dependencies: [
        "CarnetCore", "Ledger", "EventLog", "Vault", "MedicalRecord", "Interop", "Views",
        "AccessStatistics", "AuditTrail", "DeadlineBoard", "DocumentIndex", "EnrolmentStatistics",
        "FeedStatistics", "Notices", "RecordDirectory", .crypto, .protobuf, .systemPackage,
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Audit",
      dependencies: [
        "CarnetCore", "Ledger", "EventLog", "Vault", "MedicalRecord", "Views", "AuditTrail",
        "DocumentIndex", "RecordDirectory", "RecordService",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Statistics",
      dependencies: [
        "CarnetCore", "Ledger", "EventLog", "MedicalRecord", "Interop", "Views",
        "AccessStatistics", "EnrolmentStatistics", "FeedStatistics", "RecordService",
      ],
      swiftSettings: strict
    ),

    // Rim
    .target(
      name: "FHIR",
      dependencies: ["MedicalRecord", "Interop", "CarnetCore"],
      swiftSettings: strict
    ),
    .target(
      name: "Pages",
      dependencies: ["MedicalRecord", "Interop", "CarnetCore", .mustache],
      resources: [.embedInCode("Static")],
      swiftSettings: strict
    ),
    .target(
      name: "WebService",
      dependencies: [
        "CarnetCore", "Ledger", "EventLog", "Vault", "MedicalRecord", "Interop", "Views",
        "AuditTrail", "DeadlineBoard", "DocumentIndex", "EnrolmentStatistics", "Notices",
        "RecordDirectory", "RecordService", "Audit", "Statistics", "FHIR", "Pages", .crypto,
        .histogram, .httpClient, .httpTypes, .hummingbird, .hummingbirdCore, .hummingbirdHTTP2,
        .jwt, .lifecycle, .logging,
        .nioCore, .nioPosix, .nioSSL, .systemPackage, .x509,
      ],
      swiftSettings: strict
    ),
    .target(
      name: "CarnetCommands",
      dependencies: [
        "CarnetCore", "Ledger", "EventLog", "Vault", "MedicalRecord", "Interop", "Views",
        "AuditTrail", "DeadlineBoard", "DocumentIndex", "EnrolmentStatistics", "Notices",
        "RecordDirectory", "RecordService", "Audit", "Statistics", "Simulation", "WebService",
        .arguments, .logging,
        .systemPackage, .crypto,
      ],
      swiftSettings: strict
    ),

    // Executables: mains of a few lines
    .executableTarget(name: "carnet", dependencies: ["CarnetCommands"], swiftSettings: strict),
    .executableTarget(
      name: "carnet-verify",
      dependencies: ["CarnetCore", "Ledger", "EventLog", .systemPackage],
      swiftSettings: strict
    ),

    // Tests
    .target(
      name: "FileSystemSimulation",
      dependencies: ["CarnetCore", .systemPackage],
      path: "Tests/FileSystemSimulation",
      swiftSettings: strict
    ),
    .testTarget(
      name: "FileSystemSimulationTests",
      dependencies: ["CarnetCore", "FileSystemSimulation", .systemPackage],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CarnetCoreTests",
      dependencies: ["CarnetCore", "CChecksum", .crypto, .systemPackage],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LedgerTests",
      dependencies: ["Ledger", "CarnetCore", "CChecksum", .crypto],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CorpusTests",
      dependencies: ["EventLog", "FHIR", "Ledger", "Interop", "CarnetCore"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VaultTests",
      dependencies: ["Vault", "CarnetCore", "FileSystemSimulation", .crypto, .systemPackage],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EventLogTests",
      dependencies: ["EventLog", "Ledger", "CarnetCore", "FileSystemSimulation", .systemPackage],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ViewsTests",
      dependencies: ["Views", "CarnetCore", "MedicalRecord", .systemPackage],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ProjectorsTests",
      dependencies: ["Views", "CarnetCore", "MedicalRecord", .systemPackage]
        + projectors.map { .byName(name: $0) },
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecordServiceTests",
      dependencies: [
        "RecordService", "FileSystemSimulation", "Audit", "CarnetCore", "Ledger", "EventLog",
        "Vault", "MedicalRecord",
        "Interop", "Views", "AuditTrail", "DeadlineBoard", "DocumentIndex", "Notices",
        "RecordDirectory", .systemPackage,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Audit", "AuditTrail", "CarnetCore", "EventLog", "Ledger", "MedicalRecord", "Notices",
        "RecordService", "Vault", "Views", .systemPackage,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StatisticsTests",
      dependencies: [
        "Statistics", "AccessStatistics", "EnrolmentStatistics", "FeedStatistics", "CarnetCore",
        "EventLog", "MedicalRecord", "Interop", "RecordService", "Views", .systemPackage,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CarnetCommandsTests",
      dependencies: [
        "CarnetCommands", "CarnetCore", "MedicalRecord", "RecordService", .arguments,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Simulation", "CarnetCommands", "RecordService", "Statistics", "Views", "MedicalRecord",
        "CarnetCore", .systemPackage,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FHIRTests",
      dependencies: ["FHIR", "Interop", "MedicalRecord", "CarnetCore"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PagesTests",
      dependencies: ["Pages", "MedicalRecord", "Interop", "CarnetCore"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "WebServiceTests",
      dependencies: [
        "WebService", "FHIR", "RecordService", "Audit", "FileSystemSimulation", "Vault", "EventLog",
        "Ledger", "Views",
        "MedicalRecord", "Interop", "CarnetCore", .crypto, .hummingbird, .hummingbirdTesting,
        .cryptoExtras, .httpClient, .jwt, .lifecycle, .nioCore, .nioSSL, .systemPackage, .x509,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MedicalRecordTests",
      dependencies: ["MedicalRecord", "CarnetCore"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "InteropTests",
      dependencies: ["Interop", "MedicalRecord", "CarnetCore"],
      swiftSettings: strict
    ),
  ]
    + projectors.map { name in
      .target(
        name: name,
        dependencies: ["Views", "MedicalRecord", "CarnetCore"],
        path: "Sources/Projectors/\(name)",
        swiftSettings: strict
      )
    }
)
