// The bar of editing tools: real buttons with Dutch words, one hint, one question before something goes.

const WORDS = {
  tooltips: {
    placeMarker: "Klik op de plek",
    firstVertex: "Klik om te beginnen",
    continueLine: "Klik voor het volgende punt",
    finishLine: "Klik nog eens op het laatste punt om te stoppen",
    finishPoly: "Klik op het eerste punt om het vlak te sluiten",
  },
};
const PRESSED = ["hand", "brush", "eraser"]; // what is done by pressing and moving
const DRAWS = { area: "Polygon", line: "Line", point: "Marker", split: "Line" };
// Per tool: the word on it, what it does, and the hint while it is in hand.
const TOOLS = {
  hand: ["Vrije hand", "Teken met de vrije hand", "Druk en teken één lijn om het gebied. Laat los en de lijn sluit zichzelf."],
  brush: ["Kwast", "Blokken erbij", "Druk op een blok, of veeg over meer blokken."],
  eraser: ["Gum", "Blokken weg", "Veeg over de blokken die weg moeten."],
  area: ["Vlak", "Teken een vlak", "Klik hoekpunten. Klik op het eerste punt of op Klaar om te sluiten."],
  line: ["Lijn", "Teken een lijn", "Klik punten. Klik op het laatste punt of op Klaar om te stoppen."],
  point: ["Punt", "Zet een punt", "Klik op de plek."],
  reshape: ["Aanpassen", "Vorm aanpassen", "Sleep een punt. Een klein rondje wordt een nieuw punt. Punt weg? Klik erop en kies Weghalen."],
  move: ["Verplaatsen", "Eén vorm verplaatsen", "Sleep een vorm naar haar nieuwe plek."],
  together: ["Samen", "Alle vormen samen verplaatsen", "Sleep één vorm; de andere gaan mee."],
  split: ["Knippen", "Vorm in tweeën knippen", "Teken een lijn dwars over de vorm. Klik nog eens op het laatste punt."],
  delete: ["Weghalen", "Vorm weghalen", "Klik op de vorm die weg moet."],
};

