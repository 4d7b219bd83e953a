
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const filters = at("filters"), findings = all("article");

  const apply = () => {
    const path = at("path").value.toLowerCase(), rule = at("rule").value;
    const severities = new Set(all("[name=severity]:checked").map((box) => box.value));
    const accepted = at("accepted")?.checked ?? true;
    let shown = 0;
    for (const finding of findings) {
      const { path: its, rule: of, severity, accepted: is } = finding.dataset;
      finding.hidden = !(its.toLowerCase().includes(path) && (!rule || rule === of) && severities.has(severity)
        && (accepted || !is));
      shown += !finding.hidden;
    }
    for (const file of all(".file")) file.hidden = !file.querySelector("article:not([hidden])");
    at("shown").value = `${shown} of ${findings.length} shown`;
  };

  const pick = ({ path, rule, severity }) => {
    if (path !== undefined) at("path").value = path;
    if (rule !== undefined) at("rule").value = rule;
    if (severity !== undefined) for (const box of all("[name=severity]")) box.checked = box.value === severity;
    apply();
  };

  const open = () => {
    const card = location.hash && at(location.hash.slice(1));
    if (card) card.open = true;
  };

  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", apply);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("reset", () => setTimeout(apply));
    for (const bar of all("svg g")) {
      bar.addEventListener("click", () => pick(bar.dataset));
      bar.addEventListener("keydown", (event) => event.key === "Enter" && pick(bar.dataset));
    }
    apply();
  }
  addEventListener("hashchange", open);
  open();
})();
