// Bars over time. A sure part is solid, a fuzzy end fades, an end that nobody knows fades into a question mark, what
// has no end foreseen runs out with an arrow; what has no known period has no bar. What a picture says also stands in words.

import { loadStyle } from "./load.js";

const SVG = "http://www.w3.org/2000/svg";
const UNKNOWN = 5; // % of the width: how far an end that nobody knows fades
const LEAST = 0.6; // % of the width: a day must be seen
const STEP_MS = 1600; // while it plays, per year
const SEASONS = [["voorjaar", "vj"], ["zomer", "zo"], ["najaar", "nj"], ["winter", "wi"]]; // from March on
const FULL_PX = 56, SHORT_PX = 20, TICK_PX = 6; // per season: what its word needs, its short word, its line
const YEAR_PX = 34; // what the number of a year needs
let fades = 0; // names of masks are of the whole page

// The small picture of a group: no choices, just bars and the common moment.
export function drawChart({ bars, scale, moment }, colours) {
  loadStyle("bars.css");
  const chart = make("div", "kk-chart kk-small");
  chart.append(drawAxis(scale), drawGround(scale, moment));
  const list = chart.appendChild(make("ul", "kk-lanes"));
  list.append(...bars.map((bar) => drawLane(bar, scale, colours)));
  return chart;
}

export default function show({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".kk-plan");
  const told = JSON.stringify(data);
  if (host.kkTold === told) return undefined; // a run that changed nothing here leaves scroll and play alone
  const before = host.querySelector(".kk-scroll")?.scrollTop ?? 0;
  host.kkStop?.();
  loadStyle("bars.css");
  const { scroll, rows } = drawLanes(data, (id) => setTriggerValue("chosen", id));
  const money = drawMoney(data);
  const player = makePlayer(host, data, { rows, ground: scroll.querySelector(".kk-ground"), money });
  const sides = make("div", "kk-sides");
  sides.append(scroll, money);
  host.replaceChildren(player, sides);
  scroll.scrollTop = before;
  host.kkTold = told;
  return () => host.kkStop?.();
}

function drawLanes({ lanes, scale, colours, chosen }, choose) {
  const scroll = make("div", "kk-scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Activiteiten in de tijd");
  const chart = scroll.appendChild(make("div", "kk-chart"));
  chart.append(drawAxis(scale), drawGround(scale));
  const rows = [];
  for (const { title, bars } of lanes) {
    chart.append(make("h2", "kk-lanes-head", `${title} (${bars.length})`));
    const list = chart.appendChild(make("ul", "kk-lanes"));
    for (const bar of bars) {
      const row = drawLane(bar, scale, colours, choose);
      row.querySelector("button").setAttribute("aria-pressed", String(bar.id === chosen));
      rows.push({ bar, row: list.appendChild(row) });
    }
  }
  return { scroll, rows };
}

function drawLane(bar, scale, colours, choose) {
  const row = make("li", "kk-lane");
  const told = row.appendChild(make("span", "kk-what"));
  const letter = told.appendChild(make("b", "kk-letter", bar.group));
  letter.setAttribute("aria-hidden", "true");
  row.style.setProperty("--kk-own", colours[bar.group] ?? "#22303a");
  const name = told.appendChild(make(choose ? "button" : "span", "kk-name", bar.label));
  if (choose) {
    name.type = "button";
    name.addEventListener("click", () => choose(bar.id));
  }
  const when = told.appendChild(make("span", "kk-when", bar.period));
  if (bar.unsure) when.append(make("span", "kk-unsure", ` (${bar.unsure})`));
  when.append(` · ${bar.style}`);
  if (known(bar)) row.append(drawBar(bar, scale));
  return row;
}

function known(bar) {
  return bar.running || bar.start_earliest !== null || bar.end_latest !== null;
}

