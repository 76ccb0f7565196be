// Whoever works by keyboard keeps their place: where a part is drawn anew under their hands, they go on in it or beside it.
const STOPS = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex='0']";
let place = [];

document.addEventListener("htmx:beforeSwap", event => {
  const here = document.activeElement;
  place = [];
  if (!here || here === document.body || !event.detail.target?.contains(here)) return;
  for (let one = here; one && one !== document.body; one = one.parentElement) {
    if (one.id) place.push(`#${CSS.escape(one.id)}`);
    else if (one.dataset.id) place.push(...rowOf(one, here));
  }
});

// In a row: on its link again, or else on the row; never in the list's search, where the next key would be typed.
function rowOf(row, here) {
  const name = `[data-id="${CSS.escape(row.dataset.id)}"]`, href = here.getAttribute("href");
  return href ? [`${name} a[href="${CSS.escape(href)}"]`, name] : [name];
}

const seen = stop => stop.checkVisibility?.() ?? true;
// A menu that closed gives the keyboard to the button that opens it.
const stopIn = part => (part?.matches(STOPS) && seen(part) ? part : [...part?.querySelectorAll(STOPS) ?? []].find(seen));
const stopOf = name => stopIn(document.querySelector(name)) ?? (name.startsWith("#") ? document.querySelector(`[popovertarget="${name.slice(1)}"]`) : null);

document.addEventListener("htmx:afterSettle", () => {
  if (!place.length || document.activeElement !== document.body) return;
  const next = place.map(stopOf).find(Boolean);
  place = [];
  next?.focus({ preventScroll: true });
});
