import ScenarioKit
import Testing
import VirtualTime

@Suite("episodes for programs") struct TrainingEpisodeTests {
    private static let lines = [
        "{\"do\":\"reset\",\"seed\":5}", "{\"do\":\"step\",\"minutes\":30}",
        "{\"do\":\"az\",\"line\":\"keyvault key show --vault-name contoso-kv -n cmk\"}",
        "{\"do\":\"act\",\"act\":\"key.enable\",\"target\":\"key/contoso-kv/cmk\"}",
        "{\"do\":\"step\",\"minutes\":200}", "{\"do\":\"score\"}", "{\"do\":\"fly\"}", "no json",
    ]

    private func episode(seed: String? = nil) throws -> TrainingEpisode {
        TrainingEpisode(try TrainingText.exercise(at: TrainingText.files[0]), seed: seed)
    }

    @Test("the same lines give the same bytes, in the second episode too") func sameBytes() throws {
        var one = try episode(), other = try episode()
        let first = Self.lines.map { one.answer($0) }
        let second = Self.lines.map { one.answer($0) }

        #expect(first == Self.lines.map { other.answer($0) })
        #expect(first == second)
        #expect(first[6].contains("nothing is called 'fly'"))
        #expect(first[7].contains("\"error\""))
    }

    @Test("rewards add up to the score") func rewards() throws {
        var episode = try episode(seed: "3")
        let answers = try Self.lines.prefix(5).map { try Document(json: episode.answer($0)) }
        let rewards = answers.compactMap { $0["reward"]?.integer }
        let score = try #require(answers.last?["score"]?.integer)

        #expect(rewards.count == 5)
        #expect(rewards.reduce(0, +) == score)
        #expect(score > 60)
        #expect(answers.last?["done"] == true)
    }

    @Test("every action of the space can be sent, and none is a mistake of the language")
    func actions() throws {
        for file in TrainingText.files {
            let session = try TrainingGround(try TrainingText.exercise(at: file)).session()
            let actions = ActionSpace(session).actions
            #expect(actions.count > 40)
            for action in actions {
                if case .hint = action { continue }
                var copy = session
                let answer = try copy.perform(action)
                #expect(answer.status != nil, "\(action.title)")
                #expect(answer.body?["error"]?["code"] != "ActProblem", "\(action.title): \(answer.text)")
            }
        }
    }

    /// Random trainees: whatever they do, the score stays within bounds and the world sound.
    @Test("random trainees never leave the bounds", arguments: TrainingText.files)
    func randomTrainees(file: String) throws {
        let ground = TrainingGround(try TrainingText.exercise(at: file))
        for seed in 0..<12 {
            var draw = Draw(seed: UInt64(seed), key: file)
            var session = try ground.session(seed: "\(seed % 2)", choices: "seeded")
            for _ in 0..<25 where !session.isOver {
                let actions = ActionSpace(session).actions
                let pick = Int(draw.uniform(in: 0...Int64(actions.count * 3 / 2)))
                if pick < actions.count {
                    _ = try? session.perform(actions[pick])
                } else {
                    try session.perform(.clock(to: session.now + .minutes(draw.uniform(in: 1...60))))
                }
                let score = session.score
                #expect((0...score.maximum).contains(score.total))
                #expect(score.goals.allSatisfy { (0...$0.points).contains($0.worth) })
            }
            let again = try SavedTraining(SavedTraining.text(of: session)).session()
            #expect(again.score == session.score)
            #expect(again.stateHash() == session.stateHash())
        }
    }
}