export function makeTools(chart, shapes, { undo, redo, cancel, remove, grasp }) {
  const { map, host } = chart;
  const bar = L.DomUtil.create("div", "kk-tools", host);
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Wijzigen op de kaart");
  const hint = L.DomUtil.create("p", "kk-hint", host);
  hint.setAttribute("role", "status");
  const buttons = {};
  let tool = null;
  let letGo = null; // of what is done by pressing
  let offered = "";
  let ask = null;
  let snapping = true;
  let steps = { back: false, forth: false };
  map.pm.setLang("nl", WORDS, "nl");
  map.doubleClickZoom.disable(); // two quick taps are two corners, or two steps back
  L.DomEvent.disableClickPropagation(bar);
  shapes.whenPicked(({ layer }) => tool === "delete" && question(layer));

  function offer({ tools }, { begun }) {
    if (!begun && offered === tools.join()) return;
    build(tools);
    use(shapes.count() && tools.includes("reshape") ? "reshape" : tools.find(starts) ?? null);
  }

  function build(tools) {
    offered = tools.join();
    bar.textContent = "";
    for (const name of [...tools]) {
      buttons[name] = button(TOOLS[name][0], TOOLS[name][1], () => choose(name));
    }
    buttons.finish = button("Klaar", "Tekening klaar", () => drawing()?._finishShape());
    buttons.snap = button("Vastklikken", "Vastklikken aan grenzen en vormen; met Alt even niet", () => snap(!snapping));
    buttons.undo = button("↶", "Ongedaan maken", back);
    buttons.redo = button("↷", "Opnieuw doen", redo);
    press(buttons.snap, snapping);
    buttons.snap.hidden = tools.includes("brush"); // blocks lie where they lie
  }

  function starts(name) {
    return PRESSED.includes(name) || (name in DRAWS && name !== "split");
  }

  function button(word, title, act) {
    const made = L.DomUtil.create("button", "", bar);
    Object.assign(made, { type: "button", textContent: word, title, onclick: act });
    made.setAttribute("aria-label", title);
    return made;
  }

  function press(one, on) {
    one?.setAttribute("aria-pressed", String(on));
  }

  // What is taken away is first of all the corner that was chosen: a tablet has no Delete key.
  function choose(name) {
    const chosen = shapes.picked();
    if (name === "delete" && tool === "reshape" && chosen?.corner) question(chosen.layer, chosen.corner);
    else use(tool === name ? null : name);
  }

  function use(name) {
    map.pm.disableDraw();
    letGo?.();
    letGo = PRESSED.includes(name) ? grasp(name) : null;
    tool = name;
    for (const one of Object.keys(TOOLS)) press(buttons[one], one === name);
    shapes.setMode(["reshape", "move", "together"].includes(name) ? name : "none");
    if (name in DRAWS) map.pm.enableDraw(DRAWS[name], shapes.drawOptions(name === "area"));
    buttons.finish.hidden = !["area", "line", "split"].includes(name);
    dim();
    hint.textContent = name ? TOOLS[name][2] : "";
    host.classList.toggle("kk-deleting", name === "delete");
  }

  function drawing() {
    return halfWay() ? map.pm.Draw[DRAWS[tool]] : null;
  }

  function halfWay() {
    return tool in DRAWS && tool !== "point" && map.pm.globalDrawModeEnabled();
  }

  function dim() {
    buttons.undo.disabled = !steps.back && !halfWay();
    buttons.redo.disabled = !steps.forth;
  }

  // Half-way a drawing the last corner goes, otherwise the last step.
  function back() {
    if (drawing()?._markers?.length) drawing()._removeLastVertex();
    else undo();
  }

  function snap(on) {
    snapping = on;
    press(buttons.snap, on);
    shapes.snap(on);
    if (tool in DRAWS && !drawing()?._markers?.length) use(tool); // half-way, the next drawing heeds it
  }

  function question(layer, corner = null) {
    ask?.remove();
    ask = L.DomUtil.create("div", "kk-ask", host);
    ask.setAttribute("role", "alertdialog");
    const what = corner ? "dit punt" : layer.name ? `'${layer.name}'` : "deze vorm";
    L.DomUtil.create("p", "", ask).textContent = `${what[0].toUpperCase()}${what.slice(1)} weghalen?`;
    ask.setAttribute("aria-label", ask.textContent);
    L.DomEvent.disableClickPropagation(ask);
    const [yes, no] = ["Weghalen", "Laten staan"].map((word) => {
      const made = L.DomUtil.create("button", "", ask);
      return Object.assign(made, { type: "button", textContent: word });
    });
    yes.onclick = () => {
      answered();
      if (corner) layer.pm._removeMarker({ target: corner });
      else remove(layer);
    };
    no.onclick = answered;
    yes.focus();
  }

  function answered() {
    ask?.remove();
    ask = null;
    shapes.drop();
    host.focus({ preventScroll: true });
  }

  function key(event) {
    if (event.target.closest?.("input, textarea, select, [contenteditable=true]") || !obey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Whether the key meant something here.
  function obey({ key, ctrlKey, metaKey, shiftKey }) {
    const control = ctrlKey || metaKey;
    const letter = key.toLowerCase();
    const chosen = shapes.picked();
    if (control && letter === "z" && !shiftKey) back();
    else if (control && (letter === "y" || letter === "z")) redo();
    else if (key === "Escape" && ask) answered();
    else if (key === "Escape" && drawing()?._markers?.length) use(tool);
    else if (key === "Escape") return cancel();
    else if (key === "Delete" && chosen) question(chosen.layer, chosen.corner);
    else return false;
    return true;
  }

  document.addEventListener("keydown", key, true);
  return {
    offer,
    active: () => tool,
    cutting: () => tool === "split",
    again: (more) => setTimeout(() => bar.isConnected && use(more ? tool : "reshape")), // Geoman first ends the one before
    refresh(told) {
      steps = told;
      dim();
    },
    close() {
      use(null);
      map.doubleClickZoom.enable();
      document.removeEventListener("keydown", key, true);
      [bar, hint, ask].forEach((one) => one?.remove());
      host.classList.remove("kk-deleting");
    },
  };
}
