// What a card's code says, as gis_app/lib/card_token.py writes it, and whether it is true.

import { decode, Unreadable } from "./cbor.js";
import { holds } from "./ed25519.js";

export const prefix = "MC1:";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const [sub, exp, iat, cti, goods] = [2, 4, 6, 7, -65537];

/**
 * The claims of a code whose signature holds; they may have expired.
 * @param {string} text @param {CardKey[]} keys
 * @returns {Promise<{ claims: CardClaims, key: CardKey } | { wrong: "no_card" | "forged" | "unknown_key" }>}
 */
export async function read(text, keys) {
  if (!text.startsWith(prefix)) return { wrong: "no_card" };
  try {
    const { kid, body, signed, signature } = parts(base45(text.slice(prefix.length)));
    const key = keys.find((each) => each.kid === hex(kid));
    if (!key) return { wrong: "unknown_key" };
    if (!(await holds(bytesOf(key.public), signed, signature))) return { wrong: "forged" };
    return { claims: claimsOf(decode(body)), key };
  } catch (error) {
    if (error instanceof Unreadable) return { wrong: "forged" };
    throw error;
  }
}

/** RFC 9285. @param {string} text */
function base45(text) {
  const bytes = [];
  for (let i = 0; i < text.length; i += 3) {
    const values = [...text.slice(i, i + 3)].map((sign) => alphabet.indexOf(sign));
    const n = values.reduce((sum, value, place) => sum + value * 45 ** place, 0);
    const size = values.length - 1;
    if (values.includes(-1) || !size || n >= 256 ** size) throw new Unreadable("no Base45");
    bytes.push(...(size === 2 ? [n >> 8, n & 255] : [n]));
  }
  return new Uint8Array(bytes);
}

/** Header, payload and signature of a COSE_Sign1. @param {Uint8Array} message */
function parts(message) {
  const { tag, value } = decode(message);
  if (tag !== 18 || !Array.isArray(value) || value.length !== 4) throw new Unreadable("no COSE_Sign1");
  const [head, open, body, signature] = value;
  if (!(open instanceof Map) || open.size) throw new Unreadable("no COSE_Sign1 of ours");
  if (![head, body, signature].every((part) => part instanceof Uint8Array)) throw new Unreadable("no COSE_Sign1 of ours");
  const header = decode(head);
  const kid = header instanceof Map && header.size === 2 && header.get(1) === -8 && header.get(4);
  if (!(kid instanceof Uint8Array)) throw new Unreadable("not signed by Ed25519");
  return { kid, body, signed: toBeSigned(head, body), signature };
}

/** The Sig_structure of RFC 9052, 4.4. @param {Uint8Array} head @param {Uint8Array} body */
function toBeSigned(head, body) {
  const context = new TextEncoder().encode("Signature1");
  return new Uint8Array([0x84, 0x60 + context.length, ...context, ...asBytes(head), 0x40, ...asBytes(body)]);
}

/** A byte string of CBOR. @param {Uint8Array} bytes */
function asBytes(bytes) {
  const n = bytes.length;
  const head = n < 24 ? [0x40 + n] : n < 256 ? [0x58, n] : [0x59, n >> 8, n & 255];
  return [...head, ...bytes];
}

/** @param {any} payload @returns {CardClaims} */
function claimsOf(payload) {
  const serial = payload instanceof Map ? payload.get(cti) : null;
  const [vendor, ends, made, sorts] = [sub, exp, iat, goods].map((key) => serial && payload.get(key));
  const whole = serial instanceof Uint8Array && typeof vendor === "string" && Number.isInteger(ends) && Number.isInteger(made);
  if (!whole || !Array.isArray(sorts)) throw new Unreadable("no claims of a card");
  return {
    serial: serial.reduce((sum, byte) => sum * 256 + byte, 0),
    vendor, goods: sorts.map(String), issued: new Date(made * 1000), expires: new Date(ends * 1000),
  };
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text */
function bytesOf(text) {
  return new Uint8Array((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
}
