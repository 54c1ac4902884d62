// Finds a QR code in what the camera sees, or in a photo: by the browser where it can.

const pauseMs = 140;
/** A photo may be looked at longer: nothing else waits. */
const frame = { most: 900, timeLimit: 60 };
const photo = { most: 1800, timeLimit: 2000 };

/** @type {((canvas: HTMLCanvasElement, timeLimit: number) => Promise<string>) | null} */
let finder = null;

/**
 * Show the camera and tell the first code that it sees; gives back what ends it.
 * @param {HTMLVideoElement} video @param {(text: string) => void} found
 * @returns {Promise<() => void>} refused like getUserMedia when there is no camera
 */
export async function watch(video, found) {
  const wanted = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  let going = true;
  const end = () => {
    going = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  await video.play().catch(() => {});
  const look = async () => {
    if (!going) return;
    const text = video.videoWidth ? await textIn(video, video.videoWidth, video.videoHeight, frame) : "";
    if (!going) return;
    if (text) return found(text);
    setTimeout(() => void look(), pauseMs);
  };
  void look();
  return end;
}

/** The code in a photo; empty when there is none. @param {Blob} file */
export async function textOf(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const text = await textIn(picture, picture.width, picture.height, photo);
  picture.close();
  return text;
}

/** @param {CanvasImageSource} source @param {number} width @param {number} height @param {typeof frame} how */
async function textIn(source, width, height, { most, timeLimit }) {
  const scale = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d", { willReadFrequently: true })?.drawImage(source, 0, 0, canvas.width, canvas.height);
  finder ??= await makeFinder();
  return finder(canvas, timeLimit);
}

async function makeFinder() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const known = Detector ? await Detector.getSupportedFormats().catch(() => []) : [];
  return known.includes("qr_code") ? byBrowser(new Detector({ formats: ["qr_code"] })) : byPackage();
}

/** @param {{ detect: (canvas: HTMLCanvasElement) => Promise<{ rawValue: string }[]> }} detector */
function byBrowser(detector) {
  return async (/** @type {HTMLCanvasElement} */ canvas) => (await detector.detect(canvas).catch(() => []))[0]?.rawValue ?? "";
}

async function byPackage() {
  const { decodeQR } = await import("../../vendor/qr/decode.js");
  return async (/** @type {HTMLCanvasElement} */ canvas, /** @type {number} */ timeLimit) => {
    const picture = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return (picture && decodeQR(picture, { timeLimit })) || "";
    } catch {
      return ""; // it throws where it finds nothing
    }
  };
}
