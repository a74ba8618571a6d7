// Lets readers point at the values of a chart. The server has drawn each one as SVG, and sends the
// same drawing as data in the light theme's colours; here Plotly draws it in the reader's colours
// and the room that there is, and takes the place of the SVG. Plotly is fetched when a chart is
// near the screen and the browser has nothing else to do, or when a reader turns to one. If
// anything fails, or without this script, the SVG stands.

const CONFIG = {
  displayModeBar: false, // its buttons are ours, in the page, within reach of the keyboard
  displaylogo: false,
  showSendToCloud: false, // on by default; it would upload the chart
  plotlyServerURL: "",
  scrollZoom: false,
  doubleClick: false,
  showTips: false,
};

const MONTHS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"].map((n) => `${n}月`);
const DAYS = ["日", "一", "二", "三", "四", "五", "六"];
const CHINESE = {
  moduleType: "locale",
  name: "zh-CN",
  dictionary: {},
  format: {
    days: DAYS.map((day) => `星期${day}`),
    shortDays: DAYS.map((day) => `周${day}`),
    months: MONTHS,
    shortMonths: MONTHS,
    date: "%Y年%-m月%-d日",
  },
};

const NARROW = 560; // px; below it the names of areas are left to the legend
const LETTER = 7.2; // px; wide enough for a Latin letter at 12 px
const TICK_LETTER = 7.8; // px; the same at 13 px
const HOVER_WIDTH = 42; // letters; what the pointer shows fits a phone
const STEP = 9; // px; the least distance of a mark beside a value
const DAY = 86_400_000; // ms
const TITLE_HEIGHT = 62; // px; above a picture that is saved
const AT_REST = 2000; // ms; after which a busy browser is not waited for any longer

const charts = new Map(); // the element that Plotly draws each chart into, and its spec
const drawings = new Map(); // the place of each chart, and the promise that it is drawn
let library;

function loadPlotly(url) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => {
      window.Plotly.register(CHINESE);
      resolve(window.Plotly);
    };
    script.onerror = () => reject(new Error(`${url} could not be loaded`));
    document.head.append(script);
  });
  return library;
}

// Puts the current value of each custom property in the place of the colour it stands for.
function recoloured(part, colours) {
  if (typeof part === "string") return colours.get(part) ?? part;
  if (Array.isArray(part)) return part.map((item) => recoloured(item, colours));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, item]) => [name, recoloured(item, colours)]),
  );
}

function currentColours(palette, plot) {
  const styles = getComputedStyle(plot);
  const now = ([colour, property]) => [colour, styles.getPropertyValue(property).trim() || colour];
  return new Map(Object.entries(palette).map(now));
}

function letters(text) {
  return [...String(text)].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
}

// Leaves out labels of an axis of dates until the rest stand apart.
function thinned(axis, room) {
  if (axis?.type !== "date" || !(axis.tickvals?.length > 1)) return axis;
  const [first, last] = axis.range.map((day) => Date.parse(day));
  const days = axis.tickvals.map((day) => Date.parse(day));
  const least = Math.min(...days.slice(1).map((day, place) => day - days[place]));
  const widest = Math.max(...axis.ticktext.map(letters)) * TICK_LETTER + 8;
  const step = Math.max(1, Math.ceil(widest / ((least / (last - first)) * room)));
  const kept = (_, place) => (axis.tickvals.length - 1 - place) % step === 0; // keeps the newest
  return { ...axis, tickvals: axis.tickvals.filter(kept), ticktext: axis.ticktext.filter(kept) };
}

// Breaks a text into lines of at most `most` letters, at spaces or between Chinese characters.
function wrapped(text, most) {
  const lines = [""];
  for (const part of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    if (letters((lines.at(-1) + part).trimEnd()) > most && lines.at(-1)) lines.push(part);
    else lines[lines.length - 1] += part;
  }
  return lines.map((line) => line.trim()).join("<br>");
}

function hoverWrapped(trace) {
  if (!trace.hovertext) return trace;
  const lines = (text) => text.split("<br>").map((line) => wrapped(line, HOVER_WIDTH)).join("<br>");
  return { ...trace, hovertext: trace.hovertext.map((text) => text && lines(text)) };
}

// Moves marks that stand beside a value as far from it as they need to be told apart.
function spaced(trace, axis, room) {
  const { steps, days } = trace.meta ?? {};
  if (!steps) return trace;
  const [first, last] = axis.range.map((day) => Date.parse(day));
  const further = ((last - first) / room) * STEP - days * DAY;
  const x = trace.x.map((day, place) =>
    new Date(Date.parse(day) + steps[place] * Math.max(0, further)).toISOString(),
  );
  return { ...trace, x };
}

function fitted({ data, layout }, width) {
  const margin = { ...layout.margin };
  let { annotations, yaxis } = layout;
  if (width < NARROW) {
    annotations = annotations?.filter((note) => note.name !== "area");
    margin.r = layout.meta?.narrow ?? margin.r;
    const most = width * 0.4;
    if (margin.l > most) {
      yaxis = { ...yaxis, ticktext: yaxis.ticktext.map((name) => wrapped(name, most / LETTER)) };
      margin.l = most;
    }
  }
  const room = width - margin.l - margin.r;
  const xaxis = thinned(layout.xaxis, room);
  return {
    data: data.map((trace) => hoverWrapped(spaced(trace, xaxis, room))),
    layout: { ...layout, width, margin, annotations, yaxis, xaxis },
  };
}

