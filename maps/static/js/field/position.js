// The phone's position, watched; and one asked for at once.

import { t } from "../settings.js";

const options = { enableHighAccuracy: true, maximumAge: 0, timeout: 15_000 };

/** @param {GeolocationPosition} position @returns {Fix} */
function read({ coords, timestamp }) {
  return {
    lon: coords.longitude,
    lat: coords.latitude,
    accuracy_m: coords.accuracy,
    at: timestamp,
    heading: coords.heading,
    mock: Boolean(/** @type {any} */ (coords).mocked),
  };
}

/** @param {Fix} fix */
export function ageS(fix) {
  return (Date.now() - fix.at) / 1000;
}

/** @param {(fix: Fix) => void} take @param {(title: string, advice: string) => void} fail */
export function watch(take, fail) {
  if (!navigator.geolocation) return fail(t("fix.none"), t("fix.none_advice"));
  navigator.geolocation.watchPosition((position) => take(read(position)), (error) => {
    const denied = error.code === error.PERMISSION_DENIED;
    fail(t(denied ? "fix.denied" : "fix.none"), t(denied ? "fix.denied_advice" : "fix.none_advice"));
  }, options);
}

/** A new position now; null when the phone has none. @param {number} [patienceMs] @returns {Promise<Fix | null>} */
export function now(patienceMs = 8000) {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    navigator.geolocation.getCurrentPosition((p) => done(read(p)), () => done(null), { ...options, timeout: patienceMs });
  });
}
