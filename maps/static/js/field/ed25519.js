// Whether an Ed25519 signature holds: by the browser where it can, else by a package.

/** @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature */
export async function holds(key, message, signature) {
  try {
    const own = await crypto.subtle.importKey("raw", plain(key), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, own, plain(signature), plain(message));
  } catch {
    return byPackage(key, message, signature);
  }
}

/** Strict as RFC 8032 has it, and as the server is. @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature */
async function byPackage(key, message, signature) {
  const { verifyAsync } = await import("../../vendor/noble-ed25519/index.js");
  try {
    return await verifyAsync(signature, message, key, { zip215: false });
  } catch {
    return false; // it is no signature, or no key
  }
}

/** @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} */
function plain(bytes) {
  return new Uint8Array(bytes);
}
