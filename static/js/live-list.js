// A list that changes in place: its form, chips, table heads, pages and map ask for the same
// page that they would load without script, and only what differs is changed. htmx asks, keeps
// the history and drops what is overtaken; this file says when to ask, changes the page so that
// nothing that is in use is torn away, and says aloud what came of it.

(() => {
  const list = document.getElementById("live-list");
  if (!list || !window.htmx) return;
  const find = (id) => document.getElementById(id);
  const form = find("list-form");
  document.documentElement.classList.add("is-live"); // the buttons that send the form may go

  // --- Changing the page ---------------------------------------------------------------------

  const KEPT = "[data-keep]"; // what this script, or the reader, keeps the state of
  const STATE = new Set(["open", "aria-busy"]); // attributes that the server knows nothing of

  function sync(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    if (old.matches(KEPT) || old.isEqualNode(fresh)) return;
    for (const { name, value } of fresh.attributes) {
      if (!STATE.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const name of old.getAttributeNames()) {
      if (!STATE.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    if (!syncInPlace(old, fresh)) syncChildren(old, fresh);
  }

  // Things with an id are matched by it and moved; all else is matched by its place.
  function syncChildren(parent, fresh) {
    const known = new Map([...parent.children].filter((each) => each.id).map((each) => [each.id, each]));
    let next = parent.firstChild;
    const isOurs = (node) => node?.matches?.(KEPT) && !node.id; // the page does not know of it
    for (const wanted of [...fresh.childNodes]) {
      while (isOurs(next)) next = next.nextSibling;
      const match = wanted.id ? known.get(wanted.id) : next;
      const fits = match && match.nodeName === wanted.nodeName && (match.id || "") === (wanted.id || "");
      if (!fits) {
        parent.insertBefore(wanted, next);
      } else {
        if (match === next) next = next.nextSibling;
        else parent.insertBefore(match, next);
        sync(match, wanted);
      }
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      if (!gone.matches?.(KEPT)) gone.remove();
    }
  }

  // The facet that is being used keeps the order of its values, or the reader would lose the
  // place: what was chosen moves to the top with the next choice elsewhere.
  function syncInPlace(old, fresh) {
    if (!old.matches("[data-facet]") || !old.contains(document.activeElement)) return false;
    const values = (facet) => new Map([...facet.querySelectorAll("li[id]")].map((each) => [each.id, each]));
    const [before, after] = [values(old), values(fresh)];
    if (before.size !== after.size || [...after.keys()].some((id) => !before.has(id))) return false;
    after.forEach((value, id) => sync(before.get(id), value));
    sync(old.querySelector("legend"), fresh.querySelector("legend"));
    return true;
  }

  // What readers changed by hand is no attribute: set it to what the page says now.
  function settleFields(isRestored) {
    for (const field of list.querySelectorAll("input")) {
      if (field.matches(KEPT)) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = field.defaultChecked;
      else if (isRestored || field !== document.activeElement) field.value = field.defaultValue;
    }
  }

  let isRestoring = false;
  let turnsPage = false;

  htmx.defineExtension("morph", {
    isInlineSwap: () => false,
    handleSwap(style, target, fragment) {
      if (style !== "morph") return false;
      const fresh = fragment.id === target.id ? fragment : fragment.querySelector(`#${target.id}`);
      if (!fresh) return false;
      const used = document.activeElement;
      syncChildren(target, fresh);
      settleFields(isRestoring);
      keepFocus(used);
      restoreTicks();
      offerToFind();
      return [target]; // htmx looks for new links, and for those that lead elsewhere now
    },
  });

  function keepFocus(used) {
    if (!used || used === document.body || used === document.activeElement) return;
    const still = used.isConnected ? used : used.id && find(used.id);
    const near = turnsPage ? ".pagination [aria-current]" : ".chips a";
    const home = still || list.querySelector(near) || find("list-count");
    home?.focus({ preventScroll: true });
  }

  // --- When to ask ---------------------------------------------------------------------------

  const TYPING = 350; // milliseconds without a key
  let waiting;
  let asked = find("id_q").value;

  function ask() {
    clearTimeout(waiting);
    asked = find("id_q").value;
    htmx.trigger(form, "live-list:change");
  }

  function typed({ target, isComposing }) {
    if (isComposing || target.id !== "id_q") return; // a word of Chinese is typed in several steps
    clearTimeout(waiting);
    waiting = setTimeout(() => target.value !== asked && ask(), TYPING);
  }

  list.addEventListener("input", typed);
  list.addEventListener("compositionend", ({ target }) => typed({ target }));
  list.addEventListener("change", ({ target }) => {
    if (target.form === form && target.type !== "search") ask();
  });

  list.addEventListener("htmx:configRequest", ({ detail }) => {
    clearTimeout(waiting);
    turnsPage = Boolean(detail.elt.closest(".pagination"));
    // An address names what is chosen, not every field that is empty.
    for (const name of new Set(detail.formData.keys())) {
      const values = detail.formData.getAll(name).filter((value) => value !== "");
      detail.formData.delete(name);
      values.forEach((value) => detail.formData.append(name, value));
    }
  });

  // Districts of the map are links inside a drawing, which htmx does not follow.
  list.addEventListener("click", (event) => {
    const link = event.target.closest("svg a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || !link.closest("[hx-boost=true]")) return;
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { source: link, push: "true" }).catch(() => {});
  });

  // --- Meanwhile and afterwards --------------------------------------------------------------

  let running = 0;
  let saying;
  let sorted = "";

  function busy(more) {
    running = Math.max(0, running + more);
    find("results").setAttribute("aria-busy", String(running > 0));
  }

  list.addEventListener("htmx:beforeSend", ({ detail }) => {
    busy(+1);
    detail.xhr.addEventListener("loadend", () => busy(-1));
  });

  function say() {
    clearTimeout(saying);
    saying = setTimeout(() => {
      const order = sorting();
      const words = find("results").dataset.said.trim().replace(/\s+/g, " ");
      find("list-said").textContent = order === sorted ? words : `${words}. ${order}`;
      sorted = order;
    }, 300); // the last of several changes speaks for all
  }

  // "Founded, ascending": said only when it has changed.
  function sorting() {
    const head = list.querySelector("th[aria-sort]");
    if (!head) return sorted;
    return head.closest("thead").dataset[head.getAttribute("aria-sort")].replace("{column}", head.textContent.trim());
  }

  // What stands outside the list and names the page's address.
  function follow() {
    const { pathname, search } = location;
    for (const link of document.querySelectorAll(".masthead a[hreflang]")) {
      link.href = new URL(link.href).pathname + search;
    }
    const rest = new URLSearchParams(search);
    rest.delete("as_of");
    for (const day of document.querySelectorAll("form[data-leaves-as-of]")) {
      day.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
      rest.forEach((value, name) => {
        day.prepend(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      });
    }
    for (const link of document.querySelectorAll("a[data-leaves-as-of]")) {
      link.href = String(rest) ? `${pathname}?${rest}` : pathname;
    }
  }

  function changed() {
    asked = find("id_q").defaultValue; // not what was typed since
    find("list-error").hidden = true;
    follow();
    say();
  }

  list.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target !== list) return;
    changed();
    if (turnsPage) find("results").scrollIntoView({ block: "start", behavior: "instant" });
  });

  function failed(why, address) {
    const box = find("list-error");
    for (const words of box.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== why;
    box.querySelector("[data-retry]").href = address;
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
  }

  const address = (detail) => detail.pathInfo?.finalRequestPath || detail.path || location.href;
  document.body.addEventListener("htmx:responseError", ({ detail }) => failed("refused", address(detail)));
  document.body.addEventListener("htmx:sendError", ({ detail }) => failed("unreachable", address(detail)));
  document.body.addEventListener("htmx:timeout", ({ detail }) => failed("unreachable", address(detail)));
  document.body.addEventListener("htmx:swapError", ({ detail }) => failed("refused", address(detail)));

  // --- Back and Forward ----------------------------------------------------------------------
  // The page is asked for anew: an old list would show old counts.

  window.addEventListener("popstate", () => {
    clearTimeout(waiting);
    htmx.trigger(list, "htmx:abort");
  });
  document.body.addEventListener("htmx:historyCacheMiss", ({ detail }) => {
    busy(+1);
    detail.xhr.addEventListener("loadend", () => busy(-1));
    detail.xhr.addEventListener("error", () => failed("unreachable", detail.path));
  });
  document.body.addEventListener("htmx:historyCacheMissLoad", ({ detail }) => {
    const isOvertaken = detail.path !== location.pathname + location.search;
    detail.swapSpec.swapStyle = isOvertaken ? "none" : "morph";
    detail.swapSpec.ignoreTitle = isOvertaken;
    isRestoring = true;
  });
  document.body.addEventListener("htmx:historyRestore", () => {
    isRestoring = false;
    changed();
  });
  document.body.addEventListener("htmx:historyCacheMissLoadError", ({ detail }) => failed("refused", detail.path));

  // --- Firms to compare ----------------------------------------------------------------------
  // They stay chosen while the list changes, and until the window closes.

  const bar = find("compare"); // the directory alone has one
  const most = Number(bar?.dataset.most);
  const shelf = "compare";
  const chosen = new Map(JSON.parse(sessionStorage.getItem(shelf) || "[]"));

  function restoreTicks() {
    for (const box of list.querySelectorAll("input[form=compare]")) box.checked = chosen.has(box.value);
  }

  function drawBar() {
    if (!bar) return;
    const words = bar.querySelector(".compare-bar__chosen");
    words.replaceChildren(
      ...[...chosen].map(([key, name]) => {
        const off = Object.assign(document.createElement("button"), { type: "button", className: "chip", value: key });
        off.setAttribute("aria-label", `${words.dataset.remove}: ${name}`);
        off.append(Object.assign(document.createElement("span"), { className: "compare-bar__name", textContent: name }));
        const item = document.createElement("li");
        item.append(off);
        return item;
      }),
    );
    const button = bar.querySelector("[type=submit]");
    button.textContent = `${button.dataset.words} (${chosen.size})`;
    bar.classList.toggle("compare-bar--on", chosen.size > 0);
    sessionStorage.setItem(shelf, JSON.stringify([...chosen]));
  }

  function tell(words) {
    bar.querySelector(".compare-bar__full").textContent = words;
  }

  list.addEventListener("change", ({ target }) => {
    if (!bar || target.form !== bar) return;
    const isFull = target.checked && chosen.size >= most;
    if (isFull) target.checked = false;
    else if (target.checked) chosen.set(target.value, find(`name-${target.value}`).textContent);
    else chosen.delete(target.value);
    tell(isFull ? bar.querySelector(".compare-bar__full").dataset.full : "");
    drawBar();
  });
  bar?.addEventListener("click", ({ target }) => {
    const off = target.closest(".chip");
    if (!off) return;
    chosen.delete(off.value);
    tell("");
    drawBar();
    restoreTicks();
    (bar.querySelector(".chip") || bar.querySelector("[type=submit]")).focus();
  });
  bar?.addEventListener("formdata", ({ formData }) => {
    formData.delete("firm");
    chosen.forEach((_, key) => formData.append("firm", key));
  });

  // --- Finding a value in a long facet -------------------------------------------------------

  function narrow(field) {
    const text = field.value.trim().toLowerCase();
    for (const value of field.nextElementSibling.children) {
      value.hidden = !value.querySelector(".facet__label").textContent.toLowerCase().includes(text);
    }
  }

  function offerToFind() {
    for (const values of list.querySelectorAll("[data-find]")) {
      const there = values.previousElementSibling;
      if (there.matches(".facet__find")) {
        narrow(there);
        continue;
      }
      const field = Object.assign(document.createElement("input"), { type: "search", className: "facet__find" });
      field.placeholder = values.dataset.find;
      field.setAttribute("aria-label", values.dataset.find);
      field.dataset.keep = "";
      field.addEventListener("input", () => narrow(field));
      field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      values.before(field);
    }
  }

  // On a phone the facets hide the list: leave them as well as jumping to it.
  list.addEventListener("click", ({ target }) => {
    if (target.closest(".live-list__see")) find("list-filters").open = false;
  });

  sorted = sorting();
  restoreTicks();
  drawBar();
  offerToFind();
})();
