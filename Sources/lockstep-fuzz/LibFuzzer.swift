/// libFuzzer's own entry: it reads its options and calls back for each input.
@_silgen_name("LLVMFuzzerRunDriver") func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// A change of bytes as libFuzzer makes them.
@_silgen_name("LLVMFuzzerMutate") func mutateBytes(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ capacity: Int
) -> Int
