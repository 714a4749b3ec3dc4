import ControlPlane
import VirtualTime

extension Plane {
    private static let vaultAudiences = ["https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"]

    /// Whether a token made for that audience is taken. Only Key Vault looks, and only at tokens that name
    /// one: others are opaque to it (KV-DP-02).
    func takes(audience: String?) -> Bool {
        guard self == .keyVault, let audience else { return true }
        let azures = WayIn.understood(audience)
        let name = azures.hasSuffix("/") ? String(azures.dropLast()) : azures
        return Self.vaultAudiences.contains(name.lowercased())
    }
}

extension WireResponse {
    /// The headers Key Vault puts on whatever it answers (KV-DP-09).
    func fromKeyVault(in region: String?) -> WireResponse {
        var response = self
        response.headers.append("x-ms-keyvault-service-version", "1.9.0")
        response.headers.append(
            "x-ms-keyvault-network-info",
            "conn_type=Ipv4;addr=\(KeyVault.Network.clientAddress);act_addr_fam=InterNetwork;")
        if let region { response.headers.append("x-ms-keyvault-region", region) }
        return response
    }
}
