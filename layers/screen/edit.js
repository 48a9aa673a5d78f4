// Editing on the map: the working copy, its steps back and forth, and what is told once per finished gesture.

import { makeBlocks } from "./blocks.js";
import { home, loadScript, loadStyle } from "./load.js";
import { kindOf, LOOK, makeShapes, shapeOf } from "./shapes.js";
import { followPress, followStroke } from "./stroke.js";
import { makeTools } from "./tools.js";

const QUIET_MS = 60; // Geoman tells of one gesture in several events
const MOST_STEPS = 100;
const KINDS = { Polygon: "area", Line: "line", Marker: "point" };

// A step is a Map of id to {id, name, origin, geometry, text}; what did not change is the same object in both.
export function makeEditor(chart, tell) {
  const { map, host } = chart;
  let session = null; // {key, base, told, steps, at, fresh}
  let edit = null; // the last message
  let shapes = null;
  let tools = null;
  let timer;
  let held = false; // whether a button or finger is down: the gesture is not finished
  let painted = null; // the step in the making while blocks are painted
  const blocks = makeBlocks(map);
  const press = () => (held = true);
  const release = () => (held = false);

  async function update(data) {
    edit = data.edit;
    if (!edit) {
      stop();
      return;
    }
    await Promise.all([loadStyle("leaflet-geoman.css"), loadScript("leaflet-geoman.min.js")]);
    if (edit?.blocks) await blocks.bring(edit.blocks);
    if (edit !== data.edit) return; // overtaken while loading
    if (!shapes) start();
    const told = asStep(edit.working);
    const words = JSON.stringify(edit.working);
    const begun = session?.key !== edit.key;
    if (begun) {
      session = home.edits[edit.key] ?? { key: edit.key, steps: [told], at: 0, told: words, fresh: 0 };
      home.edits = { [edit.key]: session }; // of one thing at a time the way back is kept
    }
    session.base = asStep(edit.base);
    const news = words !== session.told && !session.steps.some((step) => same(step, told));
    session.told = words;
    if (news) push(told);
    if (begun || news) shapes.show(current());
    tools.offer(edit, { begun });
    refresh();
    if (begun && !same(told, current())) report(); // the page was left before this was heard
  }

  function start() {
    if (!map.pm?.Draw?.Line) L.PM.reInitLayer(map); // the map was there before Geoman
    shapes = makeShapes(chart, later);
    tools = makeTools(chart, shapes, { undo: () => step(-1), redo: () => step(1), cancel, remove, grasp });
    map.on("pm:create", made);
    window.addEventListener("pointerdown", press, true);
    window.addEventListener("pointerup", release, true);
    window.addEventListener("pointercancel", release, true);
  }

  function stop() {
    if (!shapes) return;
    clearTimeout(timer);
    if (session) commit();
    map.off("pm:create", made);
    window.removeEventListener("pointerdown", press, true);
    window.removeEventListener("pointerup", release, true);
    window.removeEventListener("pointercancel", release, true);
    tools.close();
    shapes.close();
    shapes = tools = session = null;
  }

  const current = () => session.steps[session.at];

  function push(next) {
    session.steps = [...session.steps.slice(0, session.at + 1), next].slice(-MOST_STEPS);
    session.at = session.steps.length - 1;
  }

  function refresh() {
    tools.refresh({ back: session.at > 0, forth: session.at < session.steps.length - 1 });
  }

  function show() {
    shapes.show(current());
    refresh();
  }

  function step(by) {
    commit(); // what was just done is a step as well
    const at = session.at + by;
    if (at < 0 || at >= session.steps.length) return;
    session.at = at;
    show();
    report();
  }

  // Lets go of what is being dragged and puts it back; whether there was anything to put back.
  function cancel() {
    if (!held || same(shapes.read(current()), current())) return false;
    host.dispatchEvent(new MouseEvent("mouseup", { bubbles: true })); // so that Leaflet and Geoman end it as well
    show();
    return true;
  }

  // After the last event of a gesture, and never while a vertex is still being dragged.
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => (held ? later() : commit()), QUIET_MS);
  }

  function commit() {
    clearTimeout(timer);
    take(shapes.read(current()));
  }

  function take(next) {
    if (same(next, current())) return;
    push(next);
    refresh();
    report();
  }

  function made({ shape, layer }) {
    const drawn = layer.toGeoJSON(shapes.decimals).geometry;
    layer.remove();
    if (tools.cutting()) {
      report(drawn.coordinates);
      tools.again(true);
      return;
    }
    const next = new Map(current());
    const whole = next.get(edit.one);
    if (edit.drawing === "new") {
      const id = freshId(next);
      next.set(id, shapeOf(id, "", "", drawn));
    } else if (edit.drawing === "part" && whole && kindOf(whole.geometry) === KINDS[shape]) {
      next.set(edit.one, shapeOf(edit.one, whole.name, "", joined(whole.geometry, drawn)));
    } else {
      next.set(edit.one, shapeOf(edit.one, "", "", drawn));
    }
    take(next);
    show();
    tools.again(edit.drawing === "new");
  }

  // What a press does with a tool that is not Geoman's; returns how to let go of it.
  function grasp(name) {
    if (name === "hand") return followStroke(map, LOOK, (corners) => made({ shape: "Polygon", layer: L.polygon(corners) }));
    return followPress(map, {
      began(place) {
        painted = new Map(current());
        paint(place, place, name);
      },
      moved: (place, before) => paint(before, place, name),
      ended() {
        take(painted);
        painted = null;
        show();
      },
      broken() {
        painted = null;
        show();
      },
    });
  }

  function paint(from, to, name) {
    const before = painted.size;
    for (const { id, geometry } of blocks.under(from, to)) {
      if (name === "eraser") painted.delete(id);
      else if (!painted.has(id)) painted.set(id, shapeOf(id, "", "", geometry));
    }
    if (painted.size !== before) shapes.show(painted);
  }

  function freshId(step) {
    do session.fresh += 1;
    while (step.has(`nieuw-${session.fresh}`));
    return `nieuw-${session.fresh}`;
  }

  function remove(layer) {
    take(shapes.without(current(), layer));
    show();
  }

  // Everything that differs from what is saved; so that no message is missed when one is.
  function report(cut = null) {
    const { base, key } = session;
    const now = current();
    const edits = [...now.values()]
      .filter((one) => base.get(one.id)?.text !== one.text)
      .map(({ id, origin, geometry }) => ({ id, origin, geometry, state: base.has(id) ? "changed" : "new" }));
    const gone = [...base.keys()].filter((id) => !now.has(id)).map((id) => ({ id, state: "removed" }));
    const sight = map.getBounds();
    const view = { box: [sight.getWest(), sight.getSouth(), sight.getEast(), sight.getNorth()], zoom: map.getZoom() };
    tell("edited", { key, edits: [...edits, ...gone], cut, view });
  }

  return {
    update,
    close: stop,
    busy: () => Boolean(tools?.active()),
    editing: (id) => Boolean(session?.base.has(id)),
  };
}

function asStep(told) {
  return new Map(told.map(({ id, name, origin, geometry }) => [id, shapeOf(id, name, origin, geometry)]));
}

function same(one, other) {
  return one.size === other.size && [...one].every(([id, { text }]) => other.get(id)?.text === text);
}

function joined(geometry, part) {
  const parts = geometry.type.startsWith("Multi") ? geometry.coordinates : [geometry.coordinates];
  return { type: `Multi${part.type}`, coordinates: [...parts, part.coordinates] };
}
