/// A command line of the Azure CLI, understood when the file is read and never given to a shell.
public struct AzLine: Hashable, Sendable {
    public struct Option: Hashable, Sendable {
        /// The long form, such as `--resource-group`.
        public let name: String
        public let values: [TemplateText]
    }

    /// The words before the first option, such as `keyvault key create`.
    public let command: String
    public let options: [Option]

    var texts: [TemplateText] { options.flatMap(\.values) }
}

/// One option of a command.
struct AzOption: Sendable {
    enum Kind: Sendable { case text, integer, truth, many, flag }

    let names: [String]
    let kind: Kind
    let isRequired: Bool

    var name: String { names[0] }

    init(_ names: String..., kind: Kind = .text, required: Bool = false) {
        self.names = names
        self.kind = kind
        isRequired = required
    }
}
