// Whoever works by keyboard keeps their place: where a part is drawn anew under their hands, they go on in it or beside it.
const STOPS = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex='0']";
let place = [];

document.addEventListener("htmx:beforeSwap", event => {
  const here = document.activeElement;
  place = [];
  if (!here || here === document.body || !event.detail.target?.contains(here)) return;
  // In a row it is its link: never the search above the rows, where the next key would be typed.
  for (let one = here; one && one !== document.body; one = one.parentElement) {
    if (one.id) place.push(`#${CSS.escape(one.id)}`);
    else if (one.dataset.id) place.push(`[data-id="${one.dataset.id}"] a`);
  }
});

const seen = stop => stop.checkVisibility?.() ?? true;
// A menu that closed gives the keyboard to the button that opens it.
const stopIn = part => (part?.matches(STOPS) && seen(part) ? part : [...part?.querySelectorAll(STOPS) ?? []].find(seen));
const stopOf = name => stopIn(document.querySelector(name)) ?? document.querySelector(`[popovertarget="${CSS.escape(name.slice(1))}"]`);

document.addEventListener("htmx:afterSettle", () => {
  if (!place.length || document.activeElement !== document.body) return;
  const next = place.map(stopOf).find(Boolean);
  place = [];
  next?.focus({ preventScroll: true });
});
