extension Resources {
    public enum Rule: String, DocumentedRule {
        case registration = "ARM-RP-01"
        case registering = "ARM-RP-02"
        case unregistering = "ARM-RP-03"
        case registrationRequired = "ARM-RP-04"
        case registrationPolicy = "ARM-RP-05"
        case longRunning = "ARM-ASYNC-01"
        case operationStatus = "ARM-ASYNC-02"
        case operationResult = "ARM-ASYNC-03"
        case terminalStates = "ARM-ASYNC-04"
        case statusExpires = "ARM-ASYNC-05"
        case statusURL = "ARM-ASYNC-06"
        case inheritedLock = "ARM-LOCK-01"
        case controlPlaneOnly = "ARM-LOCK-02"
        case lockAuthority = "ARM-LOCK-03"
        case wholeScope = "ARM-LOCK-04"
        case lockedWorkspace = "ARM-LOCK-05"
        case groupNames = "ARM-RG-01"
        case groupOrder = "ARM-RG-02"
        case envelope = "ARM-ENV-01"
        case failureCause = "ARM-ENV-02"
        case hourlyLimits = "ARM-THR-01"
        case tokenBuckets = "ARM-THR-02"
        case limitHeaders = "ARM-THR-03"
        case order = "ARM-ERR-ORDER"
        case authenticated = "ARM-ERR-01"
        case tokenValid = "ARM-ERR-02"
        case versionGiven = "ARM-ERR-03"
        case versionOfARM = "ARM-ERR-04"
        case versionKnown = "ARM-ERR-05"
        case typeKnown = "ARM-ERR-06"
        case namespaceKnown = "ARM-ERR-07"
        case subscriptionKnown = "ARM-ERR-08"
        case groupExists = "ARM-ERR-09"
        case resourceExists = "ARM-ERR-10"
        case parentExists = "ARM-ERR-11"
        case registeredToWrite = "ARM-ERR-14"
        case locationOffered = "ARM-ERR-15"
        case locationFixed = "ARM-ERR-16"
        case contentReadable = "ARM-ERR-17"
        case scopeLocked = "ARM-ERR-18"
        case groupIsGoing = "ARM-ERR-19"
        case conflict = "ARM-ERR-20"
        case subscriptionThrottled = "ARM-ERR-21"
        case tooManyRequests = "ARM-ERR-22"
        case gatewayFails = "ARM-ERR-23"
        case namesValid = "ARM-ERR-26"

