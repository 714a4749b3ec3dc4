/// The offsets of `PrimePool`, a file for each size.
enum PrimeOffsets {}
