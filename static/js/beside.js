// Shows, beside a figure that is being typed in the admin, its unit, how it is read, and what other
// sources say of the same. Without this script the form says the same when it is saved.

const FACTS = ["metric", "area", "source", "period_start", "period_end", "value"];
const PAUSE = 300; // ms without a key
const waiting = new Map(); // the prefix of a form, and what it waits for

// "observations-0-value" -> ["observations-0-", "value"]
function parts(name) {
  const fact = FACTS.find((one) => name === one || name.endsWith(`-${one}`));
  return fact ? [name.slice(0, -fact.length), fact] : [];
}

function entry(prefix, fact) {
  return document.querySelector(`[name="${CSS.escape(prefix + fact)}"]`);
}

function place(value) {
  const row = value.closest(".form-row") ?? value.parentElement;
  let box = row.querySelector(".beside");
  if (!box) {
    box = document.createElement("div");
    box.className = "beside";
    box.role = "status";
    row.append(box);
  }
  return box;
}

async function ask(prefix) {
  const value = entry(prefix, "value");
  if (!value?.dataset.beside) return;
  const asked = new URLSearchParams({ itself: value.dataset.itself ?? "" });
  for (const fact of FACTS) {
    const field = entry(prefix, fact) ?? (fact === "source" ? entry("", fact) : null);
    asked.set(fact, field?.value || (fact === "source" ? value.dataset.source ?? "" : ""));
  }
  const { signal } = waiting.get(prefix).abort;
  try {
    const answer = await fetch(`${value.dataset.beside}?${asked}`, { signal });
    if (answer.ok && !answer.redirected) place(value).innerHTML = await answer.text();
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

function changed({ target }) {
  const [prefix] = parts(target.name ?? "");
  if (prefix === undefined) return;
  const before = waiting.get(prefix);
  clearTimeout(before?.timer);
  before?.abort.abort();
  waiting.set(prefix, {
    abort: new AbortController(),
    timer: setTimeout(() => ask(prefix), PAUSE),
  });
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
// The autocomplete of Django's admin tells its changes to jQuery alone.
window.django?.jQuery(document).on("select2:select select2:clear", (event) => changed(event));
for (const value of document.querySelectorAll("[data-beside]")) {
  if (!value.name.includes("__prefix__")) changed({ target: value });
}
