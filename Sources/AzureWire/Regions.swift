/// The regions Lockstep knows: names and display names, as ARM lists them.
public enum Regions {
    static let displayNames: [(name: String, display: String)] = [
        ("westeurope", "West Europe"), ("northeurope", "North Europe"), ("eastus", "East US"),
        ("eastus2", "East US 2"), ("westus", "West US"), ("westus2", "West US 2"),
        ("centralus", "Central US"),
        ("southcentralus", "South Central US"), ("northcentralus", "North Central US"),
        ("uksouth", "UK South"),
        ("francecentral", "France Central"), ("germanywestcentral", "Germany West Central"),
        ("swedencentral", "Sweden Central"), ("switzerlandnorth", "Switzerland North"),
        ("eastasia", "East Asia"), ("southeastasia", "Southeast Asia"), ("japaneast", "Japan East"),
        ("australiaeast", "Australia East"), ("centralindia", "Central India"),
        ("canadacentral", "Canada Central"),
        ("brazilsouth", "Brazil South"),
    ]
    static let names = displayNames.map(\.name)

    /// `West Europe` and `WESTEUROPE` are `westeurope`; a region that is not known stays as it was sent.
    static func normalized(_ text: String) -> String { text.lowercased().filter { $0 != " " } }
}
