/// What values are encrypted and keys are wrapped with, by the names of Key Vault (RFC 7518, 4.1 and 5.1).
public enum EncryptionAlgorithm: String, CaseIterable, Sendable {
    case rsaOAEP256 = "RSA-OAEP-256"
    case rsaOAEP = "RSA-OAEP"
    case rsa15 = "RSA1_5"
    case a128KW = "A128KW"
    case a192KW = "A192KW"
    case a256KW = "A256KW"
    case a128GCM = "A128GCM"
    case a192GCM = "A192GCM"
    case a256GCM = "A256GCM"
    case a128CBC = "A128CBC"
    case a192CBC = "A192CBC"
    case a256CBC = "A256CBC"
    case a128CBCPad = "A128CBCPAD"
    case a192CBCPad = "A192CBCPAD"
    case a256CBCPad = "A256CBCPAD"

    public enum Mode: Sendable {
        case rsa, keyWrap, galois, chained, chainedAndPadded
    }

    public var mode: Mode {
        switch self {
        case .rsaOAEP256, .rsaOAEP, .rsa15: .rsa
        case .a128KW, .a192KW, .a256KW: .keyWrap
        case .a128GCM, .a192GCM, .a256GCM: .galois
        case .a128CBC, .a192CBC, .a256CBC: .chained
        case .a128CBCPad, .a192CBCPad, .a256CBCPad: .chainedAndPadded
        }
    }

    /// Of the symmetric key it takes; nil for RSA.
    var keyBits: Int? {
        switch self {
        case .rsaOAEP256, .rsaOAEP, .rsa15: nil
        case .a128KW, .a128GCM, .a128CBC, .a128CBCPad: 128
        case .a192KW, .a192GCM, .a192CBC, .a192CBCPad: 192
        case .a256KW, .a256GCM, .a256CBC, .a256CBCPad: 256
        }
    }
}

/// What digests are signed with, by the names of Key Vault (RFC 7518, 3.1; RFC 8812, 3.2).
public enum SignatureAlgorithm: String, CaseIterable, Sendable {
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case es256 = "ES256"
    case es256K = "ES256K"
    case es384 = "ES384"
    case es512 = "ES512"

    var isPSS: Bool { self == .ps256 || self == .ps384 || self == .ps512 }

    var hash: Hash {
        switch self {
        case .ps256, .rs256, .es256, .es256K: .sha256
        case .ps384, .rs384, .es384: .sha384
        case .ps512, .rs512, .es512: .sha512
        }
    }

    /// nil for RSA.
    var curve: Curve? {
        switch self {
        case .ps256, .ps384, .ps512, .rs256, .rs384, .rs512: nil
        case .es256: .p256
        case .es256K: .p256K
        case .es384: .p384
        case .es512: .p521
        }
    }
}
