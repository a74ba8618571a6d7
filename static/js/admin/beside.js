// Shows, beside a record that is being typed in the admin, what the server says of it: the unit of
// a figure and how it is read, what other sources say of the same, what is here already. A field
// with data-beside says where to ask, and in data-facts what is told of its form. Without this
// script the form says what matters when it is saved.

const PAUSE = 300; // ms without a key
const waiting = new WeakMap(); // a field with data-beside, and what it waits for

// "observations-0-value" -> ["observations-0-", "value"]
function parts(name) {
  const [, prefix = "", fact = ""] = /^(.+-\d+-)?(.+)$/.exec(name ?? "") ?? [];
  return [prefix, fact];
}

function factsOf(teller) {
  return teller.dataset.facts.split(" ");
}

function entry(prefix, fact) {
  return document.querySelector(`[name="${CSS.escape(prefix + fact)}"]`);
}

function place(teller) {
  const row = teller.closest(".form-row") ?? teller.parentElement;
  let box = row.querySelector(".beside");
  if (!box) {
    box = document.createElement("div");
    box.className = "beside";
    box.role = "status";
    row.append(box);
  }
  return box;
}

async function ask(teller) {
  const [prefix] = parts(teller.name);
  const asked = new URLSearchParams({ itself: teller.dataset.itself ?? "" });
  for (const fact of factsOf(teller)) {
    // On the form of a source, that is the source of each row.
    const field = entry(prefix, fact) ?? (fact === "source" ? entry("", fact) : null);
    asked.set(fact, field?.value || (fact === "source" ? teller.dataset.source ?? "" : ""));
  }
  const { signal } = waiting.get(teller).abort;
  try {
    const answer = await fetch(`${teller.dataset.beside}?${asked}`, { signal });
    if (answer.ok && !answer.redirected) place(teller).innerHTML = await answer.text();
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

function askSoon(teller) {
  const before = waiting.get(teller);
  clearTimeout(before?.timer);
  before?.abort.abort();
  waiting.set(teller, {
    abort: new AbortController(),
    timer: setTimeout(() => ask(teller), PAUSE),
  });
}

function changed({ target }) {
  const [prefix, fact] = parts(target.name);
  for (const teller of document.querySelectorAll("[data-beside]")) {
    if (parts(teller.name)[0] === prefix && factsOf(teller).includes(fact)) askSoon(teller);
  }
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
// The autocomplete of Django's admin tells its changes to jQuery alone.
window.django?.jQuery(document).on("select2:select select2:clear", (event) => changed(event));
for (const teller of document.querySelectorAll("[data-beside]")) {
  if (!teller.name.includes("__prefix__") && teller.value) askSoon(teller);
}
