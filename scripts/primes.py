#!/usr/bin/env python3
"""The pool of primes behind RSA test keys: finds the offsets of Sources/TestKeys/PrimeOffsets*.swift, or checks them.

    scripts/primes.py --check            every prime of the pool, with forty rounds of Miller and Rabin
    scripts/primes.py --find 1024 32768  writes the file of a size anew; hours without gmpy2, minutes with it

A prime of a size and an index is base - base mod STEP - 1 + offset * STEP, where the base is SHA-256 of
"lockstep/prime/SIZE/INDEX/BLOCK" for one block after the other, with its two highest bits set. The offset is the
least from 1 to 255 that gives a prime of the size in which 65537 has an inverse, or 0.
"""
import base64
import hashlib
import os
import re
import sys

try:
    import gmpy2

    power = gmpy2.powmod
except ImportError:
    power = pow

STEP = 2 * 3 * 5 * 7 * 11 * 13 * 17 * 19 * 23 * 29 * 31 * 37 * 41 * 43 * 47
SIZES = (1024, 1536, 2048)
FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Sources", "TestKeys")
SMALL = [n for n in range(53, 20_000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2))]


def base(bits, index):
    blocks = (hashlib.sha256(f"lockstep/prime/{bits}/{index}/{n}".encode()).digest() for n in range(bits // 256))
    number = int.from_bytes(b"".join(blocks), "big") | 3 << (bits - 2)
    return number - number % STEP - 1


def is_prime(number, rounds):
    twos = ((number - 1) & (1 - number)).bit_length() - 1
    for witness in (2, *range(3, 2 * rounds, 2)):
        value = power(witness, (number - 1) >> twos, number)
        if value in (1, number - 1):
            continue
        for _ in range(twos - 1):
            value = value * value % number
            if value == number - 1:
                break
        else:
            return False
    return True


def offset(bits, index):
    start = base(bits, index)
    divided = set()
    for prime in SMALL:
        first = -start * pow(STEP, -1, prime) % prime
        divided.update(range(first, 256, prime))
    for candidate in range(1, 256):
        number = start + candidate * STEP
        if candidate not in divided and number.bit_length() == bits and number % 65537 != 1:
            if is_prime(number, 1) and is_prime(number, 40):
                return candidate
    return 0


def path(bits):
    return os.path.join(FOLDER, f"PrimeOffsets+{bits}.swift")


def stored(bits):
    with open(path(bits)) as file:
        text = re.search(r'"""(.*)"""', file.read(), re.S)[1]
    return base64.b64decode(re.sub(r"[\s\\]", "", text))


def check():
    for bits in SIZES:
        offsets = stored(bits)
        for index, found in enumerate(offsets):
            number = base(bits, index) + found * STEP
            if found and not (number.bit_length() == bits and number % 65537 != 1 and is_prime(number, 40)):
                sys.exit(f"FAILED: {bits} bits, index {index}: no prime")
        print(f"{bits} bits: {sum(1 for found in offsets if found)} primes at {len(offsets)} indices", flush=True)


def find(bits, count):
    offsets = bytes(offset(bits, index) for index in range(count))
    write(bits, offsets)


def write(bits, offsets):
    text = base64.b64encode(offsets).decode()
    lines = "\\\n".join(f"        {text[start:start + 100]}" for start in range(0, len(text), 100))
    usable = sum(1 for found in offsets if found)
    with open(path(bits), "w") as file:
        file.write(f"""/// Offsets of {bits}-bit primes by index, in base64: {len(offsets):,} bytes, of which {usable:,} name a prime.
/// Written by `scripts/primes.py`.
extension PrimeOffsets {{
    static let of{bits}Bits = \"\"\"
{lines}
        \"\"\"
}}
""")


if sys.argv[1:] == ["--check"]:
    check()
elif len(sys.argv) == 4 and sys.argv[1] == "--find" and int(sys.argv[2]) in SIZES:
    find(int(sys.argv[2]), int(sys.argv[3]))
else:
    sys.exit(__doc__)
