// Scripts, styles and layers, each fetched once per page.

// What outlives a rerun and a change of page: centre and zoom per map, layers already fetched, steps of editing.
export const home = (window.koppelkaart ??= { views: {}, layers: new Map(), charts: {}, loads: {}, edits: {} });

const KEPT_LAYERS = 24;

function once(name, make) {
  home.loads[name] ??= new Promise((resolve, reject) => {
    const element = make(new URL(name, import.meta.url).href);
    element.onload = resolve;
    element.onerror = () => {
      delete home.loads[name]; // so that a next try really tries
      element.remove();
      reject(new Error(name));
    };
    document.head.append(element);
  });
  return home.loads[name];
}

export function loadScript(name) {
  return once(name, (src) => Object.assign(document.createElement("script"), { src }));
}

export function loadStyle(name) {
  return once(name, (href) => Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

// Marks and features of one layer; the address changes with the content, so what is kept never ages.
export function loadLayer(address) {
  const kept = home.layers.get(address);
  home.layers.delete(address);
  const loading = kept ?? fetchLayer(address);
  home.layers.set(address, loading);
  if (home.layers.size > KEPT_LAYERS) home.layers.delete(home.layers.keys().next().value);
  return loading;
}

async function fetchLayer(address) {
  try {
    const answer = await fetch(new URL(address, window.location.origin));
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return await answer.json();
  } catch (error) {
    home.layers.delete(address);
    throw error;
  }
}
