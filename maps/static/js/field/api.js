// Asks the server; knows no signal, signed out, refused and broken from one another.

import { t } from "../settings.js";
import { learn } from "./clock.js";

const patienceMs = 10_000;

/** Status 0: not reached. 401 and 403 without a session: signed out. */
export class Refusal extends Error {
  /** @param {number} status @param {string} message @param {Record<string, any>} [detail] */
  constructor(status, message, detail = {}) {
    super(message);
    this.status = status;
    this.detail = detail;
  }

  /** Whether asking again later may help, without anybody's doing. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** @param {string} path below /api/field/ @param {Record<string, any>} [params] @param {AbortSignal} [signal] */
export function get(path, params = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(params).map(([k, v]) => [k, String(v)]));
  return ask(`/api/field/${path}?${query}`, { signal });
}

/** @param {string} path @param {FormData} body @param {string} csrf @param {AbortSignal} signal */
export function send(path, body, csrf, signal) {
  return ask(`/api/field/${path}`, { method: "POST", body, signal, headers: { "X-CSRFToken": csrf } });
}

/** Who is signed in now and the token for sending; asked just before, for both change at sign-in. */
export async function session() {
  const response = await reach("/api/session", { signal: AbortSignal.timeout(patienceMs) });
  const answer = await response.json();
  const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  return { username: /** @type {string | null} */ (answer.user?.username ?? null), csrf };
}

/** @param {string} url @param {RequestInit} options */
async function ask(url, options) {
  const response = await reach(url, options);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const sentence = answer.error ?? t(response.status >= 500 ? "error.server" : "error.refused");
  throw new Refusal(response.status, sentence, answer.detail ?? {});
}

/** @param {string} url @param {RequestInit} options */
export async function reach(url, options) {
  try {
    const response = await fetch(url, { credentials: "same-origin", ...options });
    learn(response.headers.get("Date"));
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, t("error.offline"));
  }
}
