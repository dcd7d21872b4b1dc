"use strict";
(() => {
  const root = document.documentElement;
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll(".finding")];
  const groups = [...document.querySelectorAll(".group")];
  // Claims without a flag lie folded together until somebody looks for them.
  const quiet = [...document.querySelectorAll(".quiet")];
  const texts = new Map();
  const keys = document.getElementById("keys");
  const shown = document.getElementById("shown");
  // A report without an earlier run has no filter for what changed since.
  const fields = ["verdict", "source", "since", "q"].filter((name) => form.elements[name]);

  const visible = () => findings.filter((finding) => !finding.hidden);
  const boxes = document.querySelectorAll("[name=level]");
  const levels = () => [...boxes].filter((box) => !box.disabled);
  const current = () =>
    findings.find((finding) => finding.contains(document.activeElement)) || null;

  function textOf(finding) {
    if (!texts.has(finding)) texts.set(finding, finding.textContent.toLowerCase());
    return texts.get(finding);
  }

  function passes(finding, wanted) {
    return (
      wanted.levels.has(finding.dataset.level) &&
      (!wanted.verdict || finding.dataset.verdict.split(" ").includes(wanted.verdict)) &&
      (!wanted.source || finding.dataset.sources.split(" ").includes(wanted.source)) &&
      (!wanted.since || "since" in finding.dataset) &&
      (!wanted.words || textOf(finding).includes(wanted.words))
    );
  }

  function apply() {
    const wanted = {
      // A level without quotations cannot be unchecked; there may be claims of it.
      levels: new Set([...boxes].filter((box) => box.checked).map((box) => box.value)),
      verdict: form.elements.verdict.value,
      source: form.elements.source.value,
      since: form.elements.since?.value,
      words: form.elements.q.value.trim().toLowerCase(),
    };
    for (const finding of findings) finding.hidden = !passes(finding, wanted);
    const narrowed = wanted.verdict || wanted.source || wanted.since || wanted.words;
    for (const fold of quiet) {
      fold.hidden = !fold.querySelector(".finding:not([hidden])");
      if (narrowed) fold.open = true;
    }
    for (const group of groups) group.hidden = !group.querySelector(".finding:not([hidden])");
    const count = visible().length;
    shown.textContent = `${count} of ${findings.length} findings shown`;
    document.getElementById("nothing").hidden = count > 0 || findings.length === 0;
  }

  function remember() {
    const query = new URLSearchParams();
    if (levels().some((box) => !box.checked)) {
      const kept = levels().filter((box) => box.checked);
      query.set("level", kept.map((box) => box.value).join(" "));
    }
    for (const name of fields) {
      if (form.elements[name].value) query.set(name, form.elements[name].value);
    }
    const text = query.toString();
    try {
      history.replaceState(null, "", (text ? `?${text}` : location.pathname) + location.hash);
    } catch {
      // A page opened in a frame or viewer without an address still filters.
    }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    if (query.has("level")) {
      const kept = query.get("level").split(" ");
      for (const box of levels()) box.checked = kept.includes(box.value);
    }
    for (const name of fields) {
      form.elements[name].value = query.get(name) || "";
    }
  }

  function reset() {
    for (const box of levels()) box.checked = true;
    for (const name of fields) form.elements[name].value = "";
    changed();
    levels()[0]?.focus();
  }

  function changed() {
    apply();
    remember();
  }

  function unfold(finding) {
    const fold = finding.closest(".quiet");
    if (fold) {
      fold.hidden = false;
      fold.open = true;
    }
  }

  function reveal(finding) {
    if (finding.hidden) {
      finding.hidden = false;
      finding.closest(".group").hidden = false;
    }
    unfold(finding);
    finding.open = true;
  }

  function go(element) {
    element.scrollIntoView({ block: "start" });
    element.focus({ preventScroll: true });
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const isFinding = target.classList.contains("finding");
    if (isFinding) reveal(target);
    // The browser itself resets the focus when it follows a fragment, hence the next frame.
    if (isFinding || target.matches("tr")) {
      requestAnimationFrame(() => go(isFinding ? target.querySelector("summary") : target));
    }
  }

  function step(by) {
    const list = visible();
    if (!list.length) return;
    const here = list.indexOf(current());
    const next = here < 0 ? (by > 0 ? 0 : list.length - 1) : here + by;
    const finding = list[Math.max(0, Math.min(list.length - 1, next))];
    unfold(finding);
    go(finding.querySelector("summary"));
  }

  async function copy(button) {
    if (button.textContent === "Copied") return;
    const text = button.parentElement.querySelector(".text");
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    const label = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 2000);
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => form.elements.q.focus(),
    "?": () => keys.showModal(),
    c: () => current()?.querySelector(".proposal .copy")?.click(),
    a: () => current()?.querySelector(".command .copy")?.click(),
  };

  function pressed(event) {
    const typing = event.target.matches("input[type=search], select, textarea");
    if (typing || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  function foldAll(button) {
    const open = visible().some((finding) => !finding.open);
    for (const finding of visible()) finding.open = open;
    for (const fold of quiet) fold.open = open;
    button.textContent = open ? "Close all" : "Open all";
  }

  root.classList.add("scripted");
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  document.addEventListener("input", (e) => e.target.form === form && changed());
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("reset").addEventListener("click", reset);
  document.getElementById("fold").addEventListener("click", (e) => foldAll(e.currentTarget));
  document.getElementById("keys-button").addEventListener("click", () => keys.showModal());
  document.addEventListener("keydown", pressed);
  addEventListener("hashchange", follow);
  // It may do so only once the page is complete, unless the reader has moved on by then.
  addEventListener("load", () => document.activeElement === document.body && follow());
  recall();
  apply();
  follow();
})();
