// Source marks open by the popover attribute, without any script. For a browser that does
// not know it (before 2024), a mark leads to its line in the list of sources instead.

if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[popovertarget]");
    if (mark) {
      location.hash = mark.getAttribute("popovertarget").replace("cite-", "source-");
    }
  });
}
