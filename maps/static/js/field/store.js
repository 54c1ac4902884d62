// What the phone keeps, in IndexedDB: reports until they are acknowledged, and the data.

const name = "meydan-field";
/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("reports", { keyPath: "id" });
      asked.result.createObjectStore("kept");
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => (opened = null);
      done(asked.result);
    };
    asked.onerror = () => ((opened = null), fail(asked.error));
    asked.onblocked = () => ((opened = null), fail(new DOMException("blocked", "AbortError")));
  });
  return opened;
}

/**
 * Done when the transaction is, not when the request is: only then it is on the disk.
 * @template T
 * @param {string} store @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(store, mode, work) {
  const database = await open();
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error ?? request.error);
  });
}

/** @param {KeptReport} report */
export function keep(report) {
  return within("reports", "readwrite", (store) => store.put(report));
}

/** @param {string} id @returns {Promise<KeptReport | undefined>} */
export function find(id) {
  return within("reports", "readonly", (store) => store.get(id));
}

/** @returns {Promise<KeptReport[]>} the newest first */
export async function all() {
  const found = await within("reports", "readonly", (store) => store.getAll());
  return found.sort((a, b) => b.made_at.localeCompare(a.made_at));
}

/** @param {string} id */
export function forget(id) {
  return within("reports", "readwrite", (store) => store.delete(id));
}

/** @param {string} key */
export function load(key) {
  return within("kept", "readonly", (store) => store.get(key));
}

/** @param {string} key @param {unknown} value */
export function save(key, value) {
  return within("kept", "readwrite", (store) => store.put(value, key));
}
