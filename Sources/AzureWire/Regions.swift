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
        ("brazilsouth", "Brazil South"), ("westus3", "West US 3"), ("westcentralus", "West Central US"),
        ("canadaeast", "Canada East"), ("ukwest", "UK West"), ("francesouth", "France South"),
        ("germanynorth", "Germany North"), ("switzerlandwest", "Switzerland West"),
        ("norwayeast", "Norway East"), ("norwaywest", "Norway West"), ("polandcentral", "Poland Central"),
        ("italynorth", "Italy North"), ("spaincentral", "Spain Central"), ("swedensouth", "Sweden South"),
        ("austriaeast", "Austria East"), ("uaenorth", "UAE North"), ("uaecentral", "UAE Central"),
        ("qatarcentral", "Qatar Central"), ("israelcentral", "Israel Central"),
        ("southafricanorth", "South Africa North"), ("southafricawest", "South Africa West"),
        ("australiasoutheast", "Australia Southeast"), ("australiacentral", "Australia Central"),
        ("australiacentral2", "Australia Central 2"), ("japanwest", "Japan West"),
        ("koreacentral", "Korea Central"), ("koreasouth", "Korea South"), ("southindia", "South India"),
        ("westindia", "West India"), ("jioindiawest", "Jio India West"),
        ("jioindiacentral", "Jio India Central"), ("newzealandnorth", "New Zealand North"),
        ("mexicocentral", "Mexico Central"), ("brazilsoutheast", "Brazil Southeast"),
        ("chilecentral", "Chile Central"), ("indonesiacentral", "Indonesia Central"),
        ("malaysiawest", "Malaysia West"), ("eastus2euap", "East US 2 EUAP"),
        ("centraluseuap", "Central US EUAP"),
    ]
    static let names = displayNames.map(\.name)
    private static let displayByName = Dictionary(
        uniqueKeysWithValues: displayNames.map { ($0.name, $0.display) })

    /// `West Europe` for `westeurope`; a region that is not known is shown as it is.
    static func display(of name: String) -> String { displayByName[normalized(name)] ?? name }

    /// `West Europe` and `WESTEUROPE` are `westeurope`; a region that is not known stays as it was sent.
    static func normalized(_ text: String) -> String { text.lowercased().filter { $0 != " " } }
}
