// Reads the little of CBOR that a card is made of, in its one form (RFC 8949, 4.2):
// whoever writes the same card in another way is refused.

export class Unreadable extends Error {}

/** @typedef {{ tag: number, value: any }} Tagged */

/** One value and nothing after it. @param {Uint8Array} bytes @returns {any} */
export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value();
  if (reader.at !== bytes.length) throw new Unreadable("more than one value");
  return value;
}

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {any} */
  value() {
    const [major, n] = this.head();
    if (major === 0) return n;
    if (major === 1) return -1 - n;
    if (major === 2) return this.take(n);
    if (major === 3) return this.text(n);
    if (major === 4) return Array.from({ length: this.sane(n) }, () => this.value());
    if (major === 5) return this.map(n);
    if (major === 6) return { tag: n, value: this.value() };
    throw new Unreadable("neither number, text nor bytes");
  }

  /** The kind of what comes and its number, which must be written as short as can be. */
  head() {
    const first = this.take(1)[0];
    const [major, low] = [first >> 5, first & 31];
    if (low < 24) return [major, low];
    if (low > 26) throw new Unreadable("too large");
    let n = 0;
    for (const byte of this.take(2 ** (low - 24))) n = n * 256 + byte;
    if (n < [24, 256, 65536][low - 24]) throw new Unreadable("longer than need be");
    return [major, n];
  }

  /** @param {number} n */
  text(n) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(n));
    } catch {
      throw new Unreadable("no text");
    }
  }

  /** Whole numbers as keys, in the order of their bytes. @param {number} n */
  map(n) {
    /** @type {Map<number, any>} */
    const found = new Map();
    const pairs = this.sane(n);
    let before = "";
    for (let i = 0; i < pairs; i += 1) {
      const start = this.at;
      const key = this.value();
      const written = String.fromCharCode(...this.bytes.subarray(start, this.at));
      if (typeof key !== "number" || (i && written <= before)) throw new Unreadable("keys out of order");
      before = written;
      found.set(key, this.value());
    }
    return found;
  }

  /** No more things than there are bytes left. @param {number} n */
  sane(n) {
    if (n > this.bytes.length - this.at) throw new Unreadable("cut short");
    return n;
  }

  /** @param {number} n */
  take(n) {
    if (this.at + n > this.bytes.length) throw new Unreadable("cut short");
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }
}
