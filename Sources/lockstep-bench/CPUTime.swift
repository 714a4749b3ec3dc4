#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Time the process has computed: on a busy machine the wall clock measures the neighbors too.
enum CPUTime {
    static func measure(_ body: () -> Void) -> Int64 {
        let begin = nanoseconds
        body()
        return nanoseconds - begin
    }

    private static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
