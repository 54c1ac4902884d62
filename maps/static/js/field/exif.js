// What the camera wrote into a JPEG (place, time, model), carried over when a photo is
// made smaller: it is evidence, and a canvas forgets it.

const start = 0xffd8;
const exif = 0xffe1;
const picture = 0xffda;
const headBytes = 256 * 1024;

/** The camera's segment, for a picture that stands upright already; null without one. @param {Blob} blob @returns {Promise<Uint8Array<ArrayBuffer> | null>} */
export async function exifOf(blob) {
  const view = new DataView(await blob.slice(0, headBytes).arrayBuffer());
  if (view.byteLength < 4 || view.getUint16(0) !== start) return null;
  for (let at = 2; at + 10 < view.byteLength; ) {
    const mark = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (mark >> 8 !== 0xff || mark === picture || length < 2 || at + 2 + length > view.byteLength) return null;
    const named = mark === exif && view.getUint32(at + 4) === 0x45786966;
    if (named) return upright(new Uint8Array(view.buffer.slice(at, at + 2 + length)));
    at += 2 + length;
  }
  return null;
}

/** A canvas has turned the picture: nobody shall turn it again. @param {Uint8Array<ArrayBuffer>} segment */
function upright(segment) {
  const tiff = new DataView(segment.buffer, 10);
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const first = tiff.getUint32(4, little);
    for (let i = 0; i < tiff.getUint16(first, little); i++) {
      const entry = first + 2 + 12 * i;
      if (tiff.getUint16(entry, little) === 0x0112) tiff.setUint16(entry + 8, 1, little);
    }
  } catch {
    // A broken segment is the camera's; it goes along as it is.
  }
  return segment;
}

/** @param {Blob} jpeg @param {Uint8Array<ArrayBuffer> | null} segment */
export function withExif(jpeg, segment) {
  return segment ? new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)], { type: "image/jpeg" }) : jpeg;
}
