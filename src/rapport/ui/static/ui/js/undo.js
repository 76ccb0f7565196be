// What can be taken back in this tab, wherever its reader has gone since: the last action first.
// The door that takes it back decides whether that is still possible, and says so where others changed it.
const MOST = 20, LASTING = 3600000;
const place = `undo:${document.body.dataset.who ?? ""}`;

const read = () => {
  try { return (JSON.parse(sessionStorage.getItem(place)) ?? []).filter(one => Date.now() - one.at < LASTING); } catch { return []; }
};
const write = all => sessionStorage.setItem(place, JSON.stringify(all.slice(-MOST)));

export const remember = ({ text, undo }) => write([...read().filter(one => one.undo !== undo), { text, undo, at: Date.now() }]);
export const last = () => read().at(-1) ?? null;

// Whatever the answer, it is not offered again; only a lost connection leaves it as it was.
export function takeBack(action) {
  write(read().filter(one => one.undo !== action.undo));
  return htmx.ajax("POST", action.undo, { target: document.body, swap: "none" })
    .then(() => document.body.dispatchEvent(new Event("undone")), () => remember(action));
}
