// Pointer, finger and keyboard: what lies there is named, read aloud and can be opened.

const HELP =
  "Kaart. Pijltoetsen gaan van plek naar plek, Enter opent. Met Shift en de pijltoetsen schuift u de kaart, met plus en min zoomt u.";
const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function makeReader(chart, { pick, tell, busy }) {
  const { map, host, canvas } = chart;
  const tip = L.tooltip({ className: "kk-tip", direction: "top", offset: [0, -12], opacity: 1 });
  const aloud = L.DomUtil.create("div", "kk-aloud", host);
  aloud.setAttribute("aria-live", "polite");
  host.setAttribute("role", "application");
  host.setAttribute("aria-label", HELP);
  let over = null; // the feature under the pointer or reached by key
  let waiting = null; // the last pointer place that was not looked at yet

  function point(found, latlng) {
    const feature = found?.feature ?? null;
    host.classList.toggle("kk-over", Boolean(found && canBeChosen(found)));
    if (feature?.name && latlng) tip.setLatLng(latlng).openOn(map);
    else tip.remove();
    if (feature === over?.feature) return;
    over = found;
    if (feature) tip.setContent(words(feature));
    chart.light(feature?.lights ?? [], feature?.paths ?? []);
  }

  function choose(found, latlng) {
    tip.remove(); // a finger leaves it standing
    if (found?.feature.members) {
      listMembers(found);
      return;
    }
    const at = [latlng.lng, latlng.lat].map((degrees) => Number(degrees.toFixed(7)));
    tell("clicked", { layer: found?.layer.spec.id ?? null, id: found?.feature.id ?? null, at });
  }

  // Several on one spot: a list with a button each, so that a finger and a key can choose as well.
  function listMembers({ layer, feature }) {
    const list = L.DomUtil.create("div", "kk-list");
    const popup = L.popup({ className: "kk-popup", maxWidth: 300, maxHeight: 260, autoPanPadding: [12, 12] });
    L.DomUtil.create("p", "", list).textContent = feature.name;
    feature.members.forEach((one) => {
      const button = L.DomUtil.create("button", "", list);
      button.type = "button";
      const letter = L.DomUtil.create("b", "", button);
      letter.textContent = one.mark.letter;
      letter.style.background = one.mark.stroke;
      button.append(words(one));
      button.addEventListener("click", () => {
        popup.close();
        choose({ layer, feature: one }, one.paths[0].getLatLng());
      });
    });
    popup.setLatLng(feature.paths[0].getLatLng()).setContent(list).openOn(map);
    map.once("popupclose", () => host.focus({ preventScroll: true }));
    list.querySelector("button").focus({ preventScroll: true });
  }

  function walk(step) {
    const places = reachable();
    if (!places.length) return;
    const here = places.findIndex((one) => one.feature === over?.feature);
    const next = here < 0 && step < 0 ? places.length - 1 : (here + step + places.length) % places.length;
    const found = places[next];
    const at = anchor(found.feature);
    map.panInside(at, { padding: [60, 60], animate: false });
    point(found, at);
    aloud.textContent = `${words(found.feature).textContent}, ${next + 1} van ${places.length}`;
  }

  // What the arrow keys go along: everything to choose in the topmost layer that has something.
  function reachable() {
    const layer = chart.layers.findLast((one) => one.spec.clickable && one.features.some((feature) => feature.shown));
    const seen = new Set();
    return (layer?.features ?? [])
      .filter((one) => one.shown)
      .map((one) => ({ layer, feature: one.cluster?.feature ?? one }))
      .filter(({ feature }) => !seen.has(feature) && seen.add(feature));
  }

  function press(event) {
    if (event.target !== host || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in STEP && !event.shiftKey) walk(STEP[event.key]);
    else if (event.key === "Enter" && over) choose(over, anchor(over.feature));
    else if (event.key === "Escape") point(null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // else Leaflet pans as well
  }

  function look() {
    if (waiting) point(busy() ? null : pick(waiting.layerPoint), waiting.latlng);
    waiting = null;
  }

  map.on("mousemove", (event) => {
    if (!waiting) requestAnimationFrame(look);
    waiting = event;
  });
  map.on("mouseout movestart", () => point(null));
  map.on("click", (event) => {
    if (!busy()) choose(pickToChoose(chart, pick, event.layerPoint), event.latlng);
  });
  host.addEventListener("keydown", press);
  return { refresh: () => point(null) };
}

function anchor({ places, paths }) {
  return places?.[0].at ?? paths[0].getLatLng();
}

function canBeChosen({ layer, feature }) {
  return layer.spec.clickable || Boolean(feature.members);
}

function pickToChoose(chart, pick, at) {
  const found = pick(at);
  if (!found || canBeChosen(found)) return found;
  for (const layer of [...chart.layers].reverse()) {
    const feature = layer.spec.clickable && layer.at(at);
    if (feature) return { layer, feature };
  }
  return null;
}

// Name and note as text, never as HTML: they are what others wrote.
function words({ name, note }) {
  const both = L.DomUtil.create("span", "kk-words");
  L.DomUtil.create("strong", "", both).textContent = name;
  if (note) {
    both.append(" ");
    L.DomUtil.create("span", "", both).textContent = note;
  }
  return both;
}
