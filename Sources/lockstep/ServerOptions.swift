import ArgumentParser

/// Which server and which of its worlds a command means.
struct ServerOptions: ParsableArguments {
    @Option(help: "Where the server is (LOCKSTEP_URL; http://127.0.0.1:8443 if not given).")
    var url: String?
    @Option(help: "Which of its worlds (LOCKSTEP_WORLD; 'default' if not given).")
    var world: String?
    @Flag(help: "Print JSON.")
    var json = false

    var client: ControlClient { ControlClient(url: url, world: world) }
}
