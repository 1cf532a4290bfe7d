import RecordService

// FHIR's resources and searches and the service's own have the same names: here are the service's,
// in a file that does not know the others.
typealias DeskSearch = DocumentSearch
typealias DeskReference = DocumentReference
