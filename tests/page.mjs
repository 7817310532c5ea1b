// What a person does with tong-hop.html, in headless Chromium: node tests/page.mjs <folder of node_modules> <folder of pages>
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , tools, pages] = process.argv;
const require = createRequire(join(tools, "node_modules", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page, lets `act` use it, and holds it to its promise: no network, no error, no dialog of the browser. */
async function visit(name, options, act) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("dialog", (dialog) => { faults.push("dialog " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) faults.push("request " + request.url()); });
  await page.goto("file://" + join(pages, name + ".html"));
  await act(page);
  assert.deepEqual(faults, []);
  await context.close();
}

const shown = (page) => page.locator("#matrix tbody tr:visible").count();
const names = (page) => page.locator("#matrix tbody tr:visible th a").allTextContents();
/** Waits: what a click or key brings may come an event later. */
const appears = (page, what) => page.locator(what).first().waitFor();
async function check(what, act) {
  try {
    await act();
  } catch (error) {
    console.error("✕ " + what);
    throw error;
  }
  console.log("✓ " + what);
}

/** axe-core comes in from outside, past the page's policy: `bypassCSP` is set for these visits alone. */
async function accessible(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const said = found.violations.map((one) => `${where}: ${one.id}: ${one.help}\n  ${one.nodes.slice(0, 3).map((node) => node.html + " " + node.failureSummary).join("\n  ")}`);
  assert.deepEqual(said, []);
}

try {
  await check("filters by name without diacritics, by unit, result and verdict, and says how many", () => visit("small", {}, async (page) => {
    assert.equal(await shown(page), 10);
    await page.fill("#find", "dang thi uong");
    assert.deepEqual(await names(page), ["Đặng Thị Ường"]);
    assert.match(await page.textContent("#shown"), /1 trong số 10/);
    await page.fill("#find", "khong co ai");
    await appears(page, "#nobody");
    await page.click("text=Bỏ lọc");
    assert.equal(await shown(page), 10);
    await page.selectOption("#by-unit", { label: "Tư pháp - Hộ tịch" });
    assert.equal(await shown(page), 3);
    await page.selectOption("#by-outcome", "outvoted");
    assert.deepEqual(await names(page), ["Huỳnh Thị Mỹ Duyên"]);
    await page.click("text=Bỏ lọc");
    await page.selectOption("#by-verdict", "q");
    assert.deepEqual(await names(page), ["Võ Minh Khôi"]);
  }));

  await check("sorts by rank, by given name, and by a criterion's column both ways", () => visit("small", {}, async (page) => {
    const before = await names(page);
    await page.selectOption("#sort", "name");
    assert.equal((await names(page))[0], "Nguyễn Văn An");
    await page.selectOption("#sort", "rank");
    assert.deepEqual((await names(page)).slice(2, 4), ["Phạm Quốc Bảo", "Trần Thị Bích Ngọc"]);
    const head = page.locator("th[data-sort='5']");
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    assert.equal((await names(page))[0], "Nguyễn Văn An");
    await head.locator("button").click();
    assert.equal((await names(page))[0], "Lê Hoàng Đức");
    await page.click("text=Bỏ lọc");
    assert.deepEqual(await names(page), before);
  }));

  await check("shows a figure's cell, counts and evidence, and returns", () => visit("small", {}, async (page) => {
    const figure = page.locator("#matrix tr", { hasText: "Ngô Đình Phúc" }).locator("td.f a");
    await figure.click();
    const dialog = page.locator("dialog");
    const text = await dialog.innerText();
    for (const part of ["Ông Ngô Đình Phúc", "94,97%", "2.849/3.000 văn bản", "tối thiểu 95%", "ap/phuoc-trinh.xlsx › Số liệu › C42 và D42", "Báo cáo số 41/BC-VP"]) assert.ok(text.includes(part), part + " in " + text);
    await page.keyboard.press("ArrowRight");
    assert.match(await dialog.innerText(), /4\.1\.2/);
    await page.keyboard.press("Escape");
    assert.ok(!(await dialog.isVisible()));
    assert.ok(await figure.evaluate((link) => link === document.activeElement));
  }));

  await check("is used by keyboard alone", () => visit("small", {}, async (page) => {
    const press = (key, times = 1) => Array.from({ length: times }).reduce((before) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    await press("Tab");
    assert.equal(await focused(), "Đến bảng kết quả");
    await press("Enter");
    await press("Tab");
    assert.equal(await focused(), "find");
    await page.keyboard.type("ngo dinh");
    for (let i = 0; i < 40 && (await focused()) !== "Ngô Đình Phúc"; i++) await press("Tab");
    assert.equal(await focused(), "Ngô Đình Phúc");
    await press("ArrowRight");
    assert.match(await focused(), /94,97%/);
    await press("Enter");
    await appears(page, "dialog");
    assert.match(await page.innerText("dialog"), /Không đạt/);
    await press("Escape");
    assert.match(await focused(), /94,97%/);
    await press("Home");
    await press("Enter");
    await appears(page, ".sheet[open] .figures");
  }));

  await check("leads from a problem to its figure", () => visit("error", {}, async (page) => {
    await page.click(".errors .where a");
    assert.match(await page.innerText("dialog"), /4\.3\.1/);
  }));

  await check("works without its script", () => visit("small", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await shown(page), 10);
    assert.ok(!(await page.isVisible("#tools")));
    await page.locator("#matrix tr", { hasText: "Ngô Đình Phúc" }).locator("td.f a").click();
    await appears(page, "li:target");
    assert.match(await page.innerText("li:target"), /C42 và D42/);
    assert.match(await page.locator("li:target").evaluate((entry) => getComputedStyle(entry.firstElementChild, "::after").content), /Thực hiện mệnh lệnh hành chính/);
  }));

  await check("shows hostile names as themselves", () => visit("hostile", {}, async (page) => {
    const seen = await names(page);
    assert.ok(seen.includes("<script>alert(1)</script>") && seen.includes("{{ 7 * 7 }} {% raw %} {# ghi chú #}"), seen.join("|"));
    await page.fill("#find", "img src=x onerror");
    assert.deepEqual(await names(page), ["\"><img src=x onerror=alert(1)>"]);
    await page.locator("#matrix tr:visible td.m a").first().click();
    await appears(page, "dialog");
  }));

  for (const [where, options] of [
    ["light", {}], ["dark", { colorScheme: "dark" }], ["phone", { viewport: { width: 360, height: 740 } }],
    ["phone, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
  ]) {
    for (const name of where === "light" ? ["small", "many", "error"] : ["small", "error"]) {
      await check(`axe-core finds nothing: ${name}, ${where}`, () => visit(name, { ...options, bypassCSP: true }, async (page) => {
        await accessible(page, where);
        await page.locator("#matrix tr:visible td.f a").first().click();
        await accessible(page, where + ", dialog");
        await page.click("#close");
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        if (name === "small") await accessible(page, where + ", opened");
      }));
    }
  }

  await check("shows a long table bit by bit, and finds and prints all of it", () => visit("long", {}, async (page) => {
    assert.equal(await shown(page), 200);
    assert.match(await page.textContent("#shown"), /Có 450 trường hợp\. Bảng đang hiện 200 trường hợp đầu\./);
    const last = await page.locator("#matrix tbody tr").last().locator("th a").textContent();
    await page.fill("#find", last);
    assert.ok((await names(page)).includes(last));
    await page.click("text=Bỏ lọc");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await shown(page), 450);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await shown(page), 200);
    await page.click("#all");
    assert.equal(await shown(page), 450);
    const ranked = () => page.locator(".order tbody tr:visible").count();
    const before = await ranked();
    await page.locator(".further").first().click();
    assert.ok((await ranked()) > before);
  }));

  await check("shows all of a long table without its script", () => visit("long", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await shown(page), 450);
  }));

  await check("shows the ranking whole from 768, both tables whole from 1366", () => visit("small", {}, async (page) => {
    assert.equal(await page.locator(".matrix").evaluate((box) => box.scrollWidth - box.clientWidth), 0);
    for (const width of [768, 1000, 1366, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.locator(".scroll:has(.order)").evaluateAll((boxes) => boxes.map((box) => box.scrollWidth - box.clientWidth));
      assert.ok(over.every((pixels) => pixels === 0), `${width}: ${over}`);
    }
  }));

  await check("fits a phone", () => visit("many", { viewport: { width: 360, height: 740 } }, async (page) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
    assert.equal(await page.locator("#matrix tbody tr").first().evaluate((row) => getComputedStyle(row).display), "grid");
  }));

  await check("prints on A4 landscape, what is filtered", () => visit("many", {}, async (page) => {
    await page.fill("#find", "ap 2");
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const [, width, height] = pdf.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/).map(Number);
    assert.ok(Math.abs(width - 841.9) < 1 && Math.abs(height - 595.3) < 1, `${width} × ${height}`);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 900, height: 700 });
    assert.equal(await page.locator(".order tbody tr").first().evaluate((row) => getComputedStyle(row).display), "table-row");
    await page.setViewportSize({ width: 1366, height: 768 });
    assert.ok(await page.evaluate(() => {
      const table = document.getElementById("matrix");
      return table.scrollWidth <= table.parentElement.clientWidth + 1;
    }));
  }));
} finally {
  await browser.close();
}