// Where a bar begins to fade in, is solid, stops being solid and has faded out [% of the scale]; null without such an end.
function ends(bar, at) {
  const [from, sureFrom, sureTo, to] = [bar.start_earliest, bar.start_latest, bar.end_earliest, bar.end_latest].map(
    (month) => (month === null ? null : at(month)),
  );
  const open = { left: from === null, right: to === null && !bar.running };
  const solidFrom = sureFrom ?? from ?? sureTo ?? to ?? 0;
  const solidTo = bar.running ? 101 : (sureTo ?? to ?? solidFrom);
  const first = from ?? (bar.running ? Math.min(0, solidFrom) : solidFrom - UNKNOWN);
  const last = bar.running ? 101 : (to ?? solidTo + UNKNOWN);
  const middle = (first + last) / 2;
  const [one, two] = solidFrom <= solidTo ? [solidFrom, solidTo] : [middle, middle];
  return { first, one, two, last: Math.max(last, first + LEAST), open };
}

function drawBar(bar, scale) {
  const at = placer(scale);
  const { first, one, two, last, open } = ends(bar, at);
  const picture = draw("svg", { class: `kk-track kk-${bar.style}`, "aria-hidden": "true" });
  const shape = draw("rect", { class: "kk-bar", x: `${first}%`, width: `${last - first}%`, y: "0", height: "100%", rx: "3" });
  const inside = draw("svg", { class: "kk-inside", width: "100%" });
  if (one > first || two < last) shape.setAttribute("mask", `url(#${fade(inside, { first, one, two, last })})`);
  inside.append(shape);
  picture.append(inside);
  const unknown = [[open.left && !bar.running, Math.max(first, 0), "start"], [open.right, Math.min(last, 100), "end"]];
  for (const [asked, x, anchor] of unknown) {
    if (asked) picture.append(draw("text", { x: `${x}%`, y: "50%", dy: "0.35em", "text-anchor": anchor }, "?"));
  }
  if (last > 100) picture.append(arrow("100%", 1));
  if (first < 0) picture.append(arrow("0%", -1));
  return picture;
}

// What fades is the whole bar, its dashes too; it never vanishes quite, so that its reach is seen.
function fade(picture, { first, one, two, last }) {
  fades += 1;
  const name = `kk-fade-${fades}`;
  const mask = draw("mask", { id: name, maskUnits: "userSpaceOnUse", x: "-50%", y: "-50%", width: "200%", height: "200%" });
  const slopes = [["in", first, one, "#333", "#fff"], ["out", two, last, "#fff", "#333"]];
  for (const [side, from, to, begin, end] of slopes) {
    if (to <= from) continue;
    const slope = draw("linearGradient", { id: `${name}-${side}` });
    slope.append(draw("stop", { offset: "0", "stop-color": begin }), draw("stop", { offset: "1", "stop-color": end }));
    mask.append(slope, draw("rect", { x: `${from}%`, width: `${to - from}%`, y: "-50%", height: "200%", fill: `url(#${name}-${side})` }));
  }
  const seam = 0.1; // % that parts overlap, else a line shows between them
  if (two > one) mask.append(draw("rect", { x: `${one - seam}%`, width: `${two - one + 2 * seam}%`, y: "-50%", height: "200%", fill: "#fff" }));
  picture.append(mask);
  return name;
}

function arrow(x, way) {
  const place = draw("svg", { x, y: "50%", overflow: "visible" });
  place.append(draw("path", { class: "kk-arrow", d: `M${-7 * way},-5 L${-1 * way},0 L${-7 * way},5` }));
  return place;
}

