import VirtualTime

extension ScenarioSchema {
    static var training: Document {
        let texts = SchemaPart.list(of: SchemaPart.text()), steps = SchemaPart.part("steps")
        return SchemaPart.keys(
            [
                "title": SchemaPart.text(), "audience": texts,
                "level": SchemaPart.words(["intro", "practitioner", "expert"]),
                "duration": SchemaPart.part("duration"),
                "clock": SchemaPart.keys([
                    "rate": ["type": "number"], "pauseOnInject": SchemaPart.truth(),
                    "traineeMayAdvance": SchemaPart.truth(),
                ]),
                "briefing": SchemaPart.text(), "allow": texts, "hide": texts,
                "injects": SchemaPart.list(of: inject), "goals": SchemaPart.list(of: goal, least: 1),
                "penalties": SchemaPart.list(of: penalty),
                "score": SchemaPart.keys(["pass": SchemaPart.number()], required: ["pass"]),
                "solution": steps, "debrief": SchemaPart.text(),
                "counterfactuals": SchemaPart.list(
                    of: SchemaPart.keys(
                        ["name": SchemaPart.text(), "at": SchemaPart.part("instant"), "steps": steps],
                        required: ["name", "at", "steps"])),
            ], required: ["briefing", "goals", "score"])
    }

    private static var inject: Document {
        SchemaPart.keys(
            [
                "id": SchemaPart.text("Also a mark.", pattern: "^[A-Za-z][A-Za-z0-9_]*$"),
                "at": SchemaPart.part("instant"), "when": SchemaPart.part("condition"),
                "unless": SchemaPart.text(), "show": SchemaPart.text(), "from": SchemaPart.text(),
                "steps": SchemaPart.part("steps"),
            ], required: ["id"])
    }

    private static var goal: Document {
        SchemaPart.keys(
            [
                "id": SchemaPart.part("slug"), "title": SchemaPart.text(),
                "points": SchemaPart.number(least: 1),
                "met": SchemaPart.part("condition"), "of": SchemaPart.part("instant"),
                "within": SchemaPart.part("duration"), "floor": SchemaPart.number(least: 0),
                "after": SchemaPart.list(of: SchemaPart.text()), "secret": SchemaPart.truth(),
                "hints": SchemaPart.list(
                    of: SchemaPart.keys(
                        [
                            "text": SchemaPart.text(), "cost": SchemaPart.number(least: 0),
                            "after": SchemaPart.part("duration"),
                        ], required: ["text"])),
            ], required: ["id", "title", "points", "met"])
    }

    private static var penalty: Document {
        SchemaPart.keys(
            [
                "id": SchemaPart.part("slug"), "points": SchemaPart.number(most: -1),
                "when": SchemaPart.part("condition"), "message": SchemaPart.text(),
                "fatal": SchemaPart.truth(),
            ], required: ["id", "points", "when", "message"])
    }
}
