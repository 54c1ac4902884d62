// What camera.js imports at /static/vendor/qr/ is this package's file.
export * from "qr/decode.js";
export { default } from "qr/decode.js";
