// The sheet of a round: prints, and begins where one stands.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".round-form"));
const note = document.getElementById("round-note");

document.getElementById("print")?.addEventListener("click", () => print());
document.getElementById("here")?.addEventListener("click", (event) => {
  const { no } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
  const refused = () => note && (note.textContent = no ?? "");
  if (!navigator.geolocation) return refused();
  navigator.geolocation.getCurrentPosition(({ coords }) => from(coords), refused, { enableHighAccuracy: true, timeout: 10_000 });
});

/** @param {GeolocationCoordinates} coords */
function from({ longitude, latitude }) {
  for (const [id, value] of Object.entries({ lon: longitude, lat: latitude })) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (field) field.value = value.toFixed(6);
  }
  form?.submit();
}
