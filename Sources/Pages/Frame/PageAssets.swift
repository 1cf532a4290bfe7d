/// The files that pages load.
package struct PageAsset: Sendable {
  package var name: String
  package var type: String
  package var bytes: [UInt8]

  package static let all = [
    PageAsset(
      name: "carnet.css",
      type: "text/css; charset=utf-8",
      bytes: PackageResources.carnet_css
    ),
    PageAsset(
      name: "carnet.js",
      type: "text/javascript; charset=utf-8",
      bytes: PackageResources.carnet_js
    ),
    PageAsset(
      name: "verify.js",
      type: "text/javascript; charset=utf-8",
      bytes: PackageResources.verify_js
    ),
    PageAsset(name: "carnet.svg", type: "image/svg+xml", bytes: PackageResources.carnet_svg),
  ]
}
