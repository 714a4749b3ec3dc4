/// How the value of a property is read.
public enum PropertyType: Hashable, Sendable {
    case truth
    case number
    case text
    case list
    case duration
    case instant
    case word([String])
}

extension Vocabulary {
    private static let encryption = PropertyType.word(["customer-managed", "microsoft-managed", "unknown"])
    private static let keyAccess = PropertyType.word(["granted", "cached", "revoked", "unknown"])
    private static let keyState = PropertyType.word(["active", "disabled", "deleted", "purged", "expired"])

    /// The kinds of references with their properties.
    public static let kinds: [String: [String: PropertyType]] = [
        "vault": [
            "exists": .truth, "softDelete": .truth, "purgeProtection": .truth, "retentionDays": .number,
            "reachable": .truth,
        ],
        "key": [
            "enabled": .truth, "state": keyState, "currentVersion": .text, "recoverableUntil": .instant,
        ],
        "keyversion": [
            "enabled": .truth, "state": keyState, "currentVersion": .text, "recoverableUntil": .instant,
        ],
        "policy": ["keys": .list],
        "role": ["roles": .list],
        "subscription": ["exists": .truth],
        "group": ["exists": .truth, "provisioningState": .text, "locks": .list],
        "identity": ["exists": .truth, "principalId": .text],
        "table": ["retention": .duration, "totalRetention": .duration],
        "provider": [
            "registration": .word([
                "NotRegistered", "Registering", "Registered", "Unregistering", "Unregistered",
            ])
        ],
        "cluster": [
            "encryption": encryption, "keyAccess": keyAccess, "keyVersion": .text, "provisioningState": .text,
            "tierGB": .number, "identityType": .text, "fingerprint": .text,
        ],
        "workspace": [
            "data": .word(["accessible", "inaccessible", "purged", "unknown"]),
            "ingestion": .word(["accepting", "blocked", "unknown"]), "linkedTo": .text,
            "retention": .duration,
            "deleted": .truth, "fingerprint": .text,
        ],
        "cosmos": ["encryption": encryption, "keyAccess": keyAccess, "keyVersion": .text, "exists": .truth],
        "sentinel": [
            "onboarding": .word(["none", "requested", "confirmed", "rejected"]),
            "status": .word(["available", "degraded", "unavailable", "unknown"]), "encryption": encryption,
            "configuration": .word(["writable", "blocked", "unknown"]),
            "logs": .word(["accessible", "inaccessible", "purged", "unknown"]), "keyVersion": .text,
            "marks": .list, "previewFeatures": .word(["enabled", "disabled"]), "fingerprint": .text,
        ],
        "records": [
            "sent": .number, "stored": .number, "accessible": .number, "dropped": .number,
            "purgedByRetention": .number, "purgedUnseen": .number, "unrecoverable": .number,
            "deletedByRevocation": .number, "oldestAge": .duration,
        ],
        "operation": [
            "status": .word(["InProgress", "Succeeded", "Failed", "Canceled"]), "startedAt": .instant,
            "endsAt": .instant,
        ],
    ]

    /// All kinds in alphabetical order.
    public static let kindNames = kinds.keys.sorted()

    /// Properties that a kind has, in alphabetical order.
    public static func properties(of kind: String) -> [String] { (kinds[kind] ?? [:]).keys.sorted() }

    static let allProperties = Set(kinds.values.flatMap(\.keys)).sorted()
}
