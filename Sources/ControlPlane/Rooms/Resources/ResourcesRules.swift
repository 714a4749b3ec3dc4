extension Resources {
    public enum Rule: String, DocumentedRule {
        case registration = "ARM-RP-01"
        case registering = "ARM-RP-02"
        case registrationRequired = "ARM-RP-04"
        case longRunning = "ARM-ASYNC-01"
        case operationStatus = "ARM-ASYNC-02"
        case operationResult = "ARM-ASYNC-03"
        case terminalStates = "ARM-ASYNC-04"
        case authenticated = "ARM-ERR-01"
        case versionGiven = "ARM-ERR-03"
        case versionKnown = "ARM-ERR-05"
        case typeKnown = "ARM-ERR-06"
        case subscriptionKnown = "ARM-ERR-08"
        case groupExists = "ARM-ERR-09"
        case resourceExists = "ARM-ERR-10"
        case registeredToWrite = "ARM-ERR-14"
        case contentReadable = "ARM-ERR-17"

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
            }
        }
    }
}
