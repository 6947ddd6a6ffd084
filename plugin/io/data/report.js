"use strict";
(() => {
  const $ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const docs = $(".doc"), claims = $(".claim"), info = document.getElementById("info"), bar = document.getElementById("bar");
  const namesOf = claim => claim.dataset.names ? claim.dataset.names.split("\n") : [];
  const count = values => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };

  // ---- What a mark says ----
  const tell = text => {
    const close = make("button", { type: "button" }, "Close");
    close.onclick = () => info.replaceChildren();
    info.replaceChildren(make("span", {}, text), close);
  };
  const highlight = (doc, number) => {
    for (const node of $(".on")) node.classList.remove("on");
    for (const node of $(".s", doc)) if (node.dataset.c.split(" ").includes(number)) node.classList.add("on");
    const claim = document.getElementById(doc.id + "-c" + number);
    if (claim) claim.classList.add("on");
    return claim;
  };
  const ruleOf = claim => claim.querySelector(".rule").textContent;
  document.addEventListener("click", event => {
    const at = event.target.closest("mark, .s, .num, .n, .names button, .claim");
    if (!at) return;
    const doc = at.closest(".doc");
    if (at.matches("mark")) {
      event.stopPropagation();
      tell(at.title);
    } else if (at.matches(".names button")) {
      const marks = $("mark[data-l]", doc).filter(mark => mark.dataset.name === at.dataset.name);
      const next = (Number(at.dataset.next) || 0) % marks.length;
      at.dataset.next = next + 1;
      for (const node of $("mark.on")) node.classList.remove("on");
      marks[next].tabIndex = -1;
      marks[next].focus();
      marks[next].scrollIntoView({ block: "center" });
      tell(marks[next].title + " (" + (next + 1) + " of " + marks.length + ")");
    } else if (at.matches(".claim, .num")) {
      const claim = at.closest(".claim");
      if (!at.matches(".num") && String(getSelection())) return;
      highlight(doc, claim.dataset.n);
      const place = document.getElementById(doc.id + "-t" + claim.dataset.n);
      if (place) {
        event.preventDefault();
        place.scrollIntoView({ block: "center" });
        if (at.matches(".num")) place.focus({ preventScroll: true });
      }
    } else {
      const number = at.dataset.c.split(" ").pop();
      const claim = highlight(doc, number);
      if (!claim) return;
      event.preventDefault();
      claim.hidden = false;
      claim.scrollIntoView({ block: "nearest" });
      if (at.matches(".n")) claim.querySelector(".num").focus({ preventScroll: true });
      tell("Claim " + number + " · " + ruleOf(claim));
    }
  });
  document.addEventListener("keydown", event => {
    if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") info.replaceChildren();
    if (event.key !== "j" && event.key !== "k") return;
    const shown = claims.filter(claim => !claim.hidden && claim.closest("details").open);
    const now = shown.findIndex(claim => claim.classList.contains("on"));
    const next = shown[event.key === "j" ? now + 1 : Math.max(now - 1, 0)];
    if (!next) return;
    next.querySelector(".num").focus();
    next.querySelector(".num").click();
    next.scrollIntoView({ block: "nearest" });
    next.querySelector(".num").focus({ preventScroll: true });
  });

  // ---- Filters ----
  const OTHERS = "\n", isOthers = claim => claim.dataset.who !== "author";
  const picked = { source: "", certainty: "", name: "", words: "" };
  const total = make("output", { "aria-live": "polite" });
  const apply = () => {
    const words = picked.words.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const claim of claims) {
      const text = words.length ? claim.textContent.toLowerCase() : "";
      claim.hidden = !!(picked.source && (picked.source === OTHERS ? !isOthers(claim) : claim.dataset.source !== picked.source))
        || !!(picked.certainty && claim.dataset.certainty !== picked.certainty)
        || !!(picked.name && !namesOf(claim).includes(picked.name)) || !words.every(word => text.includes(word));
      n += !claim.hidden;
    }
    const filtered = picked.source || picked.certainty || picked.name || words.length;
    for (const doc of docs) {
      const own = $(".claim", doc);
      doc.hidden = !!filtered && docs.length > 1 && !own.some(claim => !claim.hidden);
      if (filtered && docs.length > 1 && !doc.hidden && doc.firstElementChild.tagName === "DETAILS") doc.firstElementChild.open = true;
    }
    total.value = filtered ? n + " of " + claims.length + " claims" : claims.length + " claims";
    clear.hidden = !filtered;
  };
  const chooser = (title, key, counts, ...first) => {
    const select = make("select", {}, make("option", { value: "" }, "all"), ...first);
    for (const [value, n] of counts.slice(0, 500)) select.append(make("option", { value }, value + " (" + n + ")"));
    select.onchange = () => { picked[key] = select.value; apply(); };
    bar.append(make("label", {}, title, select));
    return select;
  };
  const selects = {
    source: chooser("Source", "source", count(claims.map(claim => claim.dataset.source)),
                    make("option", { value: OTHERS }, "all but the author (" + claims.filter(isOthers).length + ")")),
    certainty: chooser("Certainty", "certainty", count(claims.map(claim => claim.dataset.certainty))),
    name: chooser("About", "name", count(claims.flatMap(namesOf))),
  };
  const search = make("input", { type: "search" });
  search.oninput = () => { picked.words = search.value; apply(); };
  bar.append(make("label", {}, "Words", search));
  const clear = make("button", { type: "button" }, "Show all");
  clear.onclick = () => {
    Object.assign(picked, { source: "", certainty: "", name: "", words: "" });
    for (const select of Object.values(selects)) select.value = "";
    search.value = "";
    apply();
  };
  bar.append(clear, total);
  bar.hidden = claims.length === 0;
  const pick = (key, value) => {
    clear.onclick();
    picked[key] = value;
    selects[key].value = value;
    apply();
    (docs.find(doc => !doc.hidden) || docs[0]).scrollIntoView();
  };
  apply();

  // ---- The index of several articles ----
  const svgNode = (tag, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const chart = (title, counts, key, unit) => {
    const top = counts.slice(0, 15), row = 24, label = 190, width = 480, most = top.length ? top[0][1] : 1;
    const svg = svgNode("svg", { viewBox: "0 0 " + width + " " + Math.max(top.length * row, row), role: "group", "aria-label": title });
    top.forEach(([name, n], i) => {
      const link = svgNode("a", { href: "#", tabindex: "0", role: "button", "aria-label": name + ": " + n + " " + unit });
      const short = name.length > 27 ? name.slice(0, 26) + "…" : name, length = Math.max(2, (width - label - 50) * n / most);
      link.append(svgNode("title", {}, name), svgNode("text", { x: label - 8, y: i * row + 16, "text-anchor": "end" }, short),
                  svgNode("rect", { x: label, y: i * row + 4, width: length, height: row - 8, rx: 2 }),
                  svgNode("text", { x: label + length + 6, y: i * row + 16, class: "v" }, n));
      const go = event => { event.preventDefault(); pick(key, name); };
      link.addEventListener("click", go);
      link.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") go(event); });
      svg.append(link);
    });
    return make("section", {}, make("h2", {}, title), svg);
  };
  if (docs.length > 1) {
    const names = $("mark[data-name]:not(.time):not(.mention)").filter(mark => mark.dataset.l !== undefined).map(mark => mark.dataset.name);
    const quoted = claims.filter(claim => claim.dataset.who === "source").map(claim => claim.dataset.source);
    const rows = docs.map(doc => {
      const own = $(".claim", doc), title = doc.querySelector("h2").textContent;
      const most = count(own.filter(claim => claim.dataset.who === "source").map(claim => claim.dataset.source)).slice(0, 3);
      return make("tr", {}, make("td", {}, make("a", { href: "#" + doc.id }, title)), make("td", {}, doc.dataset.date || ""),
                  make("td", { class: "num" }, String(own.length)), make("td", {}, most.map(pair => pair[0]).join(" · ")));
    });
    const head = make("tr", {}, ...["Article", "Date", "Claims", "Most quoted"].map(text => make("th", { scope: "col" }, text)));
    document.getElementById("index").append(
      chart("Most quoted sources", count(quoted), "source", "claims"),
      chart("Most named", count(names), "name", "mentions"),
      make("section", { class: "wide" }, make("h2", {}, docs.length + " articles"),
           make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows))));
    for (const details of $(".doc > details")) details.open = docs.length <= 3;
  }
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const details = target && (target.querySelector(":scope > details") || target.closest("details"));
    if (details) { details.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
  addEventListener("beforeprint", () => { for (const details of $(".doc > details")) details.open = true; });

  // ---- Light and dark ----
  const theme = document.getElementById("theme"), root = document.documentElement;
  theme.hidden = false;
  theme.onclick = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };
})();
