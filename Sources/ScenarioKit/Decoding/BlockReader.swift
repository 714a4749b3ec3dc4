import VirtualTime

/// The blocks of a file, put in where they are used.
struct BlockReader {
    private struct Block {
        let parameters: [Template.Field]
        let steps: [Step]
        let names: WordList
        /// Parameters that every use must give.
        let required: [String]

        init(parameters: [Template.Field], steps: [Step]) {
            self.parameters = parameters
            self.steps = steps
            names = WordList(parameters.map(\.name.source))
            required = parameters.filter { $0.value == .constant(.null) }.map(\.name.source)
        }
    }

    private let decoder: FileDecoder
    private var blocks: [String: Block] = [:]
    private var names: [String] = []
    private let budget = Budget()

    /// Blocks that use others ten times each grow without bound; this many steps, uses included, are put in.
    private final class Budget {
        var left = 4 * ScenarioReader.maximumSteps
    }

    /// Whether more steps were asked for than are ever put in.
    var isOverdrawn: Bool { budget.left < 0 }

    /// - Parameter known: blocks of files that this one includes.
    init(decoder: FileDecoder, node: YAMLNode?, beside known: [IncludedBlock] = []) {
        self.decoder = decoder
        for block in known {
            blocks[block.name] = Block(parameters: block.parameters, steps: block.steps)
            names.append(block.name)
        }
        guard let node else { return }
        guard let pairs = node.pairs else {
            decoder.report(.wrongShape, "'blocks' must be a mapping, not \(node.kind)", at: node.place)
            return
        }
        for pair in pairs {
            let allowed = ["description", "params", "steps"]
            guard
                let keyed = KeyedNode(
                    pair.value, "a block", allowed: allowed, required: ["steps"], decoder: decoder)
            else { continue }
            let parameters = keyed.fields("params")
            for parameter in parameters {
                _ = decoder.isName(parameter.name.source, at: parameter.name.place, "a parameter")
            }
            let steps = keyed["steps"].map { decoder.steps($0, "'steps'") } ?? []
            guard blocks[pair.key] == nil else {
                decoder.report(
                    .boundTwice, "the block '\(pair.key)' is in an included file already", at: pair.keyPlace)
                continue
            }
            blocks[pair.key] = Block(parameters: parameters, steps: steps)
            names.append(pair.key)
        }
    }

    /// All that may be used here, in the order they came.
    var all: [IncludedBlock] {
        names.compactMap { name in
            blocks[name].map { IncludedBlock(name: name, parameters: $0.parameters, steps: $0.steps) }
        }
    }

    /// The steps with the steps of the blocks they use inside.
    func expanding(_ steps: [Step]) -> [Step] { expand(steps, within: []) }

    /// Steps, those of blocks and forks included.
    static func count(_ steps: [Step]) -> Int {
        steps.reduce(0) { total, step in
            guard case .use(let use) = step.action else { return total + 1 + count(step.inner) }
            return total + count(use.steps)
        }
    }

    private func expand(_ steps: [Step], within stack: [String]) -> [Step] {
        steps.map { step in
            budget.left -= 1
            guard !isOverdrawn else { return step }
            switch step.action {
            case .use(var use):
                if let block = block(of: step, use: use, within: stack) {
                    use.parameters = block.parameters
                    use.steps = expand(block.steps, within: stack + [use.block])
                }
                var expanded = step
                expanded.action = .use(use)
                return expanded
            case .fork(var fork):
                fork.steps = expand(fork.steps, within: stack)
                var expanded = step
                expanded.action = .fork(fork)
                return expanded
            default: return step
            }
        }
    }

    private func block(of step: Step, use: BlockUse, within stack: [String]) -> Block? {
        guard let block = blocks[use.block] else {
            decoder.report(
                .unknownBlock, "no block is named '\(use.block)'", at: step.place,
                Suggestion.phrase(for: use.block, among: names))
            return nil
        }
        guard !stack.contains(use.block), stack.count < 16 else {
            let way = (stack + [use.block]).joined(separator: " → ")
            decoder.report(.blockCycle, "the block '\(use.block)' uses itself", at: step.place, way)
            return nil
        }
        for argument in use.arguments where !block.names.contains(argument.name.source) {
            decoder.report(
                .unknownArgument, "the block '\(use.block)' has no parameter '\(argument.name.source)'",
                at: argument.name.place,
                Suggestion.phrase(for: argument.name.source, among: block.names.words))
        }
        guard !block.required.isEmpty else { return block }
        let given = Set(use.arguments.map(\.name.source))
        for name in block.required where !given.contains(name) {
            decoder.report(
                .missingKey, "the parameter '\(name)' of block '\(use.block)' is missing", at: step.place)
        }
        return block
    }
}
