// A form of the desk that is being filled is kept in this browser, so that a closed tab, a crash or
// a failed connection loses nothing. It is offered when the same person opens the same address
// again, and let go only once the server has said that the record is saved (plans/admin/kept.py).
// Nothing is put into a form unasked; passwords and tokens are never kept.

const START = "kept:";
// "reread" says that somebody has just read the source: that cannot be put back.
const LEFT_OUT = /^csrfmiddlewaretoken$|^_|password|__prefix__|(^|-)reread$/;
const PAUSE = 400; // ms without a key
const DAYS = 30; // that a copy lives
const $ = window.django?.jQuery;

// Where the browser forbids storage, the forms work without.
const store = (() => {
  try {
    localStorage.getItem(START);
    return localStorage;
  } catch {
    return null;
  }
})();

const keys = () => Object.keys(store ?? {}).filter((key) => key.startsWith(START));

// --- What is saved, or too old ---------------------------------------------------------------

const saved = /(?:^|; )kept_saved=([0-9a-z-]+)/.exec(document.cookie)?.[1];
for (const key of keys()) {
  const { at = 0 } = read(key) ?? {};
  if (key.endsWith(`#${saved}`) || at < Date.now() - DAYS * 86_400_000) store.removeItem(key);
}
if (saved) document.cookie = "kept_saved=; path=/; max-age=0; samesite=strict";

