// A list of cards beside the map: pointing at one lights up its shapes, choosing one tells Python.

import { drawChart } from "./bars.js";
import { home, loadStyle } from "./load.js";

export default function show({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector(".kk-cards");
  const light = (ids) => home.charts[data.chart]?.light(ids);
  loadStyle("cards.css");
  list.replaceChildren(...data.cards.map((card) => draw(card, card.id === data.chosen)));

  function draw({ id, mark, title, lines, lights, chart }, chosen) {
    const item = make("li", "kk-card", "");
    const button = item.appendChild(make("button", "", ""));
    button.type = "button";
    button.setAttribute("aria-pressed", String(chosen));
    const head = button.appendChild(make("span", "kk-head", ""));
    if (mark) head.append(make("b", "kk-mark", mark), " ");
    head.append(make("strong", "", title));
    lines.forEach((line) => button.append(make("span", "kk-line", line.replaceAll("€ ", "€\u00a0")))); // a sum on one line
    button.addEventListener("click", () => setTriggerValue("chosen", id));
    if (chart) item.append(drawChart(chart, data.colours));
    for (const [place, name] of [[item, "mouseenter"], [button, "focus"]]) place.addEventListener(name, () => light(lights));
    for (const [place, name] of [[item, "mouseleave"], [button, "blur"]]) place.addEventListener(name, () => light([]));
    return item;
  }

  return () => light([]);
}

// Text only, never HTML: it is what others wrote.
function make(tag, name, words) {
  return Object.assign(document.createElement(tag), { className: name, textContent: words });
}
