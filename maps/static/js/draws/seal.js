// @ts-check
/** Seals a witness's word on his own device: the word itself goes nowhere. */

const BEFORE = 'meydan-witness\0';

/**
 * The commitment to a word, as lib/draw.py computes it.
 * @param {string} word
 * @returns {Promise<string>} 64 hexadecimal digits
 */
export async function seal(word) {
  const bytes = new TextEncoder().encode(BEFORE + word);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const word = /** @type {HTMLInputElement | null} */ (document.querySelector('#word'));
const sealed = document.querySelector('#sealed');
word?.addEventListener('input', async () => {
  const typed = word.value;
  const text = typed ? await seal(typed) : '–';
  if (sealed && word.value === typed) sealed.textContent = text;
});
