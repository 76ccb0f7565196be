// The records of the list one came from: the one before, the one after, and the way back to the list as it was.
const PLACE = "neighbours";
const linkOf = row => [...row.querySelectorAll("a[href]")].find(link => link.pathname.endsWith(row.dataset.id));

document.addEventListener("click", event => {
  const row = event.target.closest?.(".list tbody tr[data-id]");
  if (!row || event.target.closest("a[href]") !== linkOf(row)) return;
  const ways = [...row.closest("tbody").querySelectorAll("tr[data-id]")].map(linkOf).filter(Boolean).map(link => link.pathname);
  sessionStorage.setItem(PLACE, JSON.stringify({ ways, list: location.pathname + location.search }));
});

const read = () => { try { return JSON.parse(sessionStorage.getItem(PLACE)) ?? {}; } catch { return {}; } };
const { ways = [], list = "" } = read(), at = ways.indexOf(location.pathname), bar = document.querySelector("[data-neighbours]");
if (at >= 0 && bar) {
  for (const link of bar.querySelectorAll("a")) {
    const way = ways[at + Number(link.dataset.step)];
    if (way) link.href = way; else link.hidden = true;
  }
  bar.hidden = false;
  for (const crumb of document.querySelectorAll(".crumbs a")) if (crumb.pathname === list.split("?")[0]) crumb.href = list;
}
