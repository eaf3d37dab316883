"use strict";
// The page works without this script. With it: a countdown, a page that
// follows the incident, answers without a reload, and the position while
// under way, after the volunteer has allowed it.
(() => {
  const base = location.pathname.replace(/\/+$/, "");
  const every = { tick: 1000, state: 10000, position: 10000 };
  const main = () => document.querySelector("main");
  const byId = (id) => document.getElementById(id);
  const ask = (path, options) => fetch(base + path, { cache: "no-store", credentials: "omit", ...options });
  const post = (path, body) =>
    ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

  // --- countdown ---
  function tick() {
    const left = byId("left"), until = Date.parse(main().dataset.deadline);
    if (!left || Number.isNaN(until)) return;
    const s = Math.round((until - Date.now()) / 1000), a = Math.abs(s);
    const text = Math.floor(a / 60) + ":" + String(a % 60).padStart(2, "0");
    left.textContent = "(" + (s < 0 ? main().dataset.late : main().dataset.left).replace("%s", text) + ")";
    left.classList.toggle("late", s < 0);
  }

  // --- following the incident ---
  let busy = false;
  const offline = (is) => { const o = byId("offline"); if (o) o.hidden = !is; };
  async function redraw(said) {
    const url = new URL(location.href);
    url.searchParams.delete("said");
    if (said) url.searchParams.set("said", said);
    const r = await fetch(url, { cache: "no-store", credentials: "omit" });
    const text = await r.text(); // its style has another nonce: take the main part alone
    const part = text.slice(text.indexOf("<main"), text.indexOf("</main>") + 7);
    main().replaceWith(new DOMParser().parseFromString(part, "text/html").querySelector("main"));
    drawn();
  }
  async function follow() {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const r = await ask("/state");
      if (r.status === 404) await redraw();
      else if (r.ok) {
        const s = await r.json();
        if (s.version !== main().dataset.version) await redraw();
      }
      offline(false);
    } catch { offline(true); } finally { busy = false; }
  }

  // --- answers ---
  async function answered(event) {
    event.preventDefault();
    const button = event.submitter, form = event.currentTarget;
    if (!button || busy) return;
    busy = true;
    for (const b of form.querySelectorAll("button")) b.disabled = true;
    try {
      const r = await post("/answer", { answer: button.value });
      if (!r.ok && r.status !== 404) throw new Error(String(r.status));
      await redraw(r.ok ? (await r.json()).result : "");
      offline(false);
    } catch {
      for (const b of form.querySelectorAll("button")) b.disabled = false;
      offline(true);
    } finally { busy = false; }
  }

  // --- position ---
  const remember = "share"; // for this tab only: survives a reload
  let watch = null, last = 0;
  function showSharing(text) {
    const box = byId("share"), d = main().dataset;
    if (!box) return;
    box.hidden = !("geolocation" in navigator);
    box.classList.toggle("on", watch !== null);
    byId("sharing").textContent = text || (watch !== null ? d.on : d.off);
    byId("toggle").textContent = watch !== null ? d.stop : d.start;
    byId("toggle").setAttribute("aria-pressed", String(watch !== null));
  }
  function stop(text) {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    watch = null;
    sessionStorage.removeItem(remember);
    showSharing(text);
  }
  function start() {
    if (watch !== null || !("geolocation" in navigator)) return;
    sessionStorage.setItem(remember, "1");
    watch = navigator.geolocation.watchPosition(moved, (e) => {
      if (e.code === e.PERMISSION_DENIED) stop(main().dataset.denied);
    }, { enableHighAccuracy: true, maximumAge: 5000 });
    showSharing();
  }
  async function moved(p) {
    if (watch === null || Date.now() - last < every.position) return;
    last = Date.now();
    const accuracy = Number.isFinite(p.coords.accuracy) ? Math.min(p.coords.accuracy, 100000) : 0;
    try {
      const r = await post("/position", { lng: p.coords.longitude, lat: p.coords.latitude, accuracy_m: accuracy });
      if (r.status === 404 || r.status === 409) { stop(); follow(); }
    } catch { offline(true); }
  }

  // --- after each drawing ---
  function drawn() {
    byId("answer")?.addEventListener("submit", answered);
    byId("toggle")?.addEventListener("click", () => (watch === null ? start() : stop()));
    if (main().dataset.share !== "1") { if (watch !== null || sessionStorage.getItem(remember)) stop(); }
    else if (sessionStorage.getItem(remember)) start();
    showSharing();
    tick();
  }
  drawn();
  setInterval(tick, every.tick);
  setInterval(follow, every.state);
  document.addEventListener("visibilitychange", follow);
})();
