public import VirtualTime

/// What exploring a scenario came to, for a reader.
public struct ExploreStory {
    private let search: ScenarioSearch
    private let report: ScenarioSearch.Report

    public init(_ search: ScenarioSearch, _ report: ScenarioSearch.Report) {
        self.search = search
        self.report = report
    }

    private var points: String {
        search.points.isEmpty ? "every choice" : search.points.joined(separator: " ")
    }

    /// - Parameter wall: how long the machine took.
    public func text(wall: Duration) -> String {
        var text = "exploring \(points)\n"
        text += "\(report.cells) cells   \(report.runs) runs   up to \(report.depth) choices"
        if wall > .zero {
            let tenths = wall.wholeMilliseconds / 100
            text += "   \(tenths / 10).\(tenths % 10) s"
        }
        text += "\n\n"
        if report.failures.isEmpty {
            text +=
                report.isDecided
                ? "✓ all \(report.steps) steps hold in every cell\n" : "? no step failed in what was run\n"
        }
        for failure in report.failures {
            text +=
                "✗ \(failure.step)\n    \(failure.what)\n    with \(failure.choices.joined(separator: " "))\n"
            let chosen = failure.choices.map { "--choose \($0)" }.joined(separator: " ")
            text += "    lockstep run \(search.scenario.file) \(chosen)\n"
        }
        for (word, end) in [("worst", report.worst), ("best ", report.best)] {
            guard let end else { continue }
            text += "\(word) \(search.title) = \(shown(end.value))"
            text += end.choices.isEmpty ? "\n" : "  at  \(end.choices.joined(separator: ", "))\n"
        }
        if !report.isDecided {
            text += "NOT DECIDED: \(report.undecided) pieces left, \(report.doubtful) cells in doubt\n"
        }
        return text
    }

    private func shown(_ value: Int64) -> String {
        if report.isDuration { return Duration.milliseconds(value).text }
        guard search.title == "lost_minutes", value >= 60 else { return WhatIfTable.grouped("\(value)") }
        let minutes = value % 60
        return "\(WhatIfTable.grouped("\(value)")) (\(value / 60)h\(minutes < 10 ? "0" : "")\(minutes)m)"
    }

    public var document: Document {
        var document: Document = [
            "schema": "lockstep/explore-report/v1", "file": .string(search.scenario.file),
            "points": .array(search.points.map { .string($0) }), "cells": .integer(report.cells),
            "runs": .integer(report.runs), "steps": .integer(report.steps),
            "verdict": report.failures.isEmpty ? (report.isDecided ? "holds" : "NOT DECIDED") : "violated",
        ]
        document["failures"] = .array(
            report.failures.map { failure in
                [
                    "step": .string(failure.step), "what": .string(failure.what),
                    "choices": .array(failure.choices.map { .string($0) }),
                ]
            })
        for (name, end) in [("worst", report.worst), ("best", report.best)] {
            guard let end else { continue }
            document[name] = [
                "measure": .string(search.title), "value": .integer(end.value),
                "choices": .array(end.choices.map { .string($0) }),
            ]
        }
        return document
    }
}
