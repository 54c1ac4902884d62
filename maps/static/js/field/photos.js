// Photos of a report: really photos, small enough to be sent, and smaller still where
// the phone is full. What the camera wrote into them goes along.

import { t } from "../settings.js";
import { exifOf, withExif } from "./exif.js";

export const most = 6;
/** A photo up to this goes as it came from the camera. */
const enough = 3 * 2 ** 20;
const largest = 10 * 2 ** 20;
/** The server keeps no more pixels than these on the longer side. */
const kept = 2560;

/** The photo as it is kept; throws an Error with a sentence for what is none. @param {File} file @returns {Promise<KeptPhoto>} */
export async function take(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) throw new Error(t(/\.hei[cf]$/i.test(file.name) ? "report.heic" : "report.not_photo"));
  picture.close();
  const photo = { blob: file, name: file.name, shrunk: false };
  if (file.type === "image/jpeg" && file.size <= enough) return photo;
  const smaller = await shrink(photo, kept, 0.85);
  if (smaller.blob.size > largest) throw new Error(t("report.big_photo"));
  return smaller;
}

/** The same picture in fewer pixels. @param {KeptPhoto} photo @param {number} side @param {number} [quality] @returns {Promise<KeptPhoto>} */
export async function shrink({ blob, name }, side, quality = 0.75) {
  const picture = await createImageBitmap(blob);
  const k = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * k);
  canvas.height = Math.round(picture.height * k);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
  canvas.width = canvas.height = 0; // gives its memory back at once on small phones
  return { blob: smaller ? withExif(smaller, await exifOf(blob)) : blob, name, shrunk: true };
}

/** SHA-256 in hexadecimal digits: the server checks that all of it arrived. @param {Blob} blob */
export async function hashOf(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
