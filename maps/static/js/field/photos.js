// Photos of a report: really photos, not too large, and smaller where the phone is full.

import { t } from "../settings.js";

export const most = 6;
const largest = 10 * 2 ** 20;

/** The photo as it is kept; throws an Error with a sentence for what is none. @param {File} file @returns {Promise<KeptPhoto>} */
export async function take(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) throw new Error(t("report.not_photo"));
  picture.close();
  // As it came from the camera: its position and time are evidence.
  if (file.size <= largest) return { blob: file, name: file.name, shrunk: false };
  const smaller = await shrink({ blob: file, name: file.name, shrunk: false }, 2560);
  if (smaller.blob.size > largest) throw new Error(t("report.big_photo"));
  return smaller;
}

/** The same picture in fewer pixels, without the camera's data. @param {KeptPhoto} photo @param {number} side @returns {Promise<KeptPhoto>} */
export async function shrink({ blob, name }, side = 1280) {
  const picture = await createImageBitmap(blob);
  const k = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * k);
  canvas.height = Math.round(picture.height * k);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.75));
  return { blob: smaller ?? blob, name, shrunk: true };
}
