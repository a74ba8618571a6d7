// "/" leads to the search field, as in other tools for reading; never while something is typed.

const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || held || event.isComposing || event.target.closest?.(FIELDS)) {
    return;
  }
  const field = document.getElementById("site-search");
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
