import ControlPlane
import VirtualTime

extension Plane {
    /// Whether a token made for that audience is taken. Only Key Vault looks, and only at tokens that name
    /// another service: a test's own are as opaque to it as those that name none (KV-DP-02).
    func takes(audience: String?) -> Bool {
        guard self == .keyVault, let audience, let host = Self.host(of: WayIn.understood(audience)) else {
            return true
        }
        guard let pattern = HostMeaning(host: host, localNames: HostNames.local) else { return true }
        return pattern.pattern == .keyVault
    }

    /// Of an audience that is a URL.
    private static func host(of audience: String) -> String? {
        guard let mark = audience.firstRange(of: "://") else { return nil }
        return Authority(audience[mark.upperBound...].prefix { $0 != "/" })?.host
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