        public var citation: Citation {
            switch self {
            case .registration:
                Citation(
                    "Registering a provider answers Registering at once and reaches Registered by itself.",
                    .deadline, .documented, "ARM-RP")
            case .registering:
                Citation(
                    "Resources may be written as soon as registration has begun; do not wait for its end.",
                    .state, .documented, "ARM-RP")
            case .registrationRequired:
                Citation(
                    "A write under a provider the subscription has not registered is refused.",
                    .guard, .documented, "ARM-REG")
            case .longRunning:
                Citation(
                    "A write that takes time answers 201 or 202 with a URL that tells how it stands.",
                    .state, .documented, "ARM-ASYNC")
            case .operationStatus:
                Citation(
                    "The status URL answers 200 with the state; Succeeded, Failed and Canceled are final.",
                    .state, .documented, "ARM-ASYNC")
            case .operationResult:
                Citation(
                    "The result URL answers 202 while the operation runs, and the result when it has ended.",
                    .state, .documented, "ARM-ASYNC")
            case .terminalStates:
                Citation(
                    "provisioningState is final at Succeeded, Failed or Canceled; a running operation "
                        + "says when to ask.",
                    .state, .documented, "ARM-ASYNC")
            case .authenticated:
                Citation("A request without a token is refused.", .guard, .observed, "ARM-ERR")
            case .versionGiven:
                Citation("Every request needs an api-version.", .guard, .observed, "ARM-ERR")
            case .versionKnown:
                Citation("An api-version the type does not have is refused.", .guard, .observed, "OBS")
            case .typeKnown:
                Citation("A type the namespace does not have is refused.", .guard, .observed, "OBS")
            case .subscriptionKnown:
                Citation("A subscription that does not exist is refused.", .guard, .documented, "ARM-ERR")
            case .groupExists:
                Citation("A resource group that does not exist is refused.", .guard, .observed, "OBS")
            case .resourceExists:
                Citation(
                    "A resource that does not exist answers that it was not found.", .guard, .observed, "OBS")
            case .registeredToWrite:
                Citation(
                    "The refusal of an unregistered provider names the namespace and how to register it.",
                    .guard, .observed, "OBS")
            case .contentReadable:
                Citation(
                    "A body that cannot be read, or whose values have the wrong type, is refused as a whole.",
                    .guard, .documented, "ARM-ERR")
            case .unregistering:
                Citation(
                    "A provider whose resources are in the subscription cannot be unregistered.",
                    .guard, .documented, "ARM-RP")
            case .registrationPolicy:
                Citation(
                    "ARM's own providers need no registration, say so, and cannot be left.",
                    .guard, .documented, "ARM-RP")
            case .statusExpires:
                Citation(
                    "A status URL is found for a day after its operation has ended.",
                    .limit, .inferred, "ARM-ASYNC", within: .fixed(.operationExpiry))
            case .statusURL:
                Citation(
                    "A cluster's status URL is in the scope of the subscription, in a version of its own.",
                    .state, .observed, "OBS")
            case .inheritedLock:
                Citation(
                    "A lock holds for its scope and all below; the most restrictive one wins.",
                    .guard, .documented, "ARM-LOCK")
            case .controlPlaneOnly:
                Citation(
                    "A read-only lock stops POST actions too; data planes know of no lock.",
                    .guard, .documented, "ARM-LOCK")
            case .lockAuthority:
                Citation(
                    "Locks are made and taken off by owners of the subscription.",
                    .guard, .documented, "ARM-LOCK")
            case .wholeScope:
                Citation(
                    "One lock inside keeps a whole scope from deletion, its role assignments among it.",
                    .guard, .documented, "ARM-LOCK")
            case .lockedWorkspace:
                Citation(
                    "A locked workspace still loses data by retention, and cannot be onboarded to Sentinel.",
                    .guard, .documented, "ARM-LOCK")
            case .groupNames:
                Citation(
                    "A group's name has 1 to 90 characters of a short list; deleting it takes time.",
                    .guard, .documented, "ARM-RP")
            case .groupOrder:
                Citation(
                    "A group goes in the order workspaces, clusters, accounts, vaults, each by its own rule.",
                    .deadline, .inferred, "ARM-RP", within: .choice(.groupDelete))
            case .envelope:
                Citation(
                    "Every answer has ids of its own, and repeats the client's when asked; errors have one shape.",
                    .state, .documented, "ARM-ERR")
            case .failureCause:
                Citation(
                    "An error says whether the gateway or the service raised it.",
                    .state, .observed, "OBS")
            case .hourlyLimits:
                Citation(
                    "Until 2024: 12,000 reads, 1,200 writes and 15,000 deletes an hour.",
                    .limit, .documented, "ARM-THR")
            case .tokenBuckets:
                Citation(
                    "Buckets of 250 reads and 200 writes or deletes refill by 25 and 10 a second.",
                    .limit, .documented, "ARM-THR")
            case .limitHeaders:
                Citation(
                    "An answer says how many requests of its kind are left.",
                    .state, .documented, "ARM-THR")
            case .order:
                Citation(
                    "Of several faults the first in ARM's order is answered.",
                    .guard, .inferred, "ARM-ERR")
            case .tokenValid:
                Citation(
                    "A token that cannot be read, or was never valid, is refused.",
                    .guard, .observed, "ARM-ERR")
            case .versionOfARM:
                Citation(
                    "A version that a type of ARM's own does not have is refused with the list of those it has.",
                    .guard, .documented, "ARM-ERR")
            case .namespaceKnown:
                Citation(
                    "A resource namespace that does not exist is refused.",
                    .guard, .observed, "ARM-ERR")
            case .parentExists:
                Citation(
                    "A nested resource needs the resource it hangs off.",
                    .guard, .observed, "OBS")
            case .locationOffered:
                Citation(
                    "A location that the type is not offered in is refused with the list of those it is.",
                    .guard, .documented, "ARM-ERR")
            case .locationFixed:
                Citation(
                    "A resource that exists cannot be written in another location.",
                    .guard, .documented, "ARM-ERR")
            case .scopeLocked:
                Citation(
                    "The refusal of a locked scope names the scopes that hold the locks.",
                    .guard, .observed, "ARM-ERR")
            case .groupIsGoing:
                Citation(
                    "Nothing is written in a group that is being deleted.",
                    .guard, .observed, "ARM-ERR")
            case .conflict:
                Citation(
                    "A change that meets another one, or a version that is no longer current, is refused.",
                    .guard, .documented, "ARM-ERR")
            case .subscriptionThrottled:
                Citation(
                    "Beyond the hour's requests the subscription is told how long to wait.",
                    .guard, .observed, "OBS")
            case .tooManyRequests:
                Citation(
                    "An empty bucket refuses with the seconds until it holds a request again.",
                    .guard, .documented, "ARM-ERR")
            case .gatewayFails:
                Citation(
                    "A provider that cannot be reached, is late or does not answer gives 502, 503 or 504.",
                    .guard, .observed, "OBS")
            case .namesValid:
                Citation(
                    "Names with illegal characters, or too long, are refused before anything else.",
                    .guard, .observed, "ARM-ERR")
            }
        }
    }
}
