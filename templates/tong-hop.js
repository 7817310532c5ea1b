"use strict";
// Lọc, sắp xếp và xem từng số liệu. Không có dữ liệu nào ở đây: mọi thứ đọc từ trang, chỉ sao chép nút, không viết HTML.
(function () {
  const get = (id) => document.getElementById(id);
  const tools = get("tools"), table = get("matrix"), body = table.tBodies[0], dialog = get("dialog");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const vietnamese = new Intl.Collator("vi");
  const worth = "qnfmx";
  const rows = [...body.rows].map((row, n) => {
    const name = row.cells[0].firstElementChild.textContent;
    const words = name.trim().split(/\s+/);
    const cells = [...row.cells].slice(2);
    return {
      row, cells, n, rank: Number(row.dataset.rank) || Infinity,
      // Người Việt xếp theo tên, rồi mới đến họ và tên đệm.
      name: words.slice(-1).concat(words.slice(0, -1)).join(" "),
      text: fold(get("p" + n).firstElementChild.textContent),
      count: (letters) => cells.filter((cell) => letters.includes(cell.className)).length,
    };
  });

  // Lọc. Bảng bày ra nhiều nhất từng này dòng, để vài nghìn người vẫn nhanh; bấm “Hiện tất cả” hay in thì bày ra hết.
  const MOST = 200;
  let most = MOST;
  const filters = ["find", "by-unit", "by-outcome", "by-verdict"].map(get);
  function filter() {
    const [find, unit, outcome, verdict] = filters.map((input) => input.value);
    const words = fold(find).split(/\s+/).filter(Boolean);
    let fit = 0;
    for (const item of rows) {
      const { row } = item;
      const fits = words.every((word) => item.text.includes(word)) && (!unit || row.dataset.unit === unit)
        && (!outcome || row.className === outcome) && (!verdict || item.count(verdict) > 0);
      fit += fits ? 1 : 0;
      row.hidden = !fits || fit > most;
    }
    const said = fit === rows.length ? `Có ${fit} trường hợp.` : `Có ${fit} trong số ${rows.length} trường hợp khớp với điều kiện lọc.`;
    get("nobody").hidden = fit > 0;
    get("rest").hidden = fit <= most;
    get("all").textContent = `Hiện tất cả ${fit} trường hợp`;
    get("shown").textContent = said + (fit > most ? ` Bảng đang hiện ${most} trường hợp đầu.` : "");
    rove();
  }

  // Sắp xếp
  const orders = {
    "": (a, b) => a.n - b.n,
    rank: (a, b) => a.rank - b.rank || a.n - b.n,
    name: (a, b) => vietnamese.compare(a.name, b.name) || a.n - b.n,
    more: (a, b) => b.count("x") - a.count("x") || a.n - b.n,
    less: (a, b) => b.count("fq") - a.count("fq") || a.n - b.n,
  };
  const number = (cell) => parseFloat(cell.textContent.replace(/[^\d,]/g, "").replace(",", ".")) || 0;
  const value = (cell) => worth.indexOf(cell.className) * 1e6 + number(cell);
  function arrange(compare) {
    rows.sort(compare);
    body.append(...rows.map((item) => item.row));
    filter();
  }
  const heads = [...table.tHead.querySelectorAll("th[data-sort]")];
  function clearHeads() {
    for (const head of heads) head.removeAttribute("aria-sort");
  }
  for (const head of heads) {
    const code = head.querySelector(".code");
    const button = document.createElement("button");
    button.type = "button";
    button.title = head.querySelector(".ask").textContent;
    button.textContent = code.textContent;
    // Trang in lặp đầu bảng nhưng không lặp nút bấm: mã được in bằng chữ.
    code.dataset.l = code.textContent;
    code.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      clearHeads();
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      get("sort").value = "";
      const index = Number(head.dataset.sort), sign = down ? -1 : 1;
      arrange((a, b) => sign * (value(a.cells[index]) - value(b.cells[index])) || a.n - b.n);
    });
  }
  get("sort").addEventListener("change", (event) => {
    clearHeads();
    arrange(orders[event.target.value]);
  });

  // Một ô trong bảng nhận phím Tab; phím mũi tên đi đến các ô khác.
  let stop = null;
  const links = (row) => [...row.querySelectorAll("a")];
  function focusable(link) {
    if (stop) stop.tabIndex = -1;
    stop = link;
    if (stop) stop.tabIndex = 0;
  }
  function rove() {
    const first = rows.find((item) => !item.row.hidden);
    if (!stop || stop.closest("tr").hidden) focusable(first ? links(first.row)[0] : null);
  }
  for (const link of body.querySelectorAll("a")) link.tabIndex = -1;
  body.addEventListener("focusin", (event) => { if (event.target.matches("a")) focusable(event.target); });
  body.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = link.closest("tr"), all = links(row), at = all.indexOf(link);
    const visible = rows.filter((item) => !item.row.hidden).map((item) => item.row), line = visible.indexOf(row);
    const cell = (y, x) => {
      const to = visible[Math.max(0, Math.min(visible.length - 1, y))];
      return links(to)[Math.max(0, Math.min(all.length - 1, x))];
    };
    const moves = {
      ArrowRight: [line, at + 1], ArrowLeft: [line, at - 1], ArrowDown: [line + 1, at], ArrowUp: [line - 1, at],
      Home: [line, 0], End: [line, all.length - 1], PageDown: [line + 10, at], PageUp: [line - 10, at],
    };
    if (moves[event.key]) {
      event.preventDefault();
      cell(...moves[event.key]).focus();
    }
  });

  // Hộp chi tiết: bản sao của mục ở phần “Chi tiết từng trường hợp”.
  let entry = null, from = null;
  function show(target) {
    entry = target;
    const sheet = target.closest(".sheet");
    const copy = document.createElement("div");
    copy.className = "entry " + target.className;
    if (target.hasAttribute("style")) copy.style.cssText = target.style.cssText + "; --t: " + getComputedStyle(target).getPropertyValue("--t");
    copy.append(...[...target.childNodes].map((node) => node.cloneNode(true)));
    // Ở trang, tên đầy đủ và mức đạt của chỉ tiêu chỉ ghi một lần, ở bảng “Các chỉ tiêu”; ở hộp thì ghi đủ.
    const criterion = get("t" + target.id.split("-")[1]), bound = document.createElement("small");
    copy.firstElementChild.append(" " + criterion.querySelector(".name").textContent);
    bound.textContent = "Mức đạt: " + criterion.cells[3].textContent;
    copy.querySelector("p").prepend(bound, document.createElement("br"));
    const cell = copy.querySelector(".cell"), place = document.createElement("b");
    if (cell) {
      place.textContent = sheet.querySelector(".file").textContent + " › " + (cell.textContent.includes(" › ") ? "" : sheet.querySelector(".of").textContent + " › ") + cell.textContent;
      cell.replaceChildren(place);
    }
    get("dialog-name").textContent = sheet.querySelector("summary b").textContent;
    get("dialog-file").textContent = sheet.querySelector("summary small").textContent;
    get("dialog-body").replaceChildren(copy);
    get("before").disabled = !target.previousElementSibling;
    get("after").disabled = !target.nextElementSibling;
    get("sheet").hash = sheet.id;
    if (!dialog.open) dialog.showModal();
  }
  function reveal(sheet, target) {
    sheet.open = true;
    (target || sheet).scrollIntoView({ block: "start" });
    sheet.querySelector("summary").focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.shiftKey || event.metaKey) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    if (target.matches(".figures > li")) {
      event.preventDefault();
      from = link;
      show(target);
    } else if (target.matches(".sheet")) {
      event.preventDefault();
      dialog.close();
      reveal(target);
    }
  });
  const step = (which) => { if (entry[which]) show(entry[which]); };
  get("before").addEventListener("click", () => step("previousElementSibling"));
  get("after").addEventListener("click", () => step("nextElementSibling"));
  get("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step("previousElementSibling");
    if (event.key === "ArrowRight") step("nextElementSibling");
  });
  // Trình duyệt tự trả con trỏ về chỗ cũ, trừ khi chỗ ấy được bấm bằng chuột; sự kiện này có thể đến sau một phím khác.
  dialog.addEventListener("close", () => { if (from && document.activeElement === document.body) from.focus(); });

  for (const input of filters) input.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("reset", (event) => {
    // Việc trả ô về trống diễn ra sau sự kiện này; tự làm ngay thì bảng và ô luôn khớp nhau.
    event.preventDefault();
    for (const input of [...filters, get("sort")]) input.value = "";
    clearHeads();
    most = MOST;
    arrange(orders[""]);
  });
  function reach(number) {
    most = number;
    filter();
  }
  get("all").addEventListener("click", () => reach(Infinity));
  let before = MOST;
  addEventListener("beforeprint", () => { before = most; reach(Infinity); });
  addEventListener("afterprint", () => reach(before));
  for (const rest of document.querySelectorAll(".order .rest")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "further";
    button.textContent = `Hiện thêm ${rest.rows.length} trường hợp xếp sau`;
    button.addEventListener("click", () => {
      rest.classList.add("open");
      rest.querySelector("a").focus();
      button.remove();
    });
    rest.closest("table").after(button);
  }
  tools.hidden = false;
  filter();
  table.classList.add("ready");
})();
