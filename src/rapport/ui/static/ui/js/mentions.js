// An @ in a text area offers colleagues: arrows choose, Enter or Tab takes, Escape leaves. The server reads the names.
let menu = null, field = null, from = -1, chosen = 0, wait = 0;

const close = () => { menu?.remove(); menu = null; field?.removeAttribute("aria-activedescendant"); from = -1; };
const part = () => /(?:^|\s)@([^\n@]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));
const mark = () => [...menu.children].forEach((item, at) => {
  item.setAttribute("aria-selected", at === chosen);
  if (at === chosen) field.setAttribute("aria-activedescendant", item.id);
});

function take(name) {
  const rest = field.value.slice(field.selectionStart), start = field.value.slice(0, from);
  field.value = `${start}@${name} ${rest}`;
  field.selectionStart = field.selectionEnd = start.length + name.length + 2;
  close(); field.focus();
}

async function offer() {
  const found = part();
  if (!found) { close(); return; }
  const asked = field, typed = found[1];
  const answer = await fetch(`${asked.dataset.mentions}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || asked !== field || part()?.[1] !== typed) return;
  const { names } = await answer.json();
  close();
  if (!names.length) return;
  from = field.selectionStart - typed.length - 1; chosen = 0;
  menu = document.createElement("ul");
  menu.className = "mentions"; menu.setAttribute("role", "listbox");
  names.forEach((name, at) => {
    const item = document.createElement("li");
    item.id = `mention-${at}`; item.setAttribute("role", "option"); item.textContent = name; item.dir = "auto";
    item.addEventListener("pointerdown", event => { event.preventDefault(); take(name); });
    menu.append(item);
  });
  field.after(menu); mark();
}

document.addEventListener("input", event => {
  if (!event.target.matches?.("textarea[data-mentions]")) return;
  field = event.target;
  clearTimeout(wait); wait = setTimeout(offer, 120);
});
document.addEventListener("keydown", event => {
  if (!menu || event.target !== field) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { chosen = (chosen + step + menu.children.length) % menu.children.length; mark(); }
  else if (event.key === "Enter" || event.key === "Tab") take(menu.children[chosen].textContent);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault(); event.stopPropagation();
}, true);
document.addEventListener("focusout", event => { if (event.target === field) close(); });

// Ctrl-Enter sends what is being written.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.(".composer textarea")) event.target.form?.requestSubmit();
});
