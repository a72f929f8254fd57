// What a reader would trip over on this page: text that hardly stands out from its ground, text cut off at the side,
// links and buttons without a name, fields without a label, headings out of order, identifiers used twice.
const faults = [];
const channel = (value) => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
const colour = (text) => { const n = text.match(/[\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
const ground = (element) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) { layers.push(colour(getComputedStyle(e).backgroundColor)); }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
};
const seen = (element) => element.checkVisibility() && !element.closest(".unseen");
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !seen(element) || element.closest("svg, option, select")) { continue; }
  const style = getComputedStyle(element);
  const under = ground(element);
  const [a, b] = [light(over(colour(style.color), under)), light(under)].sort((x, y) => y - x);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large ? 3 : 4.5)) {
    faults.push(`contrast ${ratio.toFixed(2)}: ${element.className || element.tagName}: ${walker.currentNode.textContent.trim().slice(0, 30)}`);
  }
}
for (const box of document.querySelectorAll(".graph rect + text")) {
  const fill = getComputedStyle(box.previousElementSibling).fill;
  const [a, b] = [light(colour(getComputedStyle(box).fill)), light(colour(fill))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) { faults.push(`contrast in the graph: ${box.textContent}`); }
  if (box.getComputedTextLength() > box.previousElementSibling.width.baseVal.value) { faults.push(`wide name: ${box.textContent}`); }
}
if (document.documentElement.scrollWidth > window.innerWidth) {
  faults.push(`wider than the window: ${document.documentElement.scrollWidth} > ${window.innerWidth}`);
}
for (const element of document.querySelectorAll("a[href], button, summary")) {
  const name = element.getAttribute("aria-label") || element.textContent || element.title;
  if (element.checkVisibility() && !name.trim()) { faults.push(`no name: ${element.outerHTML.slice(0, 80)}`); }
}
for (const field of document.querySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea")) {
  if (!field.labels.length && !field.getAttribute("aria-label")) { faults.push(`no label: ${field.name}`); }
}
let level = 0;
for (const heading of OWN ? document.querySelectorAll("h1, h2, h3, h4") : []) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) { faults.push(`heading ${own} after ${level}: ${heading.textContent.slice(0, 40)}`); }
  level = own;
}
if (OWN && document.querySelectorAll("h1").length !== 1) { faults.push("not one h1"); }
const ids = !OWN ? [] : [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) { faults.push(`twice: #${id}`); }
for (const element of OWN ? document.querySelectorAll("[aria-labelledby], [aria-describedby]") : []) {
  for (const id of `${element.getAttribute("aria-labelledby") || ""} ${element.getAttribute("aria-describedby") || ""}`.trim().split(/\s+/)) {
    if (!document.getElementById(id)) { faults.push(`names nothing: ${id}`); }
  }
}
for (const element of document.querySelectorAll("*")) {
  const style = getComputedStyle(element);
  const scrolls = element.scrollWidth > element.clientWidth + 1 && ["auto", "scroll"].includes(style.overflowX);
  const reached = element.tabIndex >= 0 || element.querySelector("a[href], button, input");
  if (OWN && scrolls && !reached) { faults.push(`scrolls out of reach: ${element.className}`); }
}
if (OWN && !document.documentElement.lang) { faults.push("no language"); }
return faults;
