#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Time the process has computed: on a busy machine the wall clock measures the neighbors too.
public enum CPUTime {
    /// What the body cost, in nanoseconds.
    public static func measure(_ body: () throws -> Void) rethrows -> Int64 {
        let begin = nanoseconds
        try body()
        return nanoseconds - begin
    }

    private static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
