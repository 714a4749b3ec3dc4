extension CodePage {
    /// What a file asks of other files, of the simulator and of the calendar.
    static let needPages: [CodePage] = [
        CodePage(
            .includeCycle, "a file that includes itself",
            means:
                "An included file's blocks and constants become visible here. A file that comes back to itself "
                + "over others would never be read to its end.",
            wrong: "include: [./example.scenario.yaml]\nsteps: []", right: "steps: []",
            advice: "Move what both files need into a third, and let both include that."),
        CodePage(
            .notAVersionRange, "this is not a range of versions",
            means:
                "`requires.simulator` holds bounds that must all hold, each a relation and up to three numbers.",
            wrong: "requires: { simulator: soon }\nsteps: []",
            right: "requires: { simulator: '>=0.1 <99' }\nsteps:\n  - note: here",
            advice: "Write >=1.2, <2, or both with a space between. `lockstep version` prints this one."),
        CodePage(
            .notADate, "this is not a date",
            means: "A skip may end on a day. From then on it is an error: what was put off has come due.",
            wrong: "skip: { reason: later, until: soon }\nsteps: []",
            right: """
                steps:
                  - note: here
                    skip: { reason: later, when: "false", until: 2126-12-31 }
                """,
            advice: "Write the day as 2026-12-31."),
    ]
}
