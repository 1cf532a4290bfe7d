import HTTPTypes
import Hummingbird
import Pages

/// Files of documents as a browser gets them: never run, never shown as a page of this site.
enum DocumentFile {
  /// Types that keep their name; everything else is bytes.
  private static let extensions = [
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif",
    "text/plain": "txt", "text/xml": "xml", "application/xml": "xml", "application/rtf": "rtf",
    "text/rtf": "rtf", "image/tiff": "tif",
  ]

  static func name(of type: String, _ language: PageLanguage) -> String {
    switch type {
    case "application/pdf": "PDF"
    case "image/jpeg": language.say("image JPEG", "JPEG picture")
    case "image/png": language.say("image PNG", "PNG picture")
    case "image/gif": language.say("image GIF", "GIF picture")
    case "image/tiff": language.say("image TIFF", "TIFF picture")
    case "text/plain": language.say("texte", "text")
    case "text/xml", "application/xml": language.say("CDA d'origine", "original CDA")
    case "application/rtf", "text/rtf": language.say("texte RTF", "RTF text")
    default: type.isEmpty ? language.say("fichier", "file") : type
    }
  }

  static func response(_ bytes: [UInt8], type: String, name: String) -> Response {
    let known = extensions[type]
    // XML of others could be read as a page with its own script: it leaves as bytes.
    let isMarkup = type.hasSuffix("xml")
    var response = Response.bytes(
      bytes,
      type: known == nil || isMarkup ? "application/octet-stream" : type
    )
    response.headers[.contentDisposition] = "attachment; filename=\"\(name).\(known ?? "bin")\""
    response.headers[.contentSecurityPolicy] = "sandbox; default-src 'none'"
    return response
  }
}
