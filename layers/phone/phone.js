// Drawing on a phone: one outline, a name and a role go out; nothing of others ever comes in.

import { followStroke } from "./stroke.js";

const LOOK = { color: "#0b6e75", weight: 4, fillColor: "#0b6e75", fillOpacity: 0.18 };
const EVERY_MS = 10_000; // how often this phone says that somebody is busy on it
const LEAST_CORNERS = 3;
const DECIMALS = 6;
const HINTS = {
  schuif: "Zoek eerst uw buurt: schuif met één vinger, zoom met twee.",
  lijn: "Teken met één vinger om het gebied heen; de lijn sluit zichzelf. Zoom met twee.",
  hoek: "Tik de hoeken van het gebied één voor één aan.",
};
const LOST = "Er is nu geen verbinding. Blijf op dit netwerk en probeer het opnieuw.";

const at = (id) => document.getElementById(id);
const phone = fresh(); // of this page alone, so that its pings count once
const map = L.map("kaart", { attributionControl: false, zoomSnap: 0.5, minZoom: 8, maxZoom: 19, fadeAnimation: false });
at("kaart").map = map;
let asked = null;
let mode = "schuif";
let corners = [];
let shape = null;
let token = fresh();
let letGo = null;
let pinging;

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

async function begin() {
  const answer = await fetch(`${location.pathname}/vraag`);
  if (!answer.ok) throw new Error(String(answer.status));
  asked = await answer.json();
  at("vraag").textContent = asked.question;
  at("naamvak").hidden = !asked.names;
  at("wiekop").textContent = asked.names ? "Nog twee vragen" : "Nog één vraag";
  say(HINTS.schuif);
  for (const role of asked.roles) at("rol").add(new Option(role, role, false, role === asked.role));
  const [west, south, east, north] = asked.box;
  map.fitBounds([[south, west], [north, east]], { animate: false });
  if (asked.tiles) L.tileLayer(asked.tiles, { maxNativeZoom: 19, maxZoom: 19 }).addTo(map);
  for (const { features, marks } of asked.ground) ground(features, new Map(marks.map((mark) => [mark.key, mark])));
  if (asked.credit) L.control.attribution({ prefix: false }).addAttribution(asked.credit).addTo(map);
  document.querySelectorAll("[data-wijze]").forEach((button) => (button.disabled = false));
  use("schuif");
  ping();
  pinging = setInterval(ping, EVERY_MS);
}

// What lies below; never touched, never named but by its own words.
function ground(features, marks) {
  const style = ({ properties }) => {
    const mark = marks.get(properties.mark);
    const fill = { fill: Boolean(mark.fill), fillColor: mark.fill, fillOpacity: mark.fill_opacity };
    return { stroke: Boolean(mark.stroke), color: mark.stroke, weight: mark.width, ...fill };
  };
  const pointToLayer = (feature, place) => L.circleMarker(place, { radius: 5 });
  L.geoJSON(features, { style, pointToLayer, interactive: false }).addTo(map);
}

function use(next) {
  mode = next;
  map.doubleClickZoom[next === "hoek" ? "disable" : "enable"](); // two quick taps are two corners
  letGo?.();
  letGo = next === "lijn" ? followStroke(map, LOOK, (drawn) => draw(drawn)) : null;
  for (const button of document.querySelectorAll("[data-wijze]")) {
    button.setAttribute("aria-pressed", String(button.dataset.wijze === next));
  }
  say(HINTS[next]);
}

// Words above the map may take its room: the map must know before a finger comes down.
function say(words) {
  at("uitleg").textContent = words;
  map.invalidateSize({ animate: false });
}

function draw(next) {
  corners = next;
  shape?.remove();
  const make = corners.length < LEAST_CORNERS ? L.polyline : L.polygon;
  shape = corners.length ? make(corners, { ...LOOK, interactive: false }).addTo(map) : null;
  if (corners.length === 1) shape = L.circleMarker(corners[0], { ...LOOK, radius: 5, interactive: false }).addTo(map);
  at("terug").disabled = !corners.length;
  at("terug").textContent = mode === "hoek" && corners.length ? "Laatste punt weg" : "Opnieuw";
  at("klaar").disabled = corners.length < LEAST_CORNERS;
}

new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
map.on("click", ({ latlng }) => mode === "hoek" && draw([...corners, latlng]));
at("terug").onclick = () => draw(mode === "hoek" ? corners.slice(0, -1) : []);
at("klaar").onclick = () => {
  at("fout").textContent = "";
  at("wie").showModal();
};
at("toch").onclick = () => at("wie").close();
at("nog").onclick = () => {
  at("dank").hidden = true;
  at("naam").value = "";
  token = fresh();
  draw([]);
  use("schuif");
  ping();
};
for (const button of document.querySelectorAll("[data-wijze]")) button.onclick = () => use(button.dataset.wijze);

at("wie").querySelector("form").onsubmit = async (event) => {
  event.preventDefault();
  if (at("stuur").disabled) return;
  at("stuur").disabled = true;
  try {
    const { ok, told } = await send("tekening", drawing());
    at("fout").textContent = ok ? "" : told;
    if (ok) thank(told);
  } catch {
    at("fout").textContent = LOST;
  } finally {
    at("stuur").disabled = false;
  }
};

function drawing() {
  const sight = map.getBounds();
  const ring = corners.map(({ lng, lat }) => [Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]);
  return {
    token,
    ring: [...ring, ring[0]],
    name: at("naam").value,
    role: at("rol").value,
    box: [sight.getWest(), sight.getSouth(), sight.getEast(), sight.getNorth()],
    zoom: map.getZoom(),
  };
}

function thank(told) {
  at("wie").close();
  at("binnen").textContent = told;
  at("dank").hidden = false;
  ping();
}

async function send(what, words) {
  const answer = await fetch(`${location.pathname}/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(words),
  });
  const told = answer.status === 204 ? "" : ((await answer.json()).told ?? "");
  return { ok: answer.ok, over: answer.status === 404, told };
}

async function ping() {
  const { over, told } = await send("bezig", { phone, busy: at("dank").hidden && !document.hidden }).catch(() => ({}));
  if (!over) return;
  clearInterval(pinging);
  say(told);
}

document.addEventListener("visibilitychange", ping);
begin().catch(() => say(LOST));
