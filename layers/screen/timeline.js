// The years under the map: drag or play, and see what there is in each season. Python hears of it when the
// hand lets go, so that the table follows.

const STEP_MS = 1100; // while it plays, per season
const ALWAYS = "Alle jaren";

export function makeTimeline(chart, tell) {
  let bar = null; // { box, button, range, words, first, labels }
  let playing; // timer

  function update(data) {
    if (!data) {
      stop();
      bar?.box.remove();
      bar = null;
      return;
    }
    if (!bar) build();
    if (playing) return;
    Object.assign(bar, { first: data.first, labels: data.labels });
    bar.range.max = String(data.labels.length);
    bar.range.value = String(data.at === null ? 0 : data.at - data.first + 1);
    say();
  }

  function build() {
    const box = L.DomUtil.create("div", "kk-time", chart.host);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    L.DomEvent.on(box, "mousemove", L.DomEvent.stopPropagation);
    L.DomEvent.on(box, "mouseenter", () => chart.map.fire("mouseout")); // nothing is pointed at any more
    const button = L.DomUtil.create("button", "", box);
    button.type = "button";
    const range = Object.assign(L.DomUtil.create("input", "", box), { type: "range", min: "0", step: "1" });
    range.setAttribute("aria-label", "Periode op de kaart");
    const words = L.DomUtil.create("output", "", box);
    bar = { box, button, range, words, first: 0, labels: [] };
    label();
    button.addEventListener("click", () => (playing ? finish() : play()));
    range.addEventListener("input", () => {
      stop();
      show();
    });
    range.addEventListener("change", report);
  }

  function play() {
    if (Number(bar.range.value) >= Number(bar.range.max)) bar.range.value = "0";
    playing = setInterval(step, STEP_MS);
    label();
    step();
  }

  function step() {
    if (Number(bar.range.value) >= Number(bar.range.max)) {
      finish();
      return;
    }
    bar.range.value = String(Number(bar.range.value) + 1);
    show();
  }

  function finish() {
    stop();
    report();
  }

  function stop() {
    clearInterval(playing);
    playing = undefined;
    if (bar) label();
  }

  function label() {
    bar.button.textContent = playing ? "❚❚" : "▶";
    bar.button.setAttribute("aria-label", playing ? "Stop met afspelen" : "Speel de jaren af");
    bar.button.title = bar.button.getAttribute("aria-label");
  }

  function season() {
    const place = Number(bar.range.value);
    return place === 0 ? null : bar.first + place - 1;
  }

  function show() {
    chart.during(season());
    say();
  }

  function say() {
    const place = Number(bar.range.value);
    const told = place === 0 ? ALWAYS : bar.labels[place - 1];
    bar.words.textContent = told;
    bar.range.setAttribute("aria-valuetext", told);
  }

  function report() {
    tell("season", season() ?? 0);
  }

  return { update, close: stop };
}
