import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("ARM's order, locks and limits over the wire") struct FrontDoorOrderTests {
    /// A request for a cluster, and what may be wrong with it, in the documented order.
    private struct Faults: OptionSet {
        let rawValue: Int
        static let path = Faults(rawValue: 1 << 0)
        static let token = Faults(rawValue: 1 << 1)
        static let noVersion = Faults(rawValue: 1 << 2)
        static let subscription = Faults(rawValue: 1 << 3)
        static let namespace = Faults(rawValue: 1 << 4)
        static let version = Faults(rawValue: 1 << 5)
        static let location = Faults(rawValue: 1 << 6)
        static let registration = Faults(rawValue: 1 << 7)
        static let authority = Faults(rawValue: 1 << 8)
        static let group = Faults(rawValue: 1 << 9)
        static let lock = Faults(rawValue: 1 << 10)
        static let throttle = Faults(rawValue: 1 << 11)
        static let provider = Faults(rawValue: 1 << 12)
        static let all = 13
    }

    /// The rule of each fault, first to last.
    private let order = [
        "ARM-ERR-26", "ARM-ERR-01", "ARM-ERR-03", "ARM-ERR-08", "ARM-ERR-07", "ARM-ERR-05", "ARM-ERR-15",
        "ARM-RP-04", "ARM-ERR-12", "ARM-ERR-09", "ARM-LOCK-01", "ARM-ERR-22", "LA-SKU-02",
    ]

    private static func world(_ faults: Faults) -> AzureClient {
        var settings = Settings()
        precondition(settings.assume(.armThrottling, "token-bucket"))
        var client = AzureClient(settings)
        _ = client.put(Contoso.group, ["location": "westeurope"])
        if faults.contains(.registration) {
            _ = client.send(
                "POST", "\(Contoso.subscription)/providers/Microsoft.OperationalInsights/unregister")
        }
        if faults.contains(.lock) {
            _ = client.put(
                "\(Contoso.subscription)/providers/Microsoft.Authorization/locks/l",
                ["properties": ["level": "ReadOnly"]])
        }
        if faults.contains(.throttle) {
            client.timeline.submit {
                .resources(.drainAllowance($0.intern(Contoso.group), .writes, remaining: 0))
            }
        }
        return client
    }

    private static func send(_ faults: Faults, to client: inout AzureClient) -> Answer {
        var path = Contoso.cluster
        if faults.contains(.path) { path = path.replacing("contoso-la", with: "contoso%3Cla") }
        if faults.contains(.group) { path = path.replacing("sec-rg", with: "no-rg") }
        if faults.contains(.namespace) {
            path = path.replacing("Microsoft.OperationalInsights", with: "Microsoft.Nothing")
        }
        if faults.contains(.subscription) {
            path = path.replacing(
                Genesis.defaultSubscription, with: "22222222-2222-2222-2222-222222222222")
        }
        client.authorization = faults.contains(.token) ? nil : "Bearer lockstep"
        let body: Document = [
            "location": faults.contains(.location) ? "atlantis" : "westeurope",
            "identity": ["type": "SystemAssigned"],
            "sku": [
                "name": "CapacityReservation", "capacity": faults.contains(.provider) ? 50 : 100,
            ],
        ]
        let version =
            faults.contains(.noVersion) ? nil : faults.contains(.version) ? "2001-01-01" : "2022-10-01"
        let actor: HeaderFields =
            faults.contains(.authority) ? ["x-lockstep-actor": "dana@contoso"] : [:]
        return client.send("PUT", path, body, version: version, headers: actor)
    }

    @Test("ARM-ERR-ORDER · of any two faults at once the one that comes first in the order is answered")
    func order2() {
        for first in 0..<Faults.all {
            for second in first..<Faults.all {
                let faults: Faults = [Faults(rawValue: 1 << first), Faults(rawValue: 1 << second)]
                // An unknown namespace has neither versions nor a registration.
                guard !faults.contains(.namespace) || second == first || second > 7 || first < 4 else {
                    continue
                }
                var client = Self.world(faults)
                let answer = Self.send(faults, to: &client)
                #expect(answer.rules.first == order[first], "\(first) and \(second): \(answer.verdict)")
            }
        }
    }

    @Test("ARM-ERR-ORDER · of all faults at once, taken away one by one, each is answered in its turn")
    func order13() {
        var faults = Faults(rawValue: (1 << Faults.all) - 1)
        for place in 0..<Faults.all {
            var client = Self.world(faults)
            let answer = Self.send(faults, to: &client)
            #expect(answer.rules.first == order[place], "\(answer.verdict)")
            #expect(answer.response.upheld.map(\.code).contains("ARM-ERR-ORDER") == (place < 12))
            faults.remove(Faults(rawValue: 1 << place))
        }
        var client = Self.world(faults)
        #expect(Self.send(faults, to: &client).status == 202)
    }

    @Test("ARM-ERR-ORDER, ARM-LOCK-03 · who may not make a lock is told so before the group is looked for")
    func authorityFirst() {
        var client = AzureClient.at(.group)
        let lock = "\(Contoso.group)/providers/Microsoft.Authorization/locks/l"
        let body: Document = ["properties": ["level": "ReadOnly"]]
        for path in [lock, lock.replacing("sec-rg", with: "no-rg")] {
            let answer = client.send("PUT", path, body, headers: ["x-lockstep-actor": "dana@contoso"])
            #expect(answer.verdict == "403 AuthorizationFailed")
            #expect(answer.rules == ["ARM-ERR-12", "ARM-LOCK-03"])
        }
        #expect(client.put(lock.replacing("sec-rg", with: "no-rg"), body).code == "ResourceGroupNotFound")
    }

    @Test("ARM-ERR-02 · a token that cannot be read, or ends before it begins, has codes of its own")
    func tokens() {
        var client = AzureClient.at(.group)
        client.authorization = "Bearer a b"
        #expect(client.get(Contoso.group).verdict == "401 InvalidAuthenticationToken")
        #expect(client.get(Contoso.group).rules == ["ARM-ERR-02"])
        // {"iat":200,"exp":100} and {"iat":100,"exp":200}
        client.authorization = "Bearer e30.eyJpYXQiOjIwMCwiZXhwIjoxMDB9.x"
        #expect(client.get(Contoso.group).verdict == "401 ExpiredAuthenticationToken")
        #expect(client.get(Contoso.group).rules == ["ARM-ERR-02"])
        client.authorization = "Bearer e30.eyJpYXQiOjEwMCwiZXhwIjoyMDB9.x"
        #expect(client.get(Contoso.group).status == 200)
    }

    @Test("ARM-ERR-07 · a namespace that does not exist is refused, as provider and in a path")
    func namespaces() {
        var client = AzureClient.at(.group)
        for path in [
            "\(Contoso.subscription)/providers/Microsoft.Nothing",
            "\(Contoso.group)/providers/Microsoft.Nothing/things/t",
        ] {
            let answer = client.get(path, version: "2023-07-01")
            #expect(answer.verdict == "404 InvalidResourceNamespace")
            #expect(answer.rules == ["ARM-ERR-07"])
        }
    }

    @Test("ARM-ERR-11 · Sentinel on a workspace that is not there has no parent")
    func parents() {
        var client = AzureClient.at(.group)
        let answer = client.get(Contoso.onboarding)
        #expect(answer.verdict == "404 ParentResourceNotFound")
        #expect(answer.rules == ["ARM-ERR-11"])
    }

    @Test("ARM-ERR-15 · a location that does not exist is refused with those that do; any casing is read")
    func locations() {
        var client = AzureClient.at(.group)
        var body = AzureClient.clusterBody
        body["location"] = "atlantis"
        let answer = client.put(Contoso.cluster, body)
        #expect(answer.verdict == "400 LocationNotAvailableForResourceType")
        #expect(answer.message?.contains("'westeurope, ") == true)
        body["location"] = "WEST Europe"
        #expect(client.put(Contoso.cluster, body).status == 202)
    }

    @Test("ARM-ERR-16 · a resource that exists elsewhere is not written again in another place")
    func moved() {
        var client = AzureClient.at(.cluster)
        var body = AzureClient.clusterBody
        body["location"] = "northeurope"
        let answer = client.put(Contoso.cluster, body)
        #expect(answer.verdict == "409 InvalidResourceLocation")
        #expect(answer.rules.contains("ARM-ERR-16"))
    }

    @Test("ARM-ERR-18, ARM-LOCK-01 · a lock is made, listed, read, honored, journaled and taken off")
    func locks() {
        var client = AzureClient.at(.cluster)
        let lock = "\(Contoso.vault)/providers/Microsoft.Authorization/locks/keep"
        let body: Document = ["properties": ["level": "CanNotDelete", "notes": "please"]]
        #expect(client.put(lock, ["properties": ["level": "Sometimes"]]).status == 400)
        #expect(client.put(lock, body).status == 201)
        #expect(client.put(lock, body).status == 200)
        #expect(client.get(lock).text("properties", "notes") == "please")
        for scope in [Contoso.vault, Contoso.group, Contoso.subscription] {
            let list = client.get("\(scope)/providers/Microsoft.Authorization/locks")
            #expect(list.values.map { $0["name"] } == ["keep"])
        }
        #expect(client.get("\(Contoso.cluster)/providers/Microsoft.Authorization/locks").values == [])

        let before = client.entries.count
        let refused = client.delete(Contoso.vault)
        #expect(refused.verdict == "409 ScopeLocked")
        #expect(refused.rules == ["ARM-LOCK-01", "ARM-ERR-18"])
        #expect(refused.message?.contains(Contoso.vault) == true)
        #expect(client.entries.count == before + 1)
        #expect(client.patch(Contoso.vault, ["tags": ["a": "b"]]).status == 200)
        #expect(client.delete(Contoso.group).rules.first == "ARM-LOCK-04")
        #expect(client.delete(lock).status == 200)
        #expect(client.delete(lock).status == 204)
        #expect(client.get(lock).verdict == "404 LockNotFound")
        #expect(client.delete(Contoso.vault).status == 200)
    }

    @Test("ARM-LOCK-02 · a read-only lock stops PATCH, PUT and POST through ARM and no key operation")
    func readOnly() {
        var client = AzureClient.at(.key)
        let lock = "\(Contoso.subscription)/providers/Microsoft.Authorization/locks/still"
        _ = client.put(lock, ["properties": ["level": "ReadOnly"]])
        #expect(client.patch(Contoso.vault, ["tags": ["a": "b"]]).rules.first == "ARM-LOCK-01")
        #expect(client.put(Contoso.group, ["location": "westeurope"]).code == "ScopeLocked")
        #expect(client.send("POST", "\(Contoso.documentDB)/register").rules.first == "ARM-LOCK-02")
        #expect(client.get(Contoso.vault).status == 200)
        #expect(client.setKey(enabled: false).status == 200)
    }

    @Test("ARM-ERR-19 · nothing is written in a group on its way out")
    func deprovisioning() {
        var client = AzureClient.at(.vault)
        _ = client.delete(Contoso.group)
        let answer = client.put(Contoso.cluster, AzureClient.clusterBody)
        #expect(answer.verdict == "409 ResourceGroupBeingDeleted")
        #expect(answer.rules.first == "ARM-ERR-19")
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).code == "ResourceGroupBeingDeleted")
        // What goes with it may be deleted before it does, as recorded.
        #expect(client.delete(Contoso.vault).status == 200)
        #expect(client.delete(Contoso.group).status == 202)
    }

    @Test("ARM-ERR-23 · a failure asked for meets as many writes as asked, and no read")
    func faults() {
        var client = AzureClient.at(.group)
        for (fault, status) in [
            (Resources.GatewayFault.badGateway, 502), (.serverTimeout, 503), (.gatewayTimeout, 504),
        ] {
            client.timeline.submit {
                .resources(
                    .armFault(
                        $0.intern(Contoso.group),
                        Resources.RequestFault(.gateway(fault), name: fault.rawValue, hits: 2)))
            }
            #expect(client.get(Contoso.group).status == 200)
            for _ in 0..<2 {
                let answer = client.put(Contoso.vault, AzureClient.vaultBody)
                #expect(answer.verdict == "\(status) \(fault.rawValue)")
                #expect(answer.rules == ["ARM-ERR-23"])
            }
        }
        #expect(client.put(Contoso.vault, AzureClient.vaultBody).status == 200)
    }

    @Test("ARM-ERR-26 · names that are too long or have illegal characters are refused before the token")
    func names() {
        var client = AzureClient.at(.group)
        client.authorization = nil
        let scope = "\(Contoso.group)/providers/Microsoft.KeyVault/vaults"
        for name in ["a%2Fb", "a%3Cb", "a%0Ab", String(repeating: "a", count: 261)] {
            #expect(client.get("\(scope)/\(name)").verdict == "400 InvalidResourceName")
        }
        #expect(client.get("\(scope)/\(String(repeating: "a", count: 260))").status == 401)
        let group = client.get("\(Contoso.subscription)/resourceGroups/ends.")
        #expect(group.verdict == "400 InvalidResourceGroup")
        #expect(group.rules == ["ARM-ERR-26", "ARM-RG-01"])
    }

    @Test("ARM-ENV-01, ARM-ENV-02 · ids, the client's own when asked for, and who raised an error")
    func envelope() {
        var client = AzureClient.at(.group)
        let plain = client.send("GET", Contoso.group, headers: ["x-ms-client-request-id": "c1"])
        #expect(plain["x-ms-client-request-id"] == nil)
        #expect(plain["x-ms-routing-request-id"]?.hasPrefix("WESTEUROPE:20240216T090000Z:") == true)
        #expect(plain.response.upheld.isEmpty)
        let asked = client.send(
            "GET", Contoso.group,
            headers: ["x-ms-client-request-id": "c1", "x-ms-return-client-request-id": "true"])
        #expect(asked["x-ms-client-request-id"] == "c1")
        #expect(asked.response.upheld.map(\.code) == ["ARM-ENV-01"])
        let gateway = client.get(Contoso.group, version: nil)
        #expect(gateway["x-ms-failure-cause"] == "gateway")
        let service = client.put(Contoso.cluster, ["location": "westeurope"])
        #expect(service["x-ms-failure-cause"] == "service")
        #expect(service.response.upheld.map(\.code) == ["ARM-ENV-02", "ARM-ENV-01"])
    }

    @Test("ARM-ASYNC-05, ARM-ASYNC-06 · a status URL in the subscription's scope, until a day after the end")
    func statusURL() {
        var client = AzureClient.at(.group)
        let url = client.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"]
        let running = client.follow(url)
        #expect(running.response.upheld.map(\.code) == ["ARM-ASYNC-06", "ARM-ASYNC-04"])
        client.pass(.hours(26) - .milliseconds(1))
        #expect(client.follow(url).status == 200)
        client.pass(.milliseconds(1))
        let expired = client.follow(url)
        #expect(expired.verdict == "404 OperationNotFound")
        #expect(expired.rules == ["ARM-ASYNC-05"])
    }

    @Test("ARM-THR-03, ARM-ERR-22 · each answer counts its own kind; an empty bucket says when to come back")
    func limits() {
        var settings = Settings()
        precondition(settings.assume(.armThrottling, "token-bucket"))
        var client = AzureClient(settings)
        let prefix = "x-ms-ratelimit-remaining-subscription-"
        let put = client.put(Contoso.group, ["location": "westeurope"])
        #expect(put["\(prefix)writes"] == "199")
        #expect(put["\(prefix)global-writes"] == "2999")
        #expect(put["\(prefix)reads"] == nil)
        for left in (0..<250).reversed() {
            let got = client.get(Contoso.group)
            guard got["\(prefix)reads"] == "\(left)" else {
                Issue.record("\(left) reads should be left, not \(got["\(prefix)reads"] ?? "none")")
                return
            }
        }
        let refused = client.get(Contoso.group)
        #expect(refused.verdict == "429 TooManyRequests")
        #expect(refused["Retry-After"] == "1")
        #expect(refused.rules == ["ARM-ERR-22", "ARM-THR-02"])
        client.pass(.seconds(1))
        #expect(client.get(Contoso.group)["\(prefix)reads"] == "24")
        #expect(AzureClient.at(.group).timeline.world.resources.buckets.isEmpty)
    }

    @Test("ARM-ERR-21 · the hourly model counts to 1,200 writes and has words of its own")
    func hourly() {
        var settings = Settings()
        precondition(settings.assume(.armThrottling, "hourly"))
        var client = AzureClient(settings)
        let put = client.put(Contoso.group, ["location": "westeurope"])
        #expect(put["x-ms-ratelimit-remaining-subscription-writes"] == "1199")
        #expect(put["x-ms-ratelimit-remaining-subscription-global-writes"] == nil)
        client.timeline.submit {
            .resources(.drainAllowance($0.intern(Contoso.group), .writes, remaining: 0))
        }
        let refused = client.put(Contoso.group, ["location": "westeurope"])
        #expect(refused.verdict == "429 SubscriptionRequestsThrottled")
        #expect(refused.rules == ["ARM-ERR-21", "ARM-THR-01"])
        #expect(refused["Retry-After"] == "3600")
    }
}
