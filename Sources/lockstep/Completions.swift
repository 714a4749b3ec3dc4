import ArgumentParser

struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print what a shell needs to complete lockstep's commands.",
        discussion: """
            EXAMPLE
              lockstep completions bash > /etc/bash_completion.d/lockstep
              lockstep completions fish > ~/.config/fish/completions/lockstep.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Console.print(Lockstep.completionScript(for: kind))
    }
}
