import ControlPlane

/// A store under a key, as its choices name it.
struct StoreName: Equatable {
    let resource: ResourceID
    let isCluster: Bool

    /// Nil for a choice that is about something else.
    init?(of key: ChoiceKey) {
        switch key.point {
        case .honorCluster, .restoreCluster, .rewrapCluster: isCluster = true
        case .honorCosmos, .restoreCosmos, .rewrapCosmos: isCluster = false
        default: return nil
        }
        resource = key.resource
    }
}
