// Forms of the editors' desk: the keyboard is where the next entry goes. Without this script all
// of it is reached by Tab and by links.

const $ = window.django?.jQuery;
const FIELDS = "input:not([type=hidden]), select, textarea";

// What of a field takes the keyboard: an autocomplete stands in for its select.
function holder(field) {
  if (!field.matches(FIELDS)) return field.querySelector(FIELDS);
  const standIn = field.nextElementSibling?.querySelector(".select2-selection");
  return field.matches(".select2-hidden-accessible") && standIn ? standIn : field;
}

function goTo(field) {
  const fold = field.closest("details");
  if (fold) fold.open = true;
  const held = holder(field);
  held?.scrollIntoView({ block: "center" });
  held?.focus({ preventScroll: true });
}

// --- What is wrong ---------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest(".mistakes a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  goTo(field);
});

// After the autocompletes are made: jQuery calls in the order in which it was asked.
$?.(() => {
  if (!document.querySelector(".mistakes")) return;
  const wrong = document.querySelector(`[aria-invalid=true]:is(${FIELDS}), .errors :is(${FIELDS})`);
  if (wrong) goTo(wrong);
});

// --- A row more ------------------------------------------------------------------------------

function fill(field, before) {
  if (field.matches("select.admin-autocomplete")) {
    const chosen = before.selectedOptions[0];
    if (!chosen?.value) return;
    field.append(new Option(chosen.text, chosen.value, true, true));
    $(field).trigger("change");
  } else {
    field.value = before.value;
  }
}

// Figures of one announcement are mostly of one area and period: the next row starts with them.
function carry(row) {
  const before = row.previousElementSibling;
  for (const field of row.querySelectorAll("[data-carried]")) {
    const fact = field.name.split("-").at(-1);
    const last = before?.querySelector(`[data-carried][name$="-${fact}"]`);
    if (last?.value && !field.value) fill(field, last);
  }
}

document.addEventListener("formset:added", ({ target }) => {
  if (document.documentElement.dataset.restoring !== undefined) return; // kept-form.js fills it
  carry(target);
  const first = target.querySelector(`fieldset :is(${FIELDS})`);
  if (first) goTo(first);
});

// --- Autocompletes ---------------------------------------------------------------------------

// What stands in for a select is named by what is chosen alone: without a choice it has no name.
// It takes the label of its field, and what is said of it.
function name(part) {
  for (const field of part.querySelectorAll("select.admin-autocomplete")) {
    const standIn = field.nextElementSibling?.querySelector(".select2-selection");
    const label = document.querySelector(`label[for="${field.id}"]`);
    if (!standIn || !label) continue;
    label.id ||= `${field.id}_label`;
    const chosen = standIn.querySelector(".select2-selection__rendered");
    chosen.setAttribute("aria-labelledby", label.id);
    standIn.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    for (const said of ["aria-describedby", "aria-invalid"]) {
      if (field.hasAttribute(said)) standIn.setAttribute(said, field.getAttribute(said));
    }
  }
}

$?.(() => name(document));
document.addEventListener("formset:added", ({ target }) => name(target));

// An autocomplete that has the keyboard is typed into like any field. By itself it opens with
// Enter, and with the first space of what is typed: what stood before the space was lost. The key
// itself goes to what has the focus once this is over; "Process" is that of an input method.
document.addEventListener("keydown", (event) => {
  const standIn = event.target.closest?.(".select2-selection--single");
  const isTyped = event.key.length === 1 ? event.key !== " " : event.key === "Process";
  if (!standIn || !isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = standIn.closest(".select2")?.previousElementSibling;
  if (!field?.matches("select:enabled")) return;
  $(field).select2("open");
  document.querySelector(".select2-container--open .select2-search__field")?.focus();
});
