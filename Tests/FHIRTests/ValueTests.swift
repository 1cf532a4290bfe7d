import Foundation
import Interop
import Testing

@testable import FHIR

/// JSON and XML are two spellings of one value.
struct ValueTests {
  @Test func `a resource survives JSON, XML and back, whatever it holds`() throws {
    for seed in UInt64(1)...400 {
      var random = RandomResource(seed: seed)
      let value = random.resource()
      let json = try JSONValue(value.jsonBytes())
      let xml = value.xmlBytes()
      do {
        let back = try FHIRXMLReader.read(xml)
        #expect(back == json, "seed \(seed): \(String(decoding: xml, as: UTF8.self))")
        #expect(FHIRValue(back).jsonBytes() == FHIRValue(json).jsonBytes(), "seed \(seed)")
      } catch {
        Issue.record("seed \(seed): \(error)\n\(String(decoding: xml, as: UTF8.self))")
      }
    }
  }

  @Test func `numbers keep their last zeros`() throws {
    let value: FHIRValue = [
      "resourceType": "Parameters",
      "parameter": [["name": "x", "valueDecimal": .number("1.500")]],
    ]
    let text = String(decoding: value.jsonBytes(), as: UTF8.self)
    #expect(text.contains("1.500"))
    #expect(String(decoding: value.xmlBytes(), as: UTF8.self).contains(#"value="1.500""#))
  }

  @Test func `empty members are not there`() {
    let value: FHIRValue = ["a": nil, "b": .array([]), "c": [:], "d": "", "e": "x"]
    #expect(value == ["e": "x"])
  }

  @Test func `the same value gives the same bytes, members in the order of the specification`() {
    let value: FHIRValue = [
      "resourceType": "Patient", "id": "1", "active": true, "gender": "female",
    ]
    #expect(
      String(decoding: value.jsonBytes(), as: UTF8.self)
        == #"{"resourceType":"Patient","id":"1","active":true,"gender":"female"}"#
    )
    let mixed = JSONValue.object([
      "gender": .string("female"), "active": .bool(true), "id": .string("1"),
      "resourceType": .string("Patient"),
    ])
    #expect(FHIRValue(mixed) == value)
  }

  @Test func `XML has elements in order, extensions' addresses as attributes, wrapped resources`() {
    let value: FHIRValue = [
      "resourceType": "DocumentReference", "status": "current",
      "extension": [["url": "https://example.org/e", "valueBoolean": false]],
      "contained": [["resourceType": "Patient", "id": "p"]],
    ]
    #expect(
      String(decoding: value.xmlBytes(), as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <DocumentReference xmlns="http://hl7.org/fhir"><contained><Patient><id value="p"/></Patient>\
        </contained><extension url="https://example.org/e"><valueBoolean value="false"/></extension>\
        <status value="current"/></DocumentReference>
        """
    )
  }

  @Test func `narrative that is no XHTML goes out as its text`() {
    let value: FHIRValue = [
      "resourceType": "Patient", "text": ["status": "generated", "div": "<script>&"],
    ]
    let text = String(decoding: value.xmlBytes(), as: UTF8.self)
    #expect(text.contains(#"<div xmlns="http://www.w3.org/1999/xhtml">&lt;script&gt;&amp;</div>"#))
  }
}

/// What may not come in as XML.
struct XMLRequestTests {
  private func refusal(_ text: String) -> FHIRXMLRefusal? {
    do throws(FHIRXMLRefusal) {
      _ = try FHIRXMLReader.read(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  private static let head = #"<Patient xmlns="http://hl7.org/fhir">"#

  @Test func `unknown resources, elements and attributes are refused by name and line`() {
    #expect(refusal("<Patient/>") == .unknownResource("Patient", line: 1))
    #expect(
      refusal(#"<Spaceship xmlns="http://hl7.org/fhir"/>"#)
        == .unknownResource("Spaceship", line: 1)
    )
    #expect(
      refusal(Self.head + "\n<wings value=\"2\"/></Patient>")
        == .unknownElement("Patient.wings", line: 2)
    )
    #expect(
      refusal(Self.head + #"<active valeur="true"/></Patient>"#)
        == .unknownAttribute("Patient.active/@valeur", line: 1)
    )
  }

  @Test func `what may be there once is not there twice`() {
    #expect(
      refusal(Self.head + #"<active value="true"/><active value="false"/></Patient>"#)
        == .repeated("Patient.active", line: 1)
    )
  }

  @Test func `values have the form of their type`() {
    #expect(
      refusal(Self.head + #"<active value="True"/></Patient>"#)
        == .value("Patient.active", line: 1)
    )
    #expect(
      refusal(Self.head + #"<multipleBirthInteger value="01"/></Patient>"#)
        == .value("Patient.multipleBirthInteger", line: 1)
    )
  }

  @Test func `text, emptiness and what follows the root are refused`() {
    #expect(refusal(Self.head + "hello</Patient>") == .text("Patient", line: 1))
    #expect(refusal(Self.head + "<name/></Patient>") == .empty("Patient.name", line: 1))
    #expect(refusal(Self.head + "</Patient>") == nil, "a resource may be its type alone")
    let second = Self.head + #"<id value="1"/></Patient><Patient/>"#
    #expect(refusal(second) != nil)
  }

  @Test func `a DOCTYPE and deep nesting are refused`() {
    #expect(refusal("<!DOCTYPE Patient [<!ENTITY a 'b'>]>" + Self.head + "</Patient>") != nil)
    let deep = String(repeating: #"<extension url="u">"#, count: 200)
    #expect(refusal(Self.head + deep) != nil)
  }
}
