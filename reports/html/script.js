"use strict";
// The page reads whole without this. The script adds filters, the sheet that a cell opens, and the arrow keys.
(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const numbers = (text) => (text || "").split(" ").filter(Boolean);
  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  // ---- filters -------------------------------------------------------------------------------------------------

  const form = find(".tools-form");
  const table = find("#cells");
  const rows = all("tbody tr[id]", table);
  const citations = all("#evidence .citation");
  const criteria = all("#evidence .criterion");
  const matters = all(".matter");
  const chips = all(".chip", form);
  const words = new WeakMap();

  const textOf = (element) => {
    if (!words.has(element)) words.set(element, element.textContent.toLowerCase());
    return words.get(element);
  };

  function wanted() {
    const value = (id) => (find(id) ? find(id).value : "");
    return {
      text: value("#q").trim().toLowerCase(),
      principle: value("#by-principle"),
      facility: value("#by-facility"),
      rating: value("#by-rating"),
      changes: Boolean(find("#only-changes")?.checked),
      states: new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.state)),
    };
  }

  const stateOf = (cell) => cell.className.slice(2);
  const ofFacility = (filter, column) => !filter.facility || column === filter.facility || column === entityColumn;
  const entityHead = all("thead th[data-col]", table).find((head) => head.textContent.startsWith("Whole entity"));
  const entityColumn = entityHead ? entityHead.dataset.col : "none";

  function filterCitations(filter) {
    const shown = { rows: new Map(), numbers: new Set() };
    for (const citation of citations) {
      const row = citation.closest(".criterion").dataset.row;
      const fits = ofFacility(filter, citation.dataset.f)
        && (!filter.states.size || filter.states.has(citation.dataset.s))
        && (!filter.changes || Boolean(citation.dataset.x))
        && (!filter.text || textOf(citation).includes(filter.text));
      citation.hidden = !fits;
      if (!fits) continue;
      shown.rows.set(row, (shown.rows.get(row) || 0) + 1);
      shown.numbers.add(citation.id.slice(1));
    }
    return shown;
  }

  function filterRow(row, filter, cited) {
    const cells = [...row.cells].slice(2);
    const named = !filter.changes && (!filter.text || textOf(row.cells[0]).includes(filter.text));
    let some = false;
    cells.forEach((cell, column) => {
      const mine = ofFacility(filter, String(column));
      const opener = find("a", cell);
      const fits = (!filter.states.size || filter.states.has(stateOf(cell)))
        && (named || Boolean(opener) && numbers(opener.dataset.c).some((one) => cited.numbers.has(one)));
      cell.hidden = !mine;
      cell.classList.toggle("fade", !fits);
      some ||= mine && fits;
    });
    const fits = (!filter.principle || row.parentElement.dataset.principle === filter.principle)
      && (!filter.rating || row.dataset.rating === filter.rating) && some;
    row.hidden = !fits;
    return fits;
  }

  function filterMatrix(filter, cited) {
    const kept = new Set(rows.filter((row) => filterRow(row, filter, cited)).map((row) => row.id.slice(1)));
    for (const head of all("thead th[data-col]", table)) head.hidden = !ofFacility(filter, head.dataset.col);
    for (const body of all("tbody", table)) body.hidden = !all("tr[id]", body).some((row) => !row.hidden);
    return kept;
  }

  function filterMatters(filter, cited, kept, narrowed) {
    for (const matter of matters) {
      const places = numbers(matter.dataset.rows);
      const columns = numbers(matter.dataset.cols);
      matter.hidden = narrowed && !((places.length ? places.some((row) => kept.has(row)) : !filter.principle && !filter.rating)
        && (!columns.length || columns.some((column) => ofFacility(filter, column)))
        && (!filter.states.size || filter.states.has(matter.dataset.s))
        && (!filter.changes || numbers(matter.dataset.cites).some((one) => cited.numbers.has(one)))
        && (!filter.text || textOf(matter).includes(filter.text)));
    }
    for (const group of all(".matters")) group.hidden = !all(".matter", group).some((matter) => !matter.hidden);
  }

  function apply() {
    const filter = wanted();
    const narrowed = Boolean(filter.text || filter.principle || filter.facility || filter.rating || filter.changes
      || filter.states.size);
    const cited = filterCitations(filter);
    const kept = filterMatrix(filter, cited);
    for (const criterion of criteria) {
      const row = criterion.dataset.row;
      criterion.hidden = narrowed && !(kept.has(row) && (cited.rows.has(row) || (!filter.changes && !find(".citation", criterion))));
    }
    filterMatters(filter, cited, kept, narrowed);
    const count = criteria.reduce((sum, criterion) => sum + (criterion.hidden ? 0 : cited.rows.get(criterion.dataset.row) || 0), 0);
    find("#shown").value = narrowed
      ? `${kept.size} of ${plural(rows.length, "criterion", "criteria")}, ${count} of ${plural(citations.length, "citation", "citations")}`
      : "";
    find("#reset").hidden = !narrowed;
    find("#no-rows").hidden = kept.size > 0;
    const nothing = find("#no-matters");
    if (nothing) nothing.hidden = matters.some((matter) => !matter.hidden);
    rove();
  }

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    setTimeout(apply);
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }

  // ---- the matrix by keyboard: one stop for Tab, arrows within ---------------------------------------------------

  const isOpen = (cell) => cell && !cell.hidden && !cell.parentElement.hidden && find("a", cell);
  const openers = () => all("tbody tr[id]:not([hidden]) td:not([hidden]) > a", table);

  function rove(to) {
    for (const stop of all('td > a[tabindex="0"]', table)) stop.tabIndex = -1;
    const stop = to || openers()[0];
    if (stop) stop.tabIndex = 0;
  }

  function beside(cell, across, down) {
    let row = cell.parentElement;
    let column = cell.cellIndex;
    const shown = rows.filter((one) => !one.hidden);
    for (;;) {
      if (across) column += across;
      else row = shown[shown.indexOf(row) + down];
      if (!row || column < 2 || column >= row.cells.length) return null;
      if (isOpen(row.cells[column])) return find("a", row.cells[column]);
    }
  }

  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  table.addEventListener("keydown", (event) => {
    const opener = event.target.closest("td > a");
    if (!opener) return;
    if (event.key === " ") {
      event.preventDefault();
      opener.click();
    } else if (STEPS[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const next = beside(opener.parentElement, ...STEPS[event.key]);
      if (next) {
        rove(next);
        next.focus();
      }
    }
  });

  // ---- the sheet -------------------------------------------------------------------------------------------------

  const sheet = find("#sheet");
  const body = find("#sheet-body");
  let walk = [];
  let position = 0;

  function copy(id) {
    const original = document.getElementById(id);
    if (!original) return null;
    const twin = original.cloneNode(true);
    twin.hidden = false;
    twin.removeAttribute("id");
    return twin;
  }

  function put(content) {
    const parts = [];
    if (content.reading) parts.push(copy(`n${content.reading}`));
    for (const number of content.citations) {
      const citation = copy(`c${number}`);
      if (!citation) continue;
      parts.push(citation);
      const record = citation.dataset.r && copy(`r${citation.dataset.r}`);
      if (!record) continue;
      const pages = numbers(citation.dataset.p);
      for (const shown of all("figure, .said", record)) shown.hidden = !pages.includes(shown.dataset.p);
      parts.push(record);
    }
    body.replaceChildren(...parts.filter(Boolean));
    body.scrollTop = 0;
  }

  function titled(opener, cell) {
    const number = opener.getAttribute("href").slice(2);
    const head = find(`#m${number} > th`);
    const criterion = find("b", head).textContent;
    const column = cell && find(`thead th[data-col="${cell.cellIndex - 2}"] bdi`, table);
    find("#sheet-kind").textContent = column ? `${criterion} · ${column.textContent}` : criterion;
    find("#sheet-title").textContent = find("span", head).textContent || criterion;
    const state = find("#sheet-state");
    const chip = cell && chips.find((one) => one.dataset.state === stateOf(cell));
    state.replaceChildren();
    if (chip) {
      const badge = document.createElement("span");
      badge.className = `badge s-${chip.dataset.state}`;
      const word = chip.cloneNode(true);
      find("small", word).remove();
      badge.append(...word.childNodes);
      state.append(badge, ` ${chip.title}`);
    }
  }

  function show(opener) {
    const cell = opener.closest("#cells td");
    walk = cell ? openers() : [opener];
    position = walk.indexOf(opener);
    titled(opener, cell);
    put({ reading: opener.dataset.n, citations: numbers(opener.dataset.c) });
    find("#sheet-back").disabled = position <= 0;
    find("#sheet-on").disabled = position >= walk.length - 1;
    find("footer", sheet).hidden = !cell;
    if (!sheet.open) sheet.showModal();
    find("#sheet-title").focus();
    if (cell) rove(opener);
  }

  function showRecord(link) {
    const citation = link.closest(".citation");
    const criterion = citation.closest(".criterion");
    if (!criterion) return;
    const opener = document.createElement("a");
    opener.href = `#e${criterion.dataset.row}`;
    opener.dataset.c = citation.id.slice(1);
    show(opener);
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || !sheet.showModal) return;
    const link = event.target.closest("a");
    if (link && (link.dataset.c || link.dataset.n)) {
      event.preventDefault();
      show(link);
    } else if (link && link.classList.contains("to-record")) {
      event.preventDefault();
      showRecord(link);
    } else if (event.target === sheet) {
      sheet.close();
    }
  });
  find("#sheet-back").addEventListener("click", () => show(walk[position - 1]));
  find("#sheet-on").addEventListener("click", () => show(walk[position + 1]));
  sheet.addEventListener("close", () => {
    const opener = walk[position];
    body.replaceChildren();
    if (opener && opener.isConnected) opener.focus();
  });

  // ---- words in a dense matrix, and paper ------------------------------------------------------------------------

  const button = find("#words");
  if (button) {
    button.addEventListener("click", () => {
      const worded = table.classList.toggle("worded");
      button.setAttribute("aria-pressed", String(worded));
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details.criterion:not([open]), details.matters:not([open]), details.more:not([open])");
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  // ---- begin -----------------------------------------------------------------------------------------------------

  document.documentElement.classList.add("js");
  for (const opener of all("td > a", table)) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.tabIndex = -1;
  }
  for (const part of all(".tools, .keys, .words")) part.hidden = false;
  if (matchMedia("(max-width: 46rem)").matches) find(".tools-fold").open = false;
  apply();
})();
