// The page's settings and its words, from the one JSON element.

/** @type {Settings} */
export const settings = JSON.parse(
  document.getElementById("settings")?.textContent ?? "{}",
);

const blank = /%\((\w+)\)s/g;

/**
 * A sentence in the page's language, its blanks filled in.
 * @param {string} key
 * @param {Params} [values]
 */
export function t(key, values = {}) {
  const text = settings.words[key] ?? key.slice(key.indexOf(".") + 1);
  return text.replace(blank, (_, name) => String(values[name] ?? ""));
}
