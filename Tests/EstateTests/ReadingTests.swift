import Estate
import Testing
import VirtualTime

@Suite("files of an estate") struct ReadingTests {
    @Test("may be one: a combined file makes what a folder makes, whatever its members are called")
    func combined() throws {
        let combined: Document = [
            "one": Contoso.vaults(), "two": Contoso.keys(), "three": Contoso.clusters(),
            "four": Contoso.workspaces, "five": Contoso.links, "six": Contoso.onboardings,
        ]
        let file = Contoso.file("estate", combined)
        let imported = try Contoso.imported([file])

        #expect(imported.report.resources.count == 6)
        #expect(imported.report.resources.filter { !$0.isMade }.count == 0)
        #expect(try Coverage.faults(of: imported.report, over: [file]) == [])
    }

    @Test("may be a flat list of everything, or a single resource")
    func flat() throws {
        let items = [Contoso.vaults(), Contoso.clusters(), Contoso.workspaces].flatMap { $0.items ?? [] }
        let list = Contoso.file("all", .array(items))
        let single = Contoso.file("vault", Contoso.vaults().items?.first ?? nil)

        #expect(
            try Contoso.imported([list]).report.resources.map(\.kind) == ["vault", "cluster", "workspace"])
        #expect(try Contoso.imported([single]).report.resources.map(\.kind) == ["vault"])
    }

    @Test("that show a resource twice are held against the same world")
    func twice() throws {
        let bare: Document = [
            ["id": .string(Contoso.vault), "location": "westeurope", "name": "contoso-kv", "tags": [:]]
        ]
        let files = Contoso.files() + [Contoso.file("list", bare)]
        let report = try Contoso.imported(files).report

        #expect(report.resources.first { $0.kind == "vault" }?.places.count == 2)
        #expect(report.verdict("list.json#/0/location") == .understood)
        #expect(try Coverage.faults(of: report, over: files) == [])
    }

    @Test("a list that shows no properties leaves them to a new vault, and says so")
    func bareList() throws {
        let bare: Document = [["id": .string(Contoso.vault), "location": "westeurope", "name": "contoso-kv"]]
        let report = try Contoso.imported([Contoso.file("vaults", bare)]).report

        #expect(report.resources.map(\.isMade) == [true])
        #expect(report.premises.contains { $0.resource == Contoso.vault })
    }

    @Test("a page with more behind it says so, and what stands in no resource is ignored by name")
    func strays() throws {
        let file = Contoso.file(
            "page", ["value": Contoso.vaults(), "nextLink": "https://management.azure.com/next", "count": 1])
        let note = Contoso.file("note", ["owner": "soc team", "empty": []])
        let report = try Contoso.imported([file, note]).report

        #expect(report.verdict("page.json#/nextLink") == .ignored)
        #expect(report.leaf("page.json#/nextLink")?.reason.contains("more pages") == true)
        #expect(report.verdict("note.json#/owner") == .ignored)
        #expect(report.verdict("note.json#/empty") == .understood)
    }

    @Test("of a type that is not modeled are named, with the page that says why")
    func notModeled() throws {
        let id = "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/contosologs"
        let storage: Document = [["id": .string(id), "location": "westeurope", "name": "contosologs"]]
        let files = [Contoso.file("storage", storage), Contoso.file("vaults", Contoso.vaults())]
        let report = try Contoso.imported(files).report

        #expect(report.refusals.map(\.status) == [501])
        #expect(report.verdict("storage.json#/0/name") == .ignored)
        #expect(try Coverage.faults(of: report, over: files) == [])
    }

    @Test("of another subscription are held in the first one, and say so")
    func otherSubscription() throws {
        let other = Contoso.vault.replacing("5a5a", with: "6b6b").replacing("contoso-kv", with: "other-kv")
        let vault: Document = [["id": .string(other), "location": "westeurope", "name": "other-kv"]]
        let report = try Contoso.imported(Contoso.files() + [Contoso.file("other", vault)]).report

        #expect(report.resources.first { $0.id == other }?.isMade == true)
        #expect(report.verdict("other.json#/0/id") == .assumed)
    }

    @Test("that are no JSON are named with line and column, all of them, and nothing is made")
    func unreadable() {
        let files = [
            EstateFile(name: "a.json", text: "[1,\n 2"), EstateFile(name: "b.json", text: ""),
            Contoso.file("c", Contoso.vaults()),
        ]
        let problems = #expect(throws: EstateProblems.self) { try Estate(reading: files) }

        #expect(problems?.sentences.count == 2)
        #expect(problems?.sentences.first?.hasPrefix("a.json:2:3: ") == true)
    }

    @Test(
        "that show no resource at all are no estate", arguments: ["[]", "{\"a\": 1}", "[{\"name\": \"x\"}]"])
    func nothing(text: String) {
        #expect(throws: EstateProblems.self) {
            try Estate(reading: [EstateFile(name: "a.json", text: text)])
        }
        #expect(throws: EstateProblems.self) { try Estate(reading: []) }
    }

    @Test("show the subscription, and whether a provider is registered: the rules then have their say")
    func ground() throws {
        let account: Document = [
            "environmentName": "AzureCloud", "id": "5a5a0000-0000-0000-0000-000000000001",
            "state": "Enabled", "tenantId": .string(Contoso.tenant),
        ]
        let provider: Document = [
            [
                "id": .string("\(Contoso.subscription)/providers/Microsoft.DocumentDB"),
                "namespace": "Microsoft.DocumentDB", "registrationState": "NotRegistered",
            ]
        ]
        let files =
            Contoso.files() + [Contoso.file("account", account), Contoso.file("providers", provider)]
        let report = try Contoso.imported(files).report

        #expect(report.verdict("account.json#/id") == .understood)
        #expect(report.verdict("account.json#/tenantId") == .understood)
        #expect(report.verdict("providers.json#/0/registrationState") == .understood)
        #expect(report.rulesOfRefusals.contains("SENT-PRE-06"))
        #expect(report.verdict("onboarding.json#/value/0/properties/customerManagedKey") == .ignored)
        #expect(try Coverage.faults(of: report, over: files) == [])
    }
}
