// The door of the map: one Leaflet map per place on the page, kept while Streamlit reruns.

import { openChart } from "./chart.js";
import { home, loadScript, loadStyle } from "./load.js";

const SORRY = "De kaart kon niet laden. Herlaad de pagina.";

// Streamlit calls this at every change of the message and runs what it returns when the map leaves the
// page. A call that was overtaken is cleaned up too, so only the last one may really close.
export default function show(component) {
  const host = component.parentElement.querySelector(".kk-map");
  host.style.height = component.data.height;
  host.component = component;
  host.turn = (host.turn ?? 0) + 1;
  const turn = host.turn;
  host.work = (host.work ?? Promise.resolve()).then(() => draw(host, turn));
  return () => {
    if (host.turn === turn) close(host);
  };
}

async function draw(host, turn) {
  if (host.turn !== turn) return; // a newer message waits behind this one
  try {
    await Promise.all([loadStyle("leaflet.css"), loadStyle("map.css"), loadScript("leaflet.js")]);
    if (!host.isConnected || host.turn !== turn) return;
    if (!host.chart) {
      host.textContent = "";
      host.chart = openChart(host, host.component.data);
      home.charts[host.component.data.key] = host.chart;
    }
    await host.chart.update(host.component);
  } catch (error) {
    console.error(error);
    complain(host);
  }
}

function complain(host) {
  host.querySelector(".kk-sorry")?.remove();
  const words = document.createElement("p");
  words.className = "kk-sorry";
  words.setAttribute("role", "alert");
  words.textContent = SORRY;
  host.append(words);
}

function close(host) {
  host.turn += 1; // whatever is still loading may stop
  const { key } = host.component.data;
  if (home.charts[key] === host.chart) delete home.charts[key];
  host.chart?.close();
  host.chart = undefined;
}