function read(key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

const box = document.getElementById("kept");
const form = box?.closest("form");
// After the autocompletes and the rows are made: jQuery calls in the order in which it was asked.
if (form && store) $(() => keep(form));

function keep(form) {
  const name = box.dataset.name || crypto.randomUUID?.() || `${Date.now()}-${performance.now()}`.replace(".", "-");
  const here = `${START}${box.dataset.user}:${address()}#`;
  const mine = here + name;
  // A form that came back unsaved differs from what is saved, whatever stands in it.
  const before = box.dataset.name ? null : JSON.stringify(entries());
  let timer, sending = false;

  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_kept", value: name }));
  navigator.locks?.request(mine, () => new Promise(() => {})); // held while this form is open

  const differs = () => JSON.stringify(entries()) !== before;

  function write() {
    clearTimeout(timer);
    try {
      if (differs()) store.setItem(mine, JSON.stringify({ at: Date.now(), fields: entries(), labels: labels() }));
      else store.removeItem(mine);
    } catch {
      // The storage is full: beforeunload still warns.
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  };

  $(form).on("input change", soon);
  document.addEventListener("formset:added", soon);
  document.addEventListener("formset:removed", soon);
  document.addEventListener("visibilitychange", write);
  form.addEventListener("submit", () => {
    write();
    sending = true;
  });
  addEventListener("pageshow", () => {
    sending = false;
  });
  addEventListener("pagehide", () => {
    if (!sending) write();
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && differs()) event.preventDefault();
  });
  if (before === null) write();
  else offer(here, write);
}

// The page itself, in whichever language it is read.
function address() {
  const asked = new URLSearchParams(location.search);
  asked.delete("_changelist_filters");
  return `${location.pathname.replace(/^.*?(?=\/admin\/)/, "")}?${asked}`;
}

// --- What stands in the form -----------------------------------------------------------------

const isKept = ({ name, type, disabled }) =>
  name && !disabled && !LEFT_OUT.test(name) && !["password", "file", "submit", "button"].includes(type);

function entries() {
  const secret = new Set([...form.elements].filter((field) => !isKept(field)).map(({ name }) => name));
  return [...new FormData(form)].filter(([name]) => !secret.has(name) && !LEFT_OUT.test(name));
}

// An autocomplete knows what it shows only by the chosen option.
function labels() {
  const chosen = [...form.querySelectorAll("select.admin-autocomplete")].filter(({ value, name }) => value && !LEFT_OUT.test(name));
  return Object.fromEntries(chosen.map(({ name, selectedOptions }) => [name, selectedOptions[0].text]));
}

// --- Offering and restoring ------------------------------------------------------------------

async function offer(here, write) {
  // A copy whose form is still open in another tab is not lost.
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const open = new Set(held.map(({ name }) => name));
  const lost = keys().filter((key) => key.startsWith(here) && !open.has(key));
  for (const key of lost.sort((a, b) => read(b)?.at - read(a)?.at)) {
    const copy = read(key);
    if (!copy) continue;
    const shown = words("kept-offer", copy.at);
    shown.querySelector("[data-kept=discard]").addEventListener("click", () => {
      store.removeItem(key);
      shown.remove();
    });
    shown.querySelector("[data-kept=restore]").addEventListener("click", () => {
      restore(copy);
      write();
      store.removeItem(key);
      shown.replaceWith(words("kept-restored", copy.at));
    });
    box.append(shown);
  }
}

function words(id, at) {
  const shown = document.getElementById(id).content.firstElementChild.cloneNode(true);
  const style = { dateStyle: "medium", timeStyle: "short" };
  const time = shown.querySelector("time");
  time.dateTime = new Date(at).toISOString();
  time.textContent = new Date(at).toLocaleString(document.documentElement.lang, style);
  return shown;
}

function restore({ fields, labels: chosen }) {
  const kept = new Map();
  for (const [name, value] of fields) kept.set(name, [...(kept.get(name) ?? []), value]);
  const namesNow = rowsNow(kept);
  const wanted = new Map([...kept].map(([name, values]) => [namesNow(name), values]));
  const shown = new Map(Object.entries(chosen).map(([name, text]) => [namesNow(name), text]));
  const there = [...form.elements].filter((field) => isKept(field) && (field.type !== "hidden" || /(^|-)seen$/.test(field.name)));
  // Twice: a field that follows from others (a key from a title) was filled anew by the first.
  for (const field of [...there, ...there]) put(field, wanted.get(field.name), shown.get(field.name));
}

// Opens as many rows as are needed. A row that is saved is found by its id, for another editor may
// have added or removed some; one whose record is gone has no name now.
function rowsNow(kept) {
  const numbers = new Map(); // "sites-3" as it was -> "sites-4" as it is, or null
  document.documentElement.dataset.restoring = "";
  for (const total of form.querySelectorAll("[name$='-TOTAL_FORMS']")) {
    const set = total.name.slice(0, -"-TOTAL_FORMS".length);
    const ids = [...form.querySelectorAll(`[name^="${set}-"][name$="-id"]`)].filter(({ value }) => value);
    let next = Number(form.elements[`${set}-INITIAL_FORMS`].value);
    for (let row = 0; row < Number(kept.get(total.name)?.[0] ?? 0); row += 1) {
      const id = kept.get(`${set}-${row}-id`)?.[0];
      const same = ids.find(({ value }) => value === id);
      if (same) numbers.set(`${set}-${row}`, same.name.slice(0, -"-id".length));
      else if (id) numbers.set(`${set}-${row}`, null);
      else numbers.set(`${set}-${row}`, `${set}-${next++}`);
    }
    const add = document.querySelector(`#${set}-group .add-row a`);
    while (add && Number(total.value) < next) add.click();
  }
  delete document.documentElement.dataset.restoring;
  return (name) => {
    const [, row, field] = /^(.+-\d+)-([^-]+)$/.exec(name) ?? [];
    return row && numbers.has(row) ? numbers.get(row) && `${numbers.get(row)}-${field}` : name;
  };
}

function put(field, values, label) {
  const isBox = ["checkbox", "radio"].includes(field.type);
  if (!values && !isBox && field.type !== "select-multiple") return;
  const was = isBox ? field.checked : field.value;
  const [value] = values ?? [];
  if (isBox) field.checked = Boolean(values?.includes(field.value));
  else if (field.type === "select-multiple") for (const each of field.options) each.selected = Boolean(values?.includes(each.value));
  else {
    if (label && field.value !== value) field.append(new Option(label, value, true, true));
    field.value = value;
  }
  if ((isBox ? field.checked : field.value) === was) return;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}
