import VirtualTime

extension FileDecoder {
    func azLine(_ text: TemplateText, _ node: YAMLNode) -> AzLine? {
        guard let words = ShellWords.words(of: text) else {
            report(.badAzLine, "a quote in the line is never closed", at: node.place)
            return nil
        }
        guard let (command, used) = azCommand(words, node) else { return nil }
        var options: [AzLine.Option] = []
        var place = used
        while place < words.count {
            guard let option = azOption(words, &place, of: command, node) else { return nil }
            if options.contains(where: { $0.name == option.name }) {
                report(.badAzLine, "'\(option.name)' is given twice", at: node.place)
            }
            options.append(option)
        }
        for option in command.options
        where option.isRequired && !options.contains(where: { $0.name == option.name }) {
            report(
                .missingAzOption,
                "'\(option.names.joined(separator: "/"))' is missing in 'az \(command.words)'",
                at: node.place, notes: [azUsage(command)])
        }
        let principals = ["--object-id", "--spn", "--upn"]
        if command.words == "keyvault set-policy", options.filter({ principals.contains($0.name) }).count != 1
        {
            report(
                .missingAzOption,
                "'az keyvault set-policy' needs one of \(principals.joined(separator: ", "))",
                at: node.place)
        }
        return AzLine(command: command.words, options: options)
    }

    private func azCommand(_ words: [ShellWords.Word], _ node: YAMLNode) -> (AzCommand, Int)? {
        let leading = words.prefix { $0.constant.map { !$0.hasPrefix("-") } == true }.compactMap(\.constant)
        let start = leading.first == "az" ? 1 : 0
        let known = AzCommand.all.map(\.words)
        for count in stride(from: leading.count, to: start, by: -1) {
            if let command = AzCommand.named(leading[start..<count].joined(separator: " ")) {
                return (command, count)
            }
        }
        let asked = leading[min(start, leading.count)...].joined(separator: " ")
        report(
            .unknownAzCommand, "unknown az command '\(asked)'",
            at: azPlace(node, words.first, length: leading.joined(separator: " ").unicodeScalars.count),
            Suggestion.phrase(for: asked, among: known), notes: ["commands: \(known.joined(separator: ", "))"]
        )
        return nil
    }

    private func azOption(
        _ words: [ShellWords.Word], _ place: inout Int, of command: AzCommand, _ node: YAMLNode
    ) -> AzLine.Option? {
        let word = words[place]
        guard let given = word.constant, given.hasPrefix("-") else {
            report(.badAzLine, "an option is missing before this", at: azPlace(node, word, length: 1))
            return nil
        }
        place += 1
        let pieces = given.split(separator: "=", maxSplits: 1).map(String.init)
        guard let option = command.option(pieces[0]) else {
            let known = command.options.flatMap(\.names).filter { $0.hasPrefix("--") }
            report(
                .unknownAzOption, "unknown option '\(pieces[0])' of 'az \(command.words)'",
                at: azPlace(node, word, length: pieces[0].unicodeScalars.count),
                Suggestion.phrase(for: pieces[0], among: known), notes: [azUsage(command)])
            return nil
        }
        var values: [ShellWords.Word] = []
        if pieces.count == 2 {
            values = [ShellWords.Word(parts: [.text(pieces[1])], offset: word.offset)]
        } else if option.kind != .flag {
            while place < words.count, words[place].constant?.hasPrefix("-") != true,
                option.kind == .many || values.isEmpty
            {
                values.append(words[place])
                place += 1
            }
        }
        guard option.kind == .flag || !values.isEmpty else {
            let length = pieces[0].unicodeScalars.count
            report(.missingAzOption, "'\(pieces[0])' needs a value", at: azPlace(node, word, length: length))
            return nil
        }
        for value in values { checkAz(value, option, node) }
        return AzLine.Option(
            name: option.name, values: values.map { TemplateText(parts: $0.parts, place: node.place) })
    }

    private func checkAz(_ value: ShellWords.Word, _ option: AzOption, _ node: YAMLNode) {
        guard let text = value.constant else { return }
        let place = azPlace(node, value, length: text.unicodeScalars.count)
        if option.kind == .integer, Int64(text) == nil {
            report(.notANumber, "'\(text)' is not a whole number", at: place, "for \(option.name)")
        }
        if option.kind == .truth, !["true", "false"].contains(text.lowercased()) {
            report(.notABoolean, "'\(text)' is neither true nor false", at: place, "for \(option.name)")
        }
    }

    private func azPlace(_ node: YAMLNode, _ word: ShellWords.Word?, length: Int) -> SourcePlace {
        guard let word, case .scalar(_, let style) = node.content, style != .block else { return node.place }
        let place = node.place.moved(by: word.offset + (style == .quoted ? 1 : 0), length: length)
        // A folded line has no such column; its beginning is then the best that can be shown.
        return place.column + place.length - 1 <= source.line(of: place).count ? place : node.place
    }

    private func azUsage(_ command: AzCommand) -> String {
        "options: " + command.options.map { $0.names.joined(separator: "/") }.joined(separator: ", ")
    }
}