// Years and seasons above the bars.
function drawAxis(scale) {
  const at = placer(scale);
  const axis = make("div", "kk-axis");
  axis.setAttribute("aria-hidden", "true"); // the rows tell their periods in words
  const picture = axis.appendChild(draw("svg", { class: "kk-years" }));
  const months = scale.last - scale.first;
  new ResizeObserver(([{ contentRect }]) => write(contentRect.width)).observe(picture);
  return axis;

  function write(width) {
    const perYear = (12 * width) / months, perSeason = perYear / 4;
    const every = Math.max(1, Math.ceil(YEAR_PX / Math.max(perYear, 1)));
    picture.replaceChildren();
    for (let month = scale.first; month < scale.last; month += 12) {
      if (((month - scale.first) / 12) % every) continue;
      picture.append(draw("text", { x: `${at(month)}%`, dx: "4", y: "12", class: "kk-year" }, String(month / 12)));
    }
    if (perSeason < TICK_PX) return;
    for (let month = scale.first - 1; month < scale.last; month += 3) {
      const word = SEASONS[(((month - 2) / 3) % 4 + 4) % 4][perSeason < FULL_PX ? 1 : 0];
      const from = Math.max(month, scale.first), to = Math.min(month + 3, scale.last);
      picture.append(draw("line", { x1: `${at(from)}%`, x2: `${at(from)}%`, y1: "16", y2: "29", class: "kk-tick" }));
      if (perSeason >= SHORT_PX && to - from > 2) picture.append(draw("text", { x: `${at((from + to) / 2)}%`, y: "26", "text-anchor": "middle" }, word));
    }
  }
}

// Behind the bars: the years, the common moment of a group, the year that is pointed at, the peildatum.
function drawGround(scale, moment) {
  const at = placer(scale);
  const ground = make("div", "kk-ground");
  ground.setAttribute("aria-hidden", "true");
  const picture = ground.appendChild(draw("svg", { width: "100%", height: "100%" }));
  if (moment) {
    const [from, to] = [moment[0] === null ? 0 : Math.max(at(moment[0]), 0), moment[1] === null ? 100 : Math.min(at(moment[1]), 100)];
    picture.append(draw("rect", { class: "kk-moment", x: `${from}%`, width: `${Math.max(to - from, LEAST)}%`, y: "0", height: "100%" }));
  }
  picture.append(draw("rect", { class: "kk-pointed", x: "0", width: "0", y: "0", height: "100%" }));
  for (let month = scale.first; month <= scale.last; month += 12) {
    picture.append(draw("line", { class: "kk-tick", x1: `${at(month)}%`, x2: `${at(month)}%`, y1: "0", y2: "100%" }));
  }
  const today = `${at(scale.today)}%`;
  picture.append(draw("line", { class: "kk-today", x1: today, x2: today, y1: "0", y2: "100%" }));
  return ground;
}

function drawMoney({ money, moneyNote }) {
  const box = make("div", "kk-money");
  if (money.length) {
    const table = box.appendChild(make("table"));
    table.append(make("caption", "", "Geld per jaar"));
    const columns = ["committed", "sought", "unstated"].filter((name) => name !== "unstated" || money.some((one) => one.unstated));
    const heads = { committed: "toegezegd", sought: "nog gezocht", unstated: "niet bekend of het is toegezegd" };
    const head = table.createTHead().insertRow();
    head.append(...["jaar", ...columns.map((name) => heads[name])].map((word) => cell("th", word, "col")));
    const body = table.createTBody();
    for (const one of money) {
      const row = body.insertRow();
      row.dataset.year = one.year ?? "";
      row.append(cell("th", one.label, "row"), ...columns.map((name) => cell("td", one[name] || "niet genoemd")));
    }
  }
  box.append(make("p", "", moneyNote));
  return box;
}

