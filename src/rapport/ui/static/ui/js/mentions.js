// An @ in a text offers colleagues: arrows choose, Enter or Tab takes, Escape leaves. Whom one chose goes along by id.
let menu = null, field = null, from = -1, chosen = 0, wait = 0;

const MARKS = { "aria-haspopup": "listbox", "aria-autocomplete": "list", "aria-controls": "mention-list" };
const close = () => {
  menu?.remove(); menu = null; from = -1;
  for (const name of [...Object.keys(MARKS), "aria-activedescendant"]) field?.removeAttribute(name);
};
const part = () => /(?:^|\s)@([^\n@]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));
const mark = () => [...menu.children].forEach((item, at) => {
  item.setAttribute("aria-selected", at === chosen);
  if (at === chosen) field.setAttribute("aria-activedescendant", item.id);
});

function take({ id, name }) {
  const rest = field.value.slice(field.selectionStart), start = field.value.slice(0, from);
  field.value = `${start}@${name} ${rest}`;
  field.selectionStart = field.selectionEnd = start.length + name.length + 2;
  const named = document.createElement("input");
  Object.assign(named, { type: "hidden", name: "mentions", value: id });
  field.form?.append(named);
  close(); field.focus();
}

function show(people, label) {
  menu = document.createElement("ul");
  menu.className = "mentions"; menu.id = "mention-list"; menu.setAttribute("role", "listbox");
  menu.setAttribute("aria-label", label);
  people.forEach((person, at) => {
    const item = document.createElement("li");
    item.id = `mention-${at}`; item.setAttribute("role", "option"); item.textContent = person.name; item.dir = "auto";
    item.person = person;
    item.addEventListener("pointerdown", event => { event.preventDefault(); take(person); });
    menu.append(item);
  });
  for (const [name, value] of Object.entries(MARKS)) field.setAttribute(name, value);
  field.after(menu); mark();
}

async function offer() {
  const found = part();
  if (!found) { close(); return; }
  const asked = field, typed = found[1];
  const address = `${asked.dataset.mentions}?q=${encodeURIComponent(typed)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || asked !== field || part()?.[1] !== typed) return;
  const { label, people } = await answer.json();
  close();
  if (!people.length) return;
  from = field.selectionStart - typed.length - 1; chosen = 0;
  show(people, label);
}

document.addEventListener("input", event => {
  if (!event.target.matches?.("[data-mentions]")) return;
  field = event.target;
  clearTimeout(wait); wait = setTimeout(offer, 120);
});
document.addEventListener("keydown", event => {
  if (!menu || event.target !== field) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { chosen = (chosen + step + menu.children.length) % menu.children.length; mark(); }
  else if (event.key === "Enter" || event.key === "Tab") take(menu.children[chosen].person);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault(); event.stopPropagation();
}, true);
document.addEventListener("focusout", event => { if (event.target === field) close(); });

// Ctrl-Enter sends what is being written.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.(".composer textarea")) event.target.form?.requestSubmit();
});
