// swift-tools-version: 6.2
import PackageDescription

// The fuzzers: the modules of the package above, instrumented. Static libraries, because libFuzzer
// brings `main`; tools/fuzz/run links them. The name is that of the package above, so that
// `package` declarations are seen.

// Optimised in debug builds too: a fuzzer is worth its executions a second.
let instrumented: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-O", "-parse-as-library"]),
]

let fuzzers = [
  "FuzzBatch": "EventLog", "FuzzEnvelope": "EventLog", "FuzzCheckpoint": "Ledger",
  "FuzzCDA": "Interop", "FuzzZip": "Interop", "FuzzHL7v2": "Interop", "FuzzFHIR": "Interop",
  "FuzzFHIRRequest": "FHIR",
]
.sorted { $0.key < $1.key }

let package = Package(
  name: "carnet",
  platforms: [.macOS(.v15)],
  products: fuzzers.map { .library(name: $0.key, type: .static, targets: [$0.key]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CChecksum", cSettings: [.unsafeFlags(["-fsanitize=address", "-O1"])]),
    .target(
      name: "CarnetCore",
      dependencies: [.product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: instrumented
    ),
    .target(
      name: "Ledger",
      dependencies: ["CarnetCore", "CChecksum", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: instrumented
    ),
    .target(
      name: "EventLog",
      dependencies: [
        "CarnetCore", "Ledger", "CLZ4", "CChecksum",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: instrumented
    ),
    .target(
      name: "MedicalRecord",
      dependencies: ["CarnetCore", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["Events/events.proto"],
      swiftSettings: instrumented
    ),
    .target(
      name: "Interop",
      dependencies: [
        "MedicalRecord", "CarnetCore", "CChecksum", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: instrumented
    ),
    .target(
      name: "FHIR",
      dependencies: ["MedicalRecord", "Interop", "CarnetCore"],
      swiftSettings: instrumented
    ),
  ]
    + fuzzers.map { fuzzer in
      .target(
        name: fuzzer.key,
        dependencies: [.byName(name: fuzzer.value)],
        path: "Targets/\(fuzzer.key)",
        swiftSettings: instrumented
      )
    }
)