function render(live) {
  const { palette, locale, ...figure } = charts.get(live);
  const width = live.clientWidth;
  if (width === 0) return Promise.resolve(); // folded away
  const drawn = recoloured(fitted(figure, width), currentColours(palette, live));
  const { fontFamily } = getComputedStyle(live);
  drawn.layout.font.family = fontFamily;
  drawn.layout.hoverlabel.font.family = fontFamily;
  return window.Plotly.react(live, drawn.data, drawn.layout, { ...CONFIG, locale });
}

// Arrow keys walk through the values in the order of time, as the pointer would.
function addKeyboard(live) {
  const spoken = live.closest(".chart").querySelector(".chart__spoken");
  const stops = charts.get(live).data.flatMap(({ x, y, hovertext, orientation }, curveNumber) =>
    (hovertext ?? []).flatMap((text, pointNumber) => {
      const at = orientation === "h" ? y[pointNumber] : x[pointNumber];
      return text === null ? [] : [{ curveNumber, pointNumber, text, at }];
    }),
  );
  stops.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  let place = -1;
  live.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") window.Plotly.Fx.unhover(live);
    if (!step || !stops.length) return;
    event.preventDefault();
    place = Math.min(stops.length - 1, Math.max(0, place + step));
    const { curveNumber, pointNumber, text } = stops[place];
    window.Plotly.Fx.hover(live, [{ curveNumber, pointNumber }]);
    spoken.textContent = new DOMParser()
      .parseFromString(text.replaceAll("<br>", "\n"), "text/html")
      .body.textContent.replaceAll("\n", ". ");
  });
  live.addEventListener("blur", () => {
    window.Plotly.Fx.unhover(live);
    spoken.textContent = "";
    place = -1;
  });
}

// A picture that leaves the page takes its title and the address of the page with it.
function titled(live) {
  const { data, layout } = live;
  const title = document.getElementById(live.getAttribute("aria-labelledby")).textContent;
  const margin = { ...layout.margin, t: layout.margin.t + TITLE_HEIGHT };
  const place = { xref: "container", x: 0, xanchor: "left", yref: "container", y: 1, yanchor: "top" };
  return {
    data,
    layout: {
      ...layout,
      margin,
      height: layout.height + TITLE_HEIGHT,
      title: {
        ...place,
        text: title.replaceAll("<", "&lt;"),
        font: { size: 16 },
        pad: { t: 14, l: 2 },
        subtitle: { text: location.host + location.pathname, font: { size: 11 } },
      },
    },
  };
}

function save(live, plot, format) {
  const { width, height } = live.layout;
  const scale = format === "png" ? 2 : 1;
  const filename = plot.dataset.chart.replace(/-spec$/, "");
  const size = { width, height: height + TITLE_HEIGHT };
  return window.Plotly.downloadImage(titled(live), { format, ...size, scale, filename });
}

function addTools(plot) {
  const figure = plot.closest(".chart");
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      drawn(plot)
        .then((live) => save(live, plot, button.dataset.save))
        .catch(() => {
          figure.querySelector(".chart__message").hidden = false;
        });
    });
  }
}

async function draw(plot) {
  const live = document.createElement("div");
  live.className = "chart__live";
  live.role = "img";
  live.tabIndex = 0;
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    live.setAttribute(name, plot.querySelector(".chart__drawing").getAttribute(name));
  }
  try {
    charts.set(live, JSON.parse(document.getElementById(plot.dataset.chart).textContent));
    await loadPlotly(plot.dataset.plotly);
    plot.append(live); // not seen yet
    await render(live);
  } catch (problem) {
    charts.delete(live);
    live.remove();
    console.error(problem);
    throw problem;
  }
  addKeyboard(live);
  plot.classList.add("chart__plot--live");
  widths.observe(live);
  return live;
}

// Draws a chart once, whoever asks for it.
function drawn(plot) {
  near.unobserve(plot);
  if (!drawings.has(plot)) drawings.set(plot, draw(plot));
  return drawings.get(plot);
}

function turnTo(plot) {
  drawn(plot).catch(() => {}); // the SVG stands
}

const atRest = window.requestIdleCallback ?? ((task) => setTimeout(task, 200));

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      atRest(() => turnTo(target), { timeout: AT_REST });
    }
  },
  { rootMargin: "400px" },
);

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.clientWidth !== target.layout?.width) render(target);
  }
});

for (const plot of document.querySelectorAll("[data-chart]")) {
  addTools(plot);
  for (const asked of ["pointerenter", "pointerdown"]) {
    plot.addEventListener(asked, () => turnTo(plot), { once: true });
  }
  // Who saves data gets Plotly only by turning to a chart.
  if (!navigator.connection?.saveData) near.observe(plot);
}
for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
  matchMedia(query).addEventListener("change", () => {
    for (const live of charts.keys()) if (live.layout) render(live);
  });
}
