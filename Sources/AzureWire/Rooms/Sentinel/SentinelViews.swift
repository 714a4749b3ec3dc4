import ControlPlane
import VirtualTime

/// What Sentinel answers.
enum SentinelViews {
    /// - Parameter showsSystemData: the PUT shows who and when, a GET an empty object, as recorded.
    static func onboarding(
        _ row: Sentinel.Onboarding, in world: World, showsSystemData: Bool = false
    ) -> Document {
        // `false` comes back as no property at all, as recorded.
        let properties: Document = row.customerManagedKey ? ["customerManagedKey": true] : [:]
        return [
            "properties": properties,
            "id": .string(
                "\(world.names[row.id].path)/providers/Microsoft.SecurityInsights/onboardingStates/default"),
            "name": "default", "type": "Microsoft.SecurityInsights/onboardingStates",
            "systemData": showsSystemData ? systemData(at: row.availableSince.at) : [:],
        ]
    }

    private static func systemData(at instant: Instant) -> Document {
        let at = Document.string(instant.iso8601(fractionDigits: 7))
        return [
            "createdAt": at, "createdBy": "operator", "createdByType": "User", "lastModifiedAt": at,
            "lastModifiedBy": "operator", "lastModifiedByType": "User",
        ]
    }
}
