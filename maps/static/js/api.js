// The JSON API: asks, and turns every refusal into one kind of error.

import { settings, t } from "./settings.js";

/** A refusal: status 0 means that the server was not reached. */
export class Refusal extends Error {
  /** @param {number} status @param {string} message @param {Record<string, any>} detail */
  constructor(status, message, detail = {}) {
    super(message);
    this.status = status;
    this.detail = detail;
  }

  get offline() {
    return this.status === 0;
  }
}

/**
 * @param {string} path below /api/
 * @param {Record<string, any>} [params] empty ones are left out
 * @param {AbortSignal} [signal]
 */
export function get(path, params = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const tail = query.size ? `?${query}` : "";
  return ask(`/api/${path}${tail}`, { signal });
}

/** @param {string} path below /api/ @param {unknown} [body] */
export function post(path, body = {}) {
  return ask(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": settings.csrf },
    body: JSON.stringify(body),
  });
}

/**
 * A form with files; `told` hears how much of it has left, from 0 to 1.
 * @param {string} path below /api/ @param {FormData} body @param {(share: number) => void} told @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export function upload(path, body, told, signal) {
  const asked = new XMLHttpRequest(); // fetch doesn't tell how much was sent
  return new Promise((done, fail) => {
    asked.open("POST", `/api/${path}`);
    asked.setRequestHeader("X-CSRFToken", settings.csrf);
    asked.responseType = "json";
    asked.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
    asked.onerror = () => fail(new Refusal(0, t("error.offline")));
    asked.onabort = () => fail(new DOMException("", "AbortError"));
    asked.onload = () => (asked.status < 300 ? done(asked.response) : fail(refused(asked.status, asked.response ?? {})));
    signal.addEventListener("abort", () => asked.abort());
    asked.send(body);
  });
}

/** @param {number} status @param {{ error?: string, detail?: Record<string, any> }} answer */
function refused(status, answer) {
  return new Refusal(status, answer.error ?? t(status >= 500 ? "error.server" : "error.refused"), answer.detail ?? {});
}

/** @param {string} url @param {RequestInit} options */
async function ask(url, options) {
  const response = await reach(url, options);
  const answer = await read(response);
  if (response.ok) return answer;
  throw refused(response.status, answer);
}

/** What a response says; a good one that was cut short is as if the server was not reached. @param {Response} response */
async function read(response) {
  if (response.status === 204) return {};
  try {
    return await response.json();
  } catch (error) {
    if (dropped(error)) throw error;
    if (response.ok) throw new Refusal(0, t("error.offline"));
    return {};
  }
}

/** @param {string} url @param {RequestInit} options */
async function reach(url, options) {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, t("error.offline"));
  }
}

/** Whether an answer was dropped because a newer question replaced it. @param {unknown} error */
export function dropped(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Each new question ends the one before it. */
export function newest() {
  let last = new AbortController();
  return () => {
    last.abort();
    last = new AbortController();
    return last.signal;
  };
}
