/// A block of an included file.
struct IncludedBlock {
    let name: String
    let parameters: [Template.Field]
    let steps: [Step]
}

/// Reads the files that a file includes: their blocks and constants become its own.
///
/// An included file may be a whole scenario: of its story nothing is read.
struct IncludeReader {
    private(set) var blocks: [IncludedBlock] = []
    private(set) var variables: [Template.Field] = []
    private let decoder: FileDecoder
    private let files: FileAccess
    private static let deepest = 16

    /// - Parameter stack: the files that led here, each including the next.
    init(_ keyed: KeyedNode, decoder: FileDecoder, files: FileAccess, stack: [String]) {
        self.decoder = decoder
        self.files = files
        for item in keyed.items("include") {
            guard let path = decoder.text(item, "an included file") else { continue }
            include(files.resolved(path, besides: stack.last ?? decoder.source.file), item.place, stack)
        }
    }

    private mutating func include(_ file: String, _ place: SourcePlace, _ stack: [String]) {
        guard !stack.contains(file), stack.count < Self.deepest else {
            let way = (stack + [file]).joined(separator: " → ")
            decoder.report(.includeCycle, "'\(file)' includes itself", at: place, way)
            return
        }
        // Two files may both use a third: it is read once.
        guard !decoder.included.contains(where: { $0.file == file }) else { return }
        guard let text = files.text(of: file) else {
            decoder.report(
                .unreadableFile, "'\(file)' cannot be read", at: place, "the path is relative to this file")
            return
        }
        let source = SourceText(file: file, text: text)
        decoder.included.append(source)
        let root: YAMLNode
        do {
            root = try YAMLReader.read(source, isIncluded: true)
        } catch {
            let there = error.label.place
            decoder.report(
                error.code, error.message,
                at: SourcePlace(line: there.line, column: there.column, length: there.length, file: file),
                error.label.text, notes: error.notes)
            return
        }
        guard
            let keyed = KeyedNode(
                root, "a scenario", allowed: ScenarioReader.keys, required: ["schema"], decoder: decoder)
        else { return }
        ScenarioReader.checkSchema(keyed, Vocabulary.schema, decoder)
        let inner = IncludeReader(keyed, decoder: decoder, files: files, stack: stack + [file])
        let reader = BlockReader(decoder: decoder, node: keyed["blocks"], beside: inner.blocks)
        add(reader.all, inner.variables + keyed.fields("vars"), from: file, at: place)
    }

    private mutating func add(
        _ found: [IncludedBlock], _ constants: [Template.Field], from file: String, at place: SourcePlace
    ) {
        for block in found {
            guard !blocks.contains(where: { $0.name == block.name }) else {
                decoder.report(
                    .boundTwice, "two included files have a block '\(block.name)'", at: place, file)
                continue
            }
            blocks.append(block)
        }
        for constant in constants {
            let name = constant.name.source
            guard !variables.contains(where: { $0.name.source == name }) else {
                decoder.report(.boundTwice, "two included files have a constant '\(name)'", at: place, file)
                continue
            }
            variables.append(constant)
        }
    }
}
