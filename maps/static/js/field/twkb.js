// Reads TWKB, the small binary geometry of PostGIS, as rings and lines in degrees.
// https://github.com/TWKB/Specification/blob/master/twkb.md

/** @typedef {[number, number][]} Line */

/**
 * Polygons as lists of rings (the first is the outer one); a line is one such list of one.
 * @param {string} base64
 * @returns {Line[][]}
 */
export function decode(base64) {
  const bytes = Uint8Array.from(atob(base64.replaceAll("\n", "")), (c) => c.charCodeAt(0));
  return new Reader(bytes).geometry();
}

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.x = 0;
    this.y = 0;
    this.scale = 1;
  }

  geometry() {
    const head = this.bytes[this.at++];
    const flags = this.bytes[this.at++];
    this.scale = 10 ** -zigzag(head >> 4);
    if (flags & 0b10010) return []; // an empty one, or one with unknown dimensions
    if (flags & 1) this.box();
    if (flags & 0b1000) this.at++;
    const kind = head & 15;
    if (kind === 2) return [[this.points()]];
    if (kind === 3) return [this.rings()];
    if (kind === 5) return this.many(() => [this.points()]);
    if (kind === 6) return this.many(() => this.rings());
    return [];
  }

  box() {
    for (let i = 0; i < 4; i++) this.varint();
  }

  /** @template T @param {() => T} one */
  many(one) {
    return Array.from({ length: this.varint() }, one);
  }

  rings() {
    return this.many(() => this.points());
  }

  /** @returns {Line} */
  points() {
    return this.many(() => {
      this.x += zigzag(this.varint());
      this.y += zigzag(this.varint());
      return [this.x * this.scale, this.y * this.scale];
    });
  }

  varint() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }
}

/** @param {number} value */
function zigzag(value) {
  return value % 2 ? -(value + 1) / 2 : value / 2;
}
