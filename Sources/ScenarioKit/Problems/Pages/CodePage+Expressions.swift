extension CodePage {
    static let expressionPages: [CodePage] = [
        CodePage(
            .badExpression, "not an expression",
            means: "Texts after `expr`, `if`, `where` and in `${…}` are expressions. The place is where "
                + "reading stopped.",
            wrong: "steps:\n  - note: hello\n    if: \"1 +\"",
            right: "steps:\n  - note: hello\n    if: \"1 + 1 == 2\"",
            advice: "Texts in an expression stand in single quotes.",
            "Write `$${` for a `${` that is only text.",
            "Quote a value that holds ' #': what follows it is a comment to YAML."),
        CodePage(
            .unknownName, "a name that nothing has",
            means: "An expression can name constants (`vars.x`), the row (`case.x`, `matrix.x`), captures, "
                + "marks and `now`. Names have letters, digits and `_`.",
            wrong: "vars: { days: 30 }\nsteps:\n  - note: \"${vars.dys} days\"",
            right: "vars: { days: 30 }\nsteps:\n  - note: \"${vars.days} days\"",
            advice: "Take the name that is suggested.", "A block sees its parameters and nothing else."),
        CodePage(
            .unknownFunction, "an unknown function",
            means: "The functions of the language are a closed list.",
            wrong: "steps:\n  - note: hello\n    if: \"exist('vault/contoso-kv')\"",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n"
                + "  - note: hello\n    if: \"vault('contoso-kv').exists\"",
            advice:
                "Take one of: key, cluster, workspace, sentinel, cosmos, records, vault; all, any, count, "
                + "sum, min, max; since, once, duration, at, firstAt, lastAt, age; id."),
        CodePage(
            .usedBeforeItsStep, "used before it is there",
            means: "A capture, a mark or the result of a step exists once its step has run. Constants can be "
                + "made from one another, but not in a circle.",
            wrong: "steps:\n  - note: \"${later.at}\"\n  - note: hello\n    as: later",
            right: "steps:\n  - note: hello\n    as: earlier\n  - note: \"${earlier.at}\"",
            advice: "Move the step that uses the name behind the one that binds it."),
        CodePage(
            .boundTwice, "a name bound twice",
            means: "A name is bound once, so that it means one thing in the whole file.",
            wrong: "steps:\n  - { note: one, as: here }\n  - { note: two, as: here }",
            right: "steps:\n  - { note: one, as: here }\n  - { note: two, as: there }",
            advice: "Choose another name for the second."),
    ]

    static let azPages: [CodePage] = [
        CodePage(
            .unknownAzCommand, "an az command that is not understood",
            means: "`az` lines are parsed and turned into the calls that the Azure CLI would make. The list "
                + "of commands is closed; no shell and no Azure CLI is run.",
            wrong: "steps:\n  - az: keyvault creat -n kv -g sec-rg",
            right: "steps:\n  - az: group create -n sec-rg -l westeurope",
            advice: "Take one of the commands listed, or write the call as a `request`."),
        CodePage(
            .unknownAzOption, "an option that the command does not have",
            means: "Options are those of the Azure CLI, as far as the command is understood here.",
            wrong: "steps:\n  - az: group create -n sec-rg --loction westeurope",
            right: "steps:\n  - az: group create -n sec-rg --location westeurope",
            advice: "Take one of the options listed."),
        CodePage(
            .missingAzOption, "an option or its value is missing",
            means: "The command cannot be turned into a call without it.",
            wrong: "steps:\n  - az: group create -n sec-rg",
            right: "steps:\n  - az: group create -n sec-rg -l westeurope", advice: "Add the option."),
        CodePage(
            .badAzLine, "a line that cannot be taken apart",
            means: "The line is cut into words as a shell would: a quote is not closed, a word stands where "
                + "an option belongs, or an option is given twice.",
            wrong: "steps:\n  - az: group create -n 'sec-rg -l westeurope",
            right: "steps:\n  - az: group create -n 'sec-rg' -l westeurope",
            advice: "Close the quote; put a name that begins with `--` before each value."),
    ]
}