// A year that is pointed at: drag or play, Escape or the button stops.
function makePlayer(host, { scale, money }, { rows, ground, money: table }) {
  const first = scale.first / 12, years = (scale.last - scale.first) / 12;
  const bar = make("div", "kk-player");
  const button = bar.appendChild(Object.assign(make("button"), { type: "button" }));
  const range = bar.appendChild(Object.assign(make("input"), { type: "range", min: "0", max: String(years), step: "1", value: "0" }));
  range.setAttribute("aria-label", "Jaar in de tijdlijn");
  const words = bar.appendChild(make("output"));
  let playing;
  host.kkStop = stop;
  host.onkeydown = ({ key }) => {
    if (key === "Escape") stop();
  };
  button.addEventListener("click", () => (playing ? stop() : play()));
  range.addEventListener("input", () => {
    stop();
    point();
  });
  const kept = host.kkYear ? host.kkYear - first + 1 : 0; // stays over a change of filters
  range.value = String(kept >= 0 && kept <= years ? kept : 0);
  label();
  point();
  return bar;

  function play() {
    if (Number(range.value) >= years) range.value = "0";
    playing = setInterval(step, STEP_MS);
    label();
    step();
  }

  function step() {
    if (!bar.isConnected && playing) return stop();
    if (Number(range.value) >= years) return stop();
    range.value = String(Number(range.value) + 1);
    return point();
  }

  function stop() {
    clearInterval(playing);
    playing = undefined;
    label();
  }

  function label() {
    button.textContent = playing ? "❚❚" : "▶";
    button.title = playing ? "Stop met afspelen" : "Speel de jaren af";
    button.setAttribute("aria-label", button.title);
  }

  function point() {
    const place = Number(range.value);
    const year = place ? first + place - 1 : null;
    host.kkYear = year;
    const counts = [0, 0, 0];
    for (const { bar: one, row } of rows) {
      const sure = year === null ? 2 : runs(one, 12 * year, 12 * year + 12);
      counts[sure] += 1;
      row.classList.toggle("kk-off", sure === 0);
    }
    const pointed = ground.querySelector(".kk-pointed");
    pointed.setAttribute("x", `${(100 * Math.max(place - 1, 0)) / years}%`);
    pointed.setAttribute("width", place ? `${100 / years}%` : "0");
    for (const row of table.querySelectorAll("tbody tr")) row.classList.toggle("kk-now", year !== null && row.dataset.year === String(year));
    words.textContent = year === null ? whole(rows) : `${year}: ${count(counts)}${sums(money.find((one) => one.year === year))}`;
    range.setAttribute("aria-valuetext", words.textContent);
  }
}

// 2 when it surely runs between two months, 1 when it may, 0 when it does not or its period is not known.
function runs(bar, from, to) {
  if (!known(bar)) return 0;
  const first = bar.start_earliest ?? -Infinity, last = bar.running ? Infinity : (bar.end_latest ?? Infinity);
  if (first >= to || last <= from) return 0;
  const sureFrom = bar.start_latest ?? bar.end_earliest ?? Infinity;
  const sureTo = bar.running ? Infinity : (bar.end_earliest ?? bar.start_latest ?? -Infinity);
  return sureFrom < to && sureTo > from && sureFrom <= sureTo ? 2 : 1;
}

function whole(rows) {
  const unknown = rows.filter(({ bar }) => !known(bar)).length;
  const told = `Alle jaren: ${rows.length} ${rows.length === 1 ? "activiteit" : "activiteiten"}`;
  return unknown ? `${told}, bij ${unknown} is de periode onbekend` : told;
}

function count([, perhaps, sure]) {
  const told = [[sure, "zeker"], [perhaps, "misschien"]].filter(([number]) => number);
  return told.map(([number, word]) => `${number} ${number === 1 ? "loopt" : "lopen"} ${word}`).join(", ") || "niets loopt";
}

function sums(year) {
  if (!year) return "";
  const told = [[year.committed, "toegezegd"], [year.sought, "nog gezocht"]].filter(([words]) => words);
  return told.map(([words, purpose]) => ` · ${words} ${purpose}`).join("");
}

function placer({ first, last }) {
  return (month) => Math.round((1e4 * (month - first)) / (last - first)) / 100;
}

function cell(tag, words, scope) {
  const made = make(tag, "", words.replaceAll("€ ", "€\u00a0"));
  if (scope) made.scope = scope;
  return made;
}

// Text only, never HTML: it is what others wrote.
function make(tag, name = "", words = "") {
  return Object.assign(document.createElement(tag), { className: name, textContent: words });
}

function draw(tag, looks, words) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(looks)) made.setAttribute(name, value);
  if (words) made.textContent = words;
  return made;
}
