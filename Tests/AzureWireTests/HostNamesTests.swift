import Testing

@testable import AzureWire

@Suite struct HostNamesTests {
    @Test(
        "the hosts that clients of the story ask for are served",
        arguments: [
            "management.azure.com", "login.microsoftonline.com", "login.windows.net", "graph.microsoft.com",
            "kv-1.vault.azure.net", "api.loganalytics.io", "api.loganalytics.azure.com",
            "acc.documents.azure.com", "dce-x1.westeurope-1.ingest.monitor.azure.com",
            "0000.ods.opinsights.azure.com", "azcliprod.blob.core.windows.net", "hsm.managedhsm.azure.net",
            "localhost", "127.0.0.1", "::1", "kv.vault.localhost", "acc.documents.localhost",
        ])
    func served(host: String) {
        #expect(HostNames.contains(host))
    }

    @Test(
        "no other host is, and nothing that is no name",
        arguments: [
            "pypi.org", "management.usgovcloudapi.net", "93.184.216.34", "127.0.0.2", "::2", "azure.com",
            "vault.azure.net", ".vault.azure.net", "a.b.vault.azure.net", "a..b.ingest.monitor.azure.com",
            "xmanagement.azure.com", "management.azure.com.", "x.management.azure.com",
            "Management.Azure.com",
            "other.blob.core.windows.net", "dc.services.visualstudio.com", "x y.vault.azure.net",
            "\u{0}.vault.azure.net", "ü.vault.azure.net", "*.vault.azure.net", "x_y.vault.azure.net",
            "x.localhost", "", String(repeating: "x", count: 64) + ".vault.azure.net",
        ])
    func notServed(host: String) {
        #expect(!HostNames.contains(host))
    }

    @Test("a name is served just where routes or the list of quiet names know it")
    func oneList() {
        for name in HostNames.exact.keys { #expect(HostNames.contains(name)) }
        for rule in HostNames.suffixes {
            #expect(HostNames.contains("x\(rule.suffix)"))
            #expect(HostMeaning(host: "x\(rule.suffix)", localNames: [])?.pattern == rule.pattern)
        }
    }

    @Test("every pattern lies in one of the trees, and no tree is wider than a pattern's")
    func subtrees() {
        let addresses = ["127.0.0.1", "::1"]
        for pattern in HostNames.patterns where !addresses.contains(pattern) {
            let name = pattern.hasPrefix("*.") ? String(pattern.dropFirst(2)) : pattern
            let trees = HostNames.subtrees.filter { name == $0 || name.hasSuffix(".\($0)") }
            #expect(trees.count == 1, "\(pattern)")
        }
        for tree in HostNames.subtrees {
            #expect(HostNames.patterns.contains { $0 == tree || $0 == "*.\(tree)" }, "\(tree)")
        }
        #expect(HostNames.subtrees == Array(Set(HostNames.subtrees)).sorted())
    }
}
