extension Identity {
    /// Principals come and go with what they belong to: nothing can be asked of the directory yet.
    public typealias Command = Never
}
