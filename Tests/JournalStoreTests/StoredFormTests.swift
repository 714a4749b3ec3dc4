import ControlPlane
import Foundation
import JournalStore
import Testing
import VirtualTime

/// What is in files that people keep. A difference here means that older journals are read wrongly or not
/// at all: it needs a new record version, not a new golden text.
@Suite("The stored form of an entry") struct StoredFormTests {
    private func stored() throws -> [String] {
        let journal = try Journal(path: nil)
        let (branch, _) = try journal.addStory()
        return try journal.records(of: branch).map { record in
            "\(record.sequence) v\(record.recordVersion) \(record.atMilliseconds)\n" + record.cause + "\n"
                + record.outcome + "\n"
                + [record.choices, record.causes, record.names, record.advisories].joined(separator: " ")
        }
    }

    @Test("is the recorded one, case by case and name by name")
    func golden() throws {
        let stored = try stored()

        #expect(stored.count == Self.golden.count)
        for (line, recorded) in zip(stored, Self.golden) { #expect(line == recorded) }
    }

    @Test("does not depend on the process or the order of a dictionary")
    func stable() throws {
        #expect(try stored() == stored())
    }

    @Test("has the recorded digest")
    func digest() throws {
        #expect(
            try Journal(path: nil).addStory().head.hex
                == "79b7335c263dc753a4cdcb5224cca5dd42a8d6833aa039218c61f3bd8097214c")
    }

    @Test("writes names, which need no encoder, as the encoder does")
    func names() throws {
        let controls = (0...0x7F).map { String(UnicodeScalar(UInt8($0))) }.joined()
        let names = ["/plain/path", controls, "Ünïcödé", "\u{2028}\u{FEFF}\u{1F511}", ""]
        for names in [names, ["/"], []] {
            let entry = Entry(
                number: 1, at: Instant(milliseconds: 0), cause: .timePassed, outcome: .settled([]),
                names: names, choices: [], advisories: [], causes: [])
            var chain = DigestChain()
            let record = try EntryRecord(entry, branch: 0, chain: &chain)
            #expect(record.names == (try StoredText.text(names)))
            #expect(try record.entry().names == names)
        }
    }

    private static let golden: [String] = [
        #"""
        1 v1 1708074000000
        {"command":{"_0":{"resources":{"_0":{"createOrUpdateGroup":{"_0":1,"carried":"{\"tags\":{\"env\#
        \":\"test\"}}","location":"westeurope"}}}},"by":{"user":{"_0":"operator"}}}}
        {"settled":{"_0":[{"because":"ARM-ERR-09","event":{"resources":{"_0":{"groupWritten":{"_0":{"c\#
        arried":"{\"tags\":{\"env\":\"test\"}}","createdAt":1708074000000,"id":1,"location":"westeurop\#
        e"}}}}}}]}}
        [] [] ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sec-rg"] []
        """#,
        #"""
        2 v1 1708074000000
        {"command":{"_0":{"keyVault":{"_0":{"createOrUpdateVault":{"_0":2,"_1":{"carried":"{}","locati\#
        on":"westeurope","purgeProtection":true,"retentionDays":7,"tenant":"11111111-1111-1111-1111-11\#
        1111111111","usesRolesByDefault":false}}}}},"by":{"user":{"_0":"operator"}}}}
        {"settled":{"_0":[{"also":["KV-NET-01"],"because":"KV-VAULT-06","event":{"keyVault":{"_0":{"va\#
        ultCreated":{"_0":{"accessPolicies":[],"carried":"{}","createdAt":1708074000000,"dns":{"regist\#
        ering":{"until":1708074030000}},"id":2,"isPremium":false,"keys":[],"location":"westeurope","na\#
        me":"contoso-kv","network":{"addresses":[],"bypassesTrusted":true,"deniesByDefault":false,"isS\#
        tated":false,"publicAccess":"Enabled","subnets":[]},"networkInForce":{"addresses":[],"bypasses\#
        Trusted":true,"deniesByDefault":false,"isStated":false,"publicAccess":"Enabled","subnets":[]},\#
        "purgeProtection":true,"retentionDays":7,"softDelete":true,"tenant":"11111111-1111-1111-1111-1\#
        11111111111","usesRoles":false}}}}}}]}}
        [{"from":1708074000000,"ordinal":1,"picked":1708074030000,"point":"lro.vault-dns","resource":2\#
        ,"to":1708074030000}] [] ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/\#
        sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv"] []
        """#,
        #"""
        3 v1 1708074030000
        {"alarm":{"_0":{"keyVault":{"_0":{"vaultDue":{"_0":2}}}}}}
        {"settled":{"_0":[{"because":"KV-VAULT-06","event":{"keyVault":{"_0":{"vaultReachable":{"_0":2\#
        }}}}}]}}
        [] [] [] []
        """#,
        #"""
        4 v1 1708074060000
        {"timePassed":{}}
        {"settled":{"_0":[]}}
        [] [] [] []
        """#,
        #"""
        5 v1 1708074060000
        {"command":{"_0":{"keyVault":{"_0":{"createKey":{"_0":3,"_2":{"carried":"{}","enabled":true,"o\#
        perations":["encrypt","decrypt","sign","verify","wrapKey","unwrapKey"],"sizeBits":3072,"type":\#
        "RSA"},"vault":2}}}},"by":{"user":{"_0":"operator"}}}}
        {"settled":{"_0":[{"because":"KV-KEY-03","event":{"keyVault":{"_0":{"versionCreated":{"_0":3,"\#
        _2":{"carried":"{}","changedBy":5,"createdAt":1708074060000,"enabled":true,"name":"f15623389ed\#
        28415a76605df9b60f0fe","operations":["encrypt","decrypt","sign","verify","wrapKey","unwrapKey"\#
        ],"sizeBits":3072,"type":"RSA","updatedAt":1708074060000},"vault":2}}}}}]}}
        [] [] ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sec-rg/providers/Mi\#
        crosoft.KeyVault/vaults/contoso-kv/keys/cmk"] []
        """#,
        #"""
        6 v1 1708074060000
        {"command":{"_0":{"keyVault":{"_0":{"deleteKey":{"_0":3}}}},"by":{"user":{"_0":"dana@contoso"}\#
        }}}
        {"refused":{"_0":{"because":["KV-ACC-03","KV-DP-04"],"causes":[],"reason":{"accessDenied":{"_0\#
        ":"delete","principal":"dana@contoso","vault":2}}}}}
        [] [] [] []
        """#,
        #"""
        7 v1 1708074060000
        {"settings":{"_0":{"assumed":[],"choices":{"exact":[],"policy":"earliest","seed":1},"profile":\#
        "seed-2024-02-16","timings":[]}}}
        {"settled":{"_0":[]}}
        [] [] [] []
        """#,
    ]
}
