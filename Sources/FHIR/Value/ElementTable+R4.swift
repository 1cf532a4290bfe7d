extension ElementTable {
  /// The elements of FHIR 4.0.1 that this product reads or writes, in the order of the
  /// specification, which XML asks for and which its JSON keeps too.
  ///
  /// A line a type, each element with its type and `*` where it repeats. `!` marks a resource with
  /// narrative and contained resources, `!!` one without; the elements that every resource, every
  /// backbone element (those with `_`) and every element has are added when the table is read.
  /// `[x]` stands for a choice, whose type is the end of the name as it is written. Named for the
  /// definitions of the R4 schema.
  static let r4 = ElementTable(
    """
    Address use:code type:code text:string line:string* city:string district:string state:string
      postalCode:string country:string period:Period
    Age value:decimal comparator:code unit:string system:uri code:code
    Annotation author[x] time:dateTime text:markdown
    Attachment contentType:code language:code data:base64Binary url:url size:unsignedInt
      hash:base64Binary title:string creation:dateTime
    AuditEvent! type:Coding subtype:Coding* action:code period:Period recorded:instant
      outcome:code outcomeDesc:string purposeOfEvent:CodeableConcept* agent:AuditEvent_Agent*
      source:AuditEvent_Source entity:AuditEvent_Entity*
    AuditEvent_Agent type:CodeableConcept role:CodeableConcept* who:Reference altId:string
      name:string requestor:boolean location:Reference policy:uri* media:Coding
      network:AuditEvent_Network purposeOfUse:CodeableConcept*
    AuditEvent_Detail type:string value[x]
    AuditEvent_Entity what:Reference type:Coding role:Coding lifecycle:Coding
      securityLabel:Coding* name:string description:string query:base64Binary
      detail:AuditEvent_Detail*
    AuditEvent_Network address:string type:code
    AuditEvent_Source site:string observer:Reference type:Coding*
    Binary!! contentType:code securityContext:Reference data:base64Binary
    Bundle!! identifier:Identifier type:code timestamp:instant total:unsignedInt
      link:Bundle_Link* entry:Bundle_Entry* signature:Signature
    Bundle_Entry link:Bundle_Link* fullUrl:uri resource:Resource search:Bundle_Search
      request:Bundle_Request response:Bundle_Response
    Bundle_Link relation:string url:uri
    Bundle_Request method:code url:uri ifNoneMatch:string ifModifiedSince:instant ifMatch:string
      ifNoneExist:string
    Bundle_Response status:string location:uri etag:string lastModified:instant outcome:Resource
    Bundle_Search mode:code score:decimal
    CapabilityStatement! url:uri version:string name:string title:string status:code
      experimental:boolean date:dateTime publisher:string contact:ContactDetail*
      description:markdown useContext:UsageContext* jurisdiction:CodeableConcept*
      purpose:markdown copyright:markdown kind:code instantiates:canonical* imports:canonical*
      software:CapabilityStatement_Software implementation:CapabilityStatement_Implementation
      fhirVersion:code format:code* patchFormat:code* implementationGuide:canonical*
      rest:CapabilityStatement_Rest* messaging:CapabilityStatement_Messaging*
      document:CapabilityStatement_Document*
    CapabilityStatement_Document mode:code documentation:markdown profile:canonical
    CapabilityStatement_Endpoint protocol:Coding address:url
    CapabilityStatement_Implementation description:string url:url custodian:Reference
    CapabilityStatement_Interaction code:code documentation:markdown
    CapabilityStatement_Interaction1 code:code documentation:markdown
    CapabilityStatement_Messaging endpoint:CapabilityStatement_Endpoint*
      reliableCache:unsignedInt documentation:markdown
      supportedMessage:CapabilityStatement_SupportedMessage*
    CapabilityStatement_Operation name:string definition:canonical documentation:markdown
    CapabilityStatement_Resource type:code profile:canonical supportedProfile:canonical*
      documentation:markdown interaction:CapabilityStatement_Interaction* versioning:code
      readHistory:boolean updateCreate:boolean conditionalCreate:boolean conditionalRead:code
      conditionalUpdate:boolean conditionalDelete:code referencePolicy:code*
      searchInclude:string* searchRevInclude:string*
      searchParam:CapabilityStatement_SearchParam* operation:CapabilityStatement_Operation*
    CapabilityStatement_Rest mode:code documentation:markdown
      security:CapabilityStatement_Security resource:CapabilityStatement_Resource*
      interaction:CapabilityStatement_Interaction1* searchParam:CapabilityStatement_SearchParam*
      operation:CapabilityStatement_Operation* compartment:canonical*
    CapabilityStatement_SearchParam name:string definition:canonical type:code
      documentation:markdown
    CapabilityStatement_Security cors:boolean service:CodeableConcept* description:markdown
    CapabilityStatement_Software name:string version:string releaseDate:dateTime
    CapabilityStatement_SupportedMessage mode:code definition:canonical
    CodeableConcept coding:Coding* text:string
    Coding system:uri version:string code:code display:string userSelected:boolean
    Consent! identifier:Identifier* status:code scope:CodeableConcept category:CodeableConcept*
      patient:Reference dateTime:dateTime performer:Reference* organization:Reference* source[x]
      policy:Consent_Policy* policyRule:CodeableConcept verification:Consent_Verification*
      provision:Consent_Provision
    Consent_Actor role:CodeableConcept reference:Reference
    Consent_Data meaning:code reference:Reference
    Consent_Policy authority:uri uri:uri
    Consent_Provision type:code period:Period actor:Consent_Actor* action:CodeableConcept*
      securityLabel:Coding* purpose:Coding* class:Coding* code:CodeableConcept*
      dataPeriod:Period data:Consent_Data* provision:Consent_Provision*
    Consent_Verification verified:boolean verifiedWith:Reference verificationDate:dateTime
    ContactDetail name:string telecom:ContactPoint*
    ContactPoint system:code value:string use:code rank:positiveInt period:Period
    Count value:decimal comparator:code unit:string system:uri code:code
    Device! identifier:Identifier* definition:Reference udiCarrier:Device_UdiCarrier*
      status:code statusReason:CodeableConcept* distinctIdentifier:string manufacturer:string
      manufactureDate:dateTime expirationDate:dateTime lotNumber:string serialNumber:string
      deviceName:Device_DeviceName* modelNumber:string partNumber:string type:CodeableConcept
      specialization:Device_Specialization* version:Device_Version* property:Device_Property*
      patient:Reference owner:Reference contact:ContactPoint* location:Reference url:uri
      note:Annotation* safety:CodeableConcept* parent:Reference
    Device_DeviceName name:string type:code
    Device_Property type:CodeableConcept valueQuantity:Quantity* valueCode:CodeableConcept*
    Device_Specialization systemType:CodeableConcept version:string
    Device_UdiCarrier deviceIdentifier:string issuer:uri jurisdiction:uri
      carrierAIDC:base64Binary carrierHRF:string entryType:code
    Device_Version type:CodeableConcept component:Identifier value:string
    DocumentReference! masterIdentifier:Identifier identifier:Identifier* status:code
      docStatus:code type:CodeableConcept category:CodeableConcept* subject:Reference
      date:instant author:Reference* authenticator:Reference custodian:Reference
      relatesTo:DocumentReference_RelatesTo* description:string securityLabel:CodeableConcept*
      content:DocumentReference_Content* context:DocumentReference_Context
    DocumentReference_Content attachment:Attachment format:Coding
    DocumentReference_Context encounter:Reference* event:CodeableConcept* period:Period
      facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference
      related:Reference*
    DocumentReference_RelatesTo code:code target:Reference
    Duration value:decimal comparator:code unit:string system:uri code:code
    Extension url:uri value[x]
    HumanName use:code text:string family:string given:string* prefix:string* suffix:string*
      period:Period
    Identifier use:code type:CodeableConcept system:uri value:string period:Period
      assigner:Reference
    List! identifier:Identifier* status:code mode:code title:string code:CodeableConcept
      subject:Reference encounter:Reference date:dateTime source:Reference
      orderedBy:CodeableConcept note:Annotation* entry:List_Entry* emptyReason:CodeableConcept
    List_Entry flag:CodeableConcept deleted:boolean date:dateTime item:Reference
    MeasureReport! identifier:Identifier* status:code type:code measure:canonical
      subject:Reference date:dateTime reporter:Reference period:Period
      improvementNotation:CodeableConcept group:MeasureReport_Group*
      evaluatedResource:Reference*
    MeasureReport_Component code:CodeableConcept value:CodeableConcept
    MeasureReport_Group code:CodeableConcept population:MeasureReport_Population*
      measureScore:Quantity stratifier:MeasureReport_Stratifier*
    MeasureReport_Population code:CodeableConcept count:integer subjectResults:Reference
    MeasureReport_Population1 code:CodeableConcept count:integer subjectResults:Reference
    MeasureReport_Stratifier code:CodeableConcept* stratum:MeasureReport_Stratum*
    MeasureReport_Stratum value:CodeableConcept component:MeasureReport_Component*
      population:MeasureReport_Population1* measureScore:Quantity
    Meta versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding*
      tag:Coding*
    Money value:decimal currency:code
    Narrative status:code div:xhtml
    OperationOutcome! issue:OperationOutcome_Issue*
    OperationOutcome_Issue severity:code code:code details:CodeableConcept diagnostics:string
      location:string* expression:string*
    Organization! identifier:Identifier* active:boolean type:CodeableConcept* name:string
      alias:string* telecom:ContactPoint* address:Address* partOf:Reference
      contact:Organization_Contact* endpoint:Reference*
    Organization_Contact purpose:CodeableConcept name:HumanName telecom:ContactPoint*
      address:Address
    Parameters!! parameter:Parameters_Parameter*
    Parameters_Parameter name:string value[x] resource:Resource part:Parameters_Parameter*
    Patient! identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint*
      gender:code birthDate:date deceased[x] address:Address* maritalStatus:CodeableConcept
      multipleBirth[x] photo:Attachment* contact:Patient_Contact*
      communication:Patient_Communication* generalPractitioner:Reference*
      managingOrganization:Reference link:Patient_Link*
    Patient_Communication language:CodeableConcept preferred:boolean
    Patient_Contact relationship:CodeableConcept* name:HumanName telecom:ContactPoint*
      address:Address gender:code organization:Reference period:Period
    Patient_Link other:Reference type:code
    Period start:dateTime end:dateTime
    Practitioner! identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint*
      address:Address* gender:code birthDate:date photo:Attachment*
      qualification:Practitioner_Qualification* communication:CodeableConcept*
    PractitionerRole! identifier:Identifier* active:boolean period:Period practitioner:Reference
      organization:Reference code:CodeableConcept* specialty:CodeableConcept*
      location:Reference* healthcareService:Reference* telecom:ContactPoint*
      availableTime:PractitionerRole_AvailableTime* notAvailable:PractitionerRole_NotAvailable*
      availabilityExceptions:string endpoint:Reference*
    PractitionerRole_AvailableTime daysOfWeek:code* allDay:boolean availableStartTime:time
      availableEndTime:time
    PractitionerRole_NotAvailable description:string during:Period
    Practitioner_Qualification identifier:Identifier* code:CodeableConcept period:Period
      issuer:Reference
    Quantity value:decimal comparator:code unit:string system:uri code:code
    Range low:Quantity high:Quantity
    Ratio numerator:Quantity denominator:Quantity
    Reference reference:string type:uri identifier:Identifier display:string
    RelatedPerson! identifier:Identifier* active:boolean patient:Reference
      relationship:CodeableConcept* name:HumanName* telecom:ContactPoint* gender:code
      birthDate:date address:Address* photo:Attachment* period:Period
      communication:RelatedPerson_Communication*
    RelatedPerson_Communication language:CodeableConcept preferred:boolean
    Signature type:Coding* when:instant who:Reference onBehalfOf:Reference targetFormat:code
      sigFormat:code data:base64Binary
    UsageContext code:Coding value[x]
    """
  )
}
