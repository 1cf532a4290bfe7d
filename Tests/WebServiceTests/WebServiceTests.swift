import Testing
import WebService

@Test func `the service has a port of its own`() { #expect(WebService.defaultPort == 8480) }
