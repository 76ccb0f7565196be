/* Pop-ups of a shop's pages: brought by the tracker once the visitor agreed, drawn apart from the page's own style. */
(() => {
  "use strict";
  const script = document.currentScript, key = script.dataset.key;
  const door = new URL("/popups/v1", script.src).href;
  const load = name => { try { return JSON.parse(localStorage.getItem("rapport." + name)); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem("rapport." + name, JSON.stringify(value)); } catch { /* full or shut */ } };
  const language = document.documentElement.lang || navigator.language || "en";
  const DAY = 864e5;
  let offers = [], words = {}, armed = null, open = null;

  const CSS = `
:host{all:initial}
*{box-sizing:border-box}
dialog{color-scheme:light dark;font:16px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif;color:#1c1f23;background:#fff;border:0;border-radius:14px;padding:24px;width:min(440px,calc(100vw - 32px));max-height:calc(100dvh - 32px);overflow:auto;box-shadow:0 16px 48px rgb(0 0 0/.3)}
dialog::backdrop{background:rgb(0 0 0/.45)}
h2{font-size:22px;line-height:1.25;margin:0 40px 12px 0;letter-spacing:-.01em}
h3{font-size:17px;margin:16px 0 8px}
p{margin:0 0 12px;white-space:pre-line}
img{display:block;max-width:100%;height:auto;border-radius:8px;margin:0 0 12px}
hr{border:0;border-top:1px solid #d5d9de;margin:16px 0}
label{display:block;font-weight:600;font-size:15px;margin:12px 0 4px}
label.check{display:flex;gap:10px;font-weight:400;align-items:flex-start}
label.check input{width:20px;height:20px;margin:2px 0 0;flex:none}
input,select,textarea,button{font:inherit;color:inherit}
input:not([type=checkbox]),select,textarea{width:100%;min-height:44px;padding:8px 12px;border:1px solid #767f89;border-radius:8px;background:#fff}
.go,button.send{display:inline-block;min-height:44px;padding:10px 18px;border:0;border-radius:8px;background:var(--c);color:#fff;font-weight:600;text-decoration:none;cursor:pointer}
button.send{width:100%;margin-top:16px}
.shut{position:absolute;inset-block-start:12px;inset-inline-end:12px;width:44px;height:44px;border:0;border-radius:22px;background:none;font-size:26px;line-height:1;cursor:pointer;color:#59616b}
.help{font-size:13px;color:#59616b;margin:4px 0 0}
.wrong{font-size:14px;color:#b42318;margin:4px 0 0}
.trap{position:absolute;left:-9999px}
:focus-visible{outline:3px solid var(--c);outline-offset:2px}
@media(prefers-color-scheme:dark){dialog{background:#16191d;color:#eceef0}input:not([type=checkbox]),select,textarea{background:#0f1215;border-color:#8a939d}hr{border-color:#3a4149}.help,.shut{color:#a3acb6}.wrong{color:#ff9c8f}}`;

  function make(name, values = {}, ...inside) {
    const one = document.createElement(name);
    for (const [at, value] of Object.entries(values)) {
      if (at === "text") one.textContent = value;
      else if (value !== false && value != null && value !== "") one.setAttribute(at, value === true ? "" : value);
    }
    one.append(...inside.filter(Boolean));
    return one;
  }

  const post = (path, body) => fetch(door + path, { method: "POST", body: JSON.stringify({ key, visitor: load("visitor"), language, ...body }), headers: { "content-type": "text/plain" }, credentials: "omit", keepalive: true });
  function tell(one, what) {
    post("/told", { popup: one.id, code: one.code, what }).catch(() => {});
    if (window.rapport) window.rapport("popup", { popup: one.slug, what, way: one.code });
  }
  const remember = (one, how) => keep("popups", { ...load("popups"), [one.id]: { at: Date.now(), how } });

  const glob = path => new RegExp("^" + path.split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*") + "$");
  function fits(one) {
    const met = (load("popups") || {})[one.id];
    if (met && (met.how === "filled" || !one.again || Date.now() - met.at < one.again * DAY)) return false;
    return !one.where.length || one.where.some(path => glob(path).test(location.pathname));
  }

  function disarm() { if (armed) armed(); armed = null; }
  function arm() {
    disarm();
    const one = !open && load("visitor") && offers.find(fits);
    if (!one) return;
    const come = () => { disarm(); if (load("visitor") && fits(one) && !open) show(one); };
    if (one.moment === "scrolled") {
      const look = () => { const all = document.documentElement.scrollHeight - innerHeight; if (all <= 0 || scrollY / all * 100 >= one.delay) come(); };
      addEventListener("scroll", look, { passive: true });
      armed = () => removeEventListener("scroll", look);
      look();
    } else if (one.moment === "leaving" && matchMedia("(hover: hover)").matches) {
      const look = event => { if (event.clientY <= 0) come(); };
      document.documentElement.addEventListener("mouseleave", look);
      armed = () => document.documentElement.removeEventListener("mouseleave", look);
    } else {
      const timer = setTimeout(come, (one.moment === "leaving" ? 30 : one.delay) * 1e3);
      armed = () => clearTimeout(timer);
    }
  }

  function block(one, each) {
    const go = (href, ...inside) => { const link = make("a", { href }, ...inside); link.addEventListener("click", () => tell(one, "followed")); return link; };
    if (each.kind === "heading") return make("h3", { text: each.text, dir: "auto" });
    if (each.kind === "text") return make("p", { text: each.text, dir: "auto" });
    if (each.kind === "divider") return make("hr");
    if (each.kind === "picture") {
      const image = make("img", { src: each.url, alt: each.text || "" });
      if (!each.text) image.alt = "";
      return each.href ? go(each.href, image) : image;
    }
    const link = go(each.url);
    link.className = "go";
    link.textContent = each.text;
    return make("p", {}, link);
  }

  function field(each, number) {
    const id = "f" + number, must = each.required;
    let input;
    if (each.widget === "area") input = make("textarea", { id, name: each.name, rows: 3, maxlength: 5000, required: must });
    else if (each.widget === "select") {
      input = make("select", { id, name: each.name, required: must }, make("option", { text: "–" }), ...each.options.map(([value, text]) => make("option", { value, text })));
      input.options[0].value = "";
    } else input = make("input", { id, name: each.name, type: each.widget === "box" ? "checkbox" : each.type, autocomplete: each.autocomplete, maxlength: each.widget === "box" ? null : 1000, required: must });
    const label = each.widget === "box" ? make("label", { class: "check", dir: "auto" }, input, make("span", { text: each.label + (must ? " *" : "") }))
      : make("label", { for: id, text: each.label + (must ? " *" : ""), dir: "auto" });
    const wrong = make("p", { class: "wrong", id: id + "w", hidden: true });
    input.setAttribute("aria-describedby", id + "w");
    return make("div", {}, label, each.widget === "box" ? null : input, each.help ? make("p", { class: "help", text: each.help }) : null, wrong);
  }

  function form(one, dialog) {
    const all = make("p", { class: "wrong", role: "alert", hidden: true });
    const trap = make("input", { name: one.form.trap, tabindex: "-1", autocomplete: "off", "aria-hidden": "true", class: "trap" });
    const send = make("button", { class: "send", text: one.form.button });
    const box = make("form", { novalidate: true }, all, ...one.form.fields.map(field), trap, send);
    const say = (where, text) => { where.textContent = text; where.hidden = !text; };
    box.addEventListener("submit", async event => {
      event.preventDefault();
      const values = { token: one.form.token }, inputs = [...box.elements].filter(input => input.name);
      for (const input of inputs) {
        values[input.name] = input.type === "checkbox" ? input.checked : input.value;
        input.removeAttribute("aria-invalid");
      }
      for (const each of box.querySelectorAll(".wrong")) say(each, "");
      send.disabled = true;
      let answer, told = {};
      try {
        answer = await post("/filled", { popup: one.id, code: one.code, values });
        if (answer.status !== 202 || answer.headers.get("content-type")) told = await answer.json();
      } catch { told = { message: words.later }; }
      send.disabled = false;
      if (answer && answer.status === 202) {
        remember(one, "filled");
        if (window.rapport) window.rapport("popup", { popup: one.slug, what: "filled", way: one.code });
        const asked = told.by_sms ? one.form.confirm_sms : one.form.confirm;
        const thanks = make("p", { text: told.confirm ? asked : one.form.thanks, tabindex: "-1", role: "status" });
        box.replaceWith(make("h3", { text: words.thanks }), thanks);
        return thanks.focus();
      }
      let first = null;
      for (const input of inputs) {
        const reason = (told.fields || {})[input.name];
        if (!reason) continue;
        input.setAttribute("aria-invalid", "true");
        say(dialog.querySelector("#" + input.id + "w"), reason);
        first = first || input;
      }
      if (first) first.focus(); else say(all, told.message || words.later);
    });
    return box;
  }

  function show(one) {
    const host = make("div", { "data-rapport-popup": one.slug, lang: one.language });
    const root = host.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS + `:host{--c:${/^#[0-9a-f]{6}$/i.test(one.colour) ? one.colour : "#1f5fbf"}}`);
    root.adoptedStyleSheets = [sheet];
    const shut = make("button", { class: "shut", type: "button", "aria-label": words.close, text: "×" });
    const dialog = make("dialog", { "aria-labelledby": "t" }, make("h2", { id: "t", text: one.title, dir: "auto" }), ...one.blocks.map(each => block(one, each)));
    if (one.form) dialog.append(form(one, dialog));
    dialog.append(shut);
    shut.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => { if (event.target === dialog && (event.offsetX < 0 || event.offsetY < 0 || event.offsetX > dialog.offsetWidth || event.offsetY > dialog.offsetHeight)) dialog.close(); });
    dialog.addEventListener("close", () => {
      open = null;
      host.remove();
      if (((load("popups") || {})[one.id] || {}).how !== "filled") tell(one, "closed");
    });
    root.append(dialog);
    document.body.append(host);
    dialog.showModal();
    open = one;
    remember(one, "shown");
    tell(one, "shown");
  }

  async function ask() {
    const asked = new URLSearchParams({ key, visitor: load("visitor") || "", language });
    try {
      const answer = await fetch(door + "?" + asked, { credentials: "omit" });
      if (!answer.ok) return;
      ({ popups: offers, words } = await answer.json());
    } catch { return; /* the line is down: no pop-up then */ }
    arm();
  }

  for (const name of ["pushState", "replaceState"]) {
    const real = history[name];
    history[name] = function (...rest) { real.apply(this, rest); setTimeout(arm); };
  }
  addEventListener("popstate", arm);
  if (load("visitor") && HTMLDialogElement && CSSStyleSheet.prototype.replaceSync) ask();
})();
