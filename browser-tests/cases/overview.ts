/** The Overview: what it shows is what the question answers, and what is chosen stands in its address. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { goodPassword, joined } from "#server/testing/person.ts";
import type { Page } from "playwright-core";
import type { QueryInput, QueryRow } from "#contract/query.ts";
import { examine, type Visit } from "../visit.ts";
import { lookCases } from "./looks.ts";
import { pictureCases } from "./pictures.ts";

/** As the page writes an NPS: signed, with one decimal and a true minus. */
const points = (value: number) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
const share = (value: number) => `${(100 * value).toFixed(1)}%`;
const thousands = (n: number) => n.toLocaleString("en-GB");

const year = "from=2025-01-01&to=2025-12-31";
const asked = { from: "2025-01-01", to: "2026-01-01", timezone: "UTC" };

/** Name, figure, interval and n of each row of the first table whose caption is so. */
const rowsOf = (page: Page, caption?: string) =>
  page.evaluate((wanted) => {
    const tables = [...document.querySelectorAll("main section table")];
    const table = tables.find(
      (each) => wanted === undefined || each.querySelector("caption")?.textContent === wanted,
    );
    const cells = (row: Element) =>
      [...row.querySelectorAll("th button, th, td")]
        .filter((cell) => !cell.querySelector("button, svg"))
        .map((cell) => cell.textContent ?? "");
    return [...(table?.querySelectorAll("tbody tr") ?? [])].map(cells);
  }, caption);

/** A page that came over plain HTTP from another machine has neither of these. */
const asOverHttp = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
    delete (Navigator.prototype as { clipboard?: unknown }).clipboard;
  });

export function overviewCases(visit: () => Visit): void {
  const ask = async (question: QueryInput) => visit().world.query({ ...asked, ...question });

  it("shows relationship and transactional NPS apart, each with interval and n, as the question answers them", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/overview?${year}`);
    const answer = await ask({ measure: { kind: "nps" } });
    assert.equal(answer.totals!.length, 2);
    for (const [name, pattern] of [
      ["Relationship", "present"],
      ["Transactional", "past"],
    ] as const) {
      const row = answer.totals!.find(({ by }) => by.pattern === pattern)!;
      const card = page
        .getByRole("article")
        .filter({ has: page.getByRole("heading", { name: `NPS · ${name}` }) });
      await card.getByText(points(row.estimate!), { exact: true }).first().waitFor();
      await card
        .getByText(`${points(row.low!)} to ${points(row.high!)}`, { exact: true })
        .first()
        .waitFor();
      await card.getByText(`from ${thousands(row.n)} answers`).waitFor();
      // The company's year is all there is: no change is told, and why.
      await card.getByText("There are no answers before to compare with.").waitFor();
    }
    await page.locator("canvas").first().waitFor();
    await examine(opened, "overview");
    await close();
  });

  it("sorts what it is divided by from best to worst, as the question ranks it, and leads to it", async () => {
    const { page, go, close } = await visit().open();
    await go(`/overview?${year}&measure=csat`);
    await page.getByRole("button", { name: "Only Delivery" }).waitFor();
    const { rows } = await ask({ measure: { kind: "csat" }, by: ["touchpoint"] });
    const expected = (rows as QueryRow[])
      .filter((row) => typeof row.rank === "number")
      .toSorted((a, b) => a.rank! - b.rank!)
      .map((row) => [
        share(row.estimate!),
        `${share(row.low!)} to ${share(row.high!)}`,
        thousands(row.n),
      ]);
    const shown = (await rowsOf(page)).map((cells) => [cells[1], cells[2], cells.at(-1)]);
    assert.ok(expected.length > 5);
    assert.deepEqual(shown.slice(0, expected.length), expected);
    // Nothing of the picture is gone between a phone and a wide screen.
    for (const width of [700, 834, 1024, 1150, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const plot = page.locator("section[aria-labelledby=by] tbody svg").first();
      const { width: drawn } = (await plot.boundingBox())!;
      assert.ok(drawn >= 190, `${drawn} px of ${width}`);
    }
    // What stays out of figures is counted in sight, and is not in the list that the n of a group leads to.
    const store = 'touchpoint == "store" && "csat" in measures';
    const { total, leftOut } = await ask({ measure: { kind: "csat" }, where: store });
    assert.deepEqual(leftOut, { suspicious: 160, partial: 0, otherVoices: 0 });
    await page.getByText("Not counted: 160 suspicious.").waitFor();
    await page.getByRole("link", { name: `${thousands(total!.n)} signals of Store` }).click();
    await page.getByRole("heading", { name: "Signals", level: 1 }).waitFor();
    const address = new URL(page.url()).searchParams;
    assert.deepEqual(
      ["where", "voice", "only"].map((name) => address.get(name)),
      [store, "customer", "figures"],
    );
    await page.goBack();
    const why = page.getByRole("link", { name: "See the suspicious ones" });
    const parameters = new URLSearchParams((await why.getAttribute("href"))!.split("?")[1]);
    const listed = await visit().world.request<{ signals: unknown[] }>(
      "GET",
      `/v1/signals?${new URLSearchParams({ where: parameters.get("where")!, limit: "1000" })}`,
    );
    assert.equal(listed.body.signals.length, leftOut.suspicious);
    await page.getByRole("button", { name: "Only Delivery" }).click();
    await page.waitForURL(/touchpoint=delivery/);
    const delivery = await ask({ measure: { kind: "csat" }, where: 'touchpoint == "delivery"' });
    await page.getByText(`from ${thousands(delivery.total!.n)} answers`).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Only Bill" }).waitFor();
    await close();
  });

  it("gives no verdict against a period that answers began in, and says of when the first are", async () => {
    const { rows } = await ask({
      measure: { kind: "csat" },
      from: "2020-01-01",
      interval: "day",
    });
    const first = rows.map(({ at }) => at!.slice(0, 10)).toSorted()[0]!;
    const said = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
    const spring = "from=2025-04-01&to=2025-12-31&measure=csat";
    for (const [lang, part, since] of [
      [
        "en",
        "Compared with a part of a period",
        `The first answers are of ${said.format(new Date(first))}.`,
      ],
      ["id", "Dibandingkan dengan sebagian periode", "Jawaban pertama tertanggal"],
    ] as const) {
      const opened = await visit().open({ lang });
      const { page, go, close } = opened;
      await go(`/overview?${spring}`);
      await page.getByText(part).first().waitFor();
      await page.getByText(since).first().waitFor();
      if (lang === "en") {
        assert.equal(await page.getByText(/^(Better|Worse) than before$/).count(), 0);
        // Nor of the groups: their changes stand without an arrow.
        await page.getByTitle(part).first().waitFor();
        assert.equal(await page.getByText(/^[↑↓] /).count(), 0);
        await examine(opened, "compared with a part");
        await go("/overview?from=2025-10-01&to=2025-12-31&measure=csat");
        await page
          .getByText(/^(Better than|Worse than|No change beyond)/)
          .first()
          .waitFor();
        assert.equal(await page.getByText(part).count(), 0);
      }
      await close();
    }
  });

  it("says beside the dates that the last lies before the first, and goes on when it no longer does", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/overview?from=2025-10-31&to=2025-10-01&measure=csat");
    await page.getByLabel("Last day").and(page.locator('[aria-invalid="true"]')).waitFor();
    await page.getByText("The last day lies before the first.").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    await examine(opened, "dates the wrong way round");
    await page.getByLabel("Last day").fill("2025-11-30");
    await page.getByRole("article").first().waitFor();
    await close();
  });

  it("says where a condition is wrong while it is typed, completes it, and keeps it in the address", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/overview?${year}&measure=csat`);
    await page.getByRole("button", { name: "More filters" }).click();
    const field = page.getByLabel("Condition");
    await field.fill('channle == "web"');
    await page.getByText(/Line 1, column 1: .*channel/).waitFor();
    await field.fill("");
    await field.pressSequentially("chan");
    await page.getByRole("option", { name: "channel" }).waitFor();
    // A frame that comes late, as on a busy machine, does not put the caret back from who types on.
    await page.evaluate(() => {
      const inTime = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (draw) => setTimeout(() => inTime(draw), 40) as never;
    });
    await page.keyboard.press("Enter");
    await field.pressSequentially(' == "web"', { delay: 10 });
    assert.equal(await field.inputValue(), 'channel == "web"');
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.waitForURL(/where=channel/);
    const { total } = await ask({ measure: { kind: "csat" }, where: 'channel == "web"' });
    await page.getByText(`from ${thousands(total!.n)} answers`).waitFor();
    await close();
  });

  it("sets a target and says whether it is met, not met, or cannot be told", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await asOverHttp(page);
    await go(`/overview?${year}&measure=ces`);
    const { total } = await ask({ measure: { kind: "ces", figure: "share" } });
    const levels = [
      [(100 * total!.low! - 1).toFixed(1), /^Met:/],
      [(100 * total!.estimate!).toFixed(1), /^Cannot be told yet:/],
      [(100 * total!.high! + 1).toFixed(1), /^Not met:/],
    ] as const;
    for (const [n, [level, verdict]] of levels.entries()) {
      await page
        .getByRole("button", { name: n === 0 ? "Set a target" : "Change the target" })
        .click();
      await page.getByLabel("Level").fill("much");
      await page.getByRole("button", { name: "Save the target" }).click();
      await page.getByText("Give a number").waitFor();
      await page.getByLabel("Level").fill(level);
      if (n === 0) await examine(opened, "the target's form");
      await page.getByRole("button", { name: "Save the target" }).click();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await page.getByText(verdict).waitFor();
    }
    await page.getByRole("button", { name: "Change the target" }).click();
    await page.getByRole("button", { name: "Remove the target" }).click();
    await page.getByRole("button", { name: "Set a target" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/^Not met:/).waitFor();
    // In the registry the same target is written as here, in percent.
    await go("/registry/target");
    const row = page.getByRole("row", { name: new RegExp(` ≥ ${Number(levels[2][0])}%`) });
    await row.getByRole("link").click();
    assert.equal(Number(await page.getByLabel("Level").inputValue()), Number(levels[2][0]));
    await close();
  });

  it("has table, CSV, query and SQL of its trend and its divisions one press away", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await asOverHttp(page);
    await go(`/overview?${year}&measure=csat&by=channel`);
    await page.getByRole("button", { name: "Only Store" }).waitFor();
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const taken = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent("download"), press(name)]);
      const text = await readFile(await file.path(), "utf8");
      return { name: file.suggestedFilename(), lines: text.trim().split("\r\n") };
    };
    /** What the dialog holds, whose texts are also shown. */
    const read = async (button: string, label: string) => {
      await press(button);
      const code = page.getByRole("region", { name: label });
      await code.waitFor();
      const text = await code.innerText();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      return text;
    };
    const division = { measure: { kind: "csat" }, by: ["channel"] } as const;
    const trend = { measure: { kind: "csat" }, interval: "month" } as const;
    for (const [suffix, question, file] of [
      ["", division, "csat-channel.csv"],
      [": Satisfaction over time", trend, "csat-month.csv"],
    ] as const) {
      const { rows } = await ask(question as unknown as QueryInput);
      const csv = await taken(`Table as CSV${suffix}`);
      assert.equal(csv.name, file);
      assert.equal(csv.lines.length, rows.length + 1);
      for (const { n, estimate } of rows)
        assert.ok(
          csv.lines.some((line) => line.includes(`,${n},${estimate},`)),
          `${n} ${estimate}`,
        );
      const sent = JSON.parse(await read(`The query as JSON${suffix}`, "The query as JSON"));
      assert.deepEqual(
        (await ask(sent)).rows.map(({ n }) => n).toSorted(),
        rows.map(({ n }) => n).toSorted(),
      );
      assert.match(await read(`The SQL behind it${suffix}`, "The SQL behind it"), /SELECT/);
      const table = page.getByRole("button", { name: `Figures as a table${suffix}`, exact: true });
      await table.focus();
      await page.keyboard.press("Enter");
      await page.locator('[aria-pressed="true"]').and(table).waitFor();
      const shown = (
        suffix === ""
          ? page.locator("section[aria-labelledby=by]")
          : page.getByRole("region", { name: "Figures of the chart: Satisfaction over time" })
      ).locator("tbody tr");
      assert.equal(await shown.count(), rows.length);
    }
    assert.match(page.url(), /table=1/);
    assert.equal(await page.locator("section[aria-labelledby=by] td svg").count(), 0);
    await examine(opened, "tables");
    await press("Copy the link");
    await page.getByText("The link is copied.").waitFor();
    await close();
  });

  it("asks nobody for a first figure who belongs to no part, and says so", async () => {
    const as = { email: "no-part@corridor.test", password: goodPassword };
    await joined(visit().world, as.email, { role: "viewer" });
    const opened = await visit().open({ as });
    await opened.go("/overview");
    await opened.page.getByText("You do not see any part of this workspace yet").waitFor();
    await examine(opened, "nothing to see");
    await opened.close();
  });

  it("is complete in Indonesian, on a phone", async () => {
    const opened = await visit().open({ lang: "id", width: 375 });
    const { page } = opened;
    await opened.go("/overview?from=2025-07-01&to=2025-12-31&measure=csat");
    await page.getByRole("button", { name: "Hanya Pengiriman" }).waitFor();
    await page
      .getByText(/^[↑↓] /)
      .first()
      .waitFor();
    // With how each group moved, which has no column of its own there.
    const { rows } = await ask({
      measure: { kind: "csat" },
      by: ["touchpoint"],
      from: "2025-07-01",
      compare: { from: "2024-12-29", to: "2025-07-01" },
    });
    const moves = (rows as QueryRow[])
      .filter(({ compare }) => compare?.delta != null && !compare.lowBase)
      .map(({ compare }) => points(100 * compare!.delta!).replace(".", ","));
    const shown = await page.locator("section[aria-labelledby=by] tbody tr").evaluateAll((all) =>
      all.map((row) => ({
        said: (row as HTMLElement).innerText,
        fits: [...row.children].every((cell) => cell.getBoundingClientRect().right <= innerWidth),
      })),
    );
    assert.ok(moves.length > 5, String(moves.length));
    for (const move of moves)
      assert.ok(
        shown.some(({ said }) => said.includes(`${move} poin`)),
        `${move} in ${JSON.stringify(shown)}`,
      );
    assert.ok(shown.every(({ fits }) => fits));
    // What is set stands behind one button, which says how much; what the page is of does not.
    const period = page.getByLabel("Periode", { exact: true });
    await page.getByRole("combobox", { name: "Ukuran" }).waitFor();
    assert.equal(await period.isVisible(), false);
    await page.getByRole("button", { name: "Filter 1 dipasang", expanded: false }).click();
    await period.waitFor();
    await examine(opened, "overview on a phone");
    await opened.close();
  });

  lookCases(visit);
  pictureCases(visit);
}

export function emptyOverviewCases(visit: () => Visit): void {
  it("leads from nothing to a first figure", async () => {
    const opened = await visit().open();
    await opened.go("/overview");
    await opened.page.getByRole("heading", { name: "See your first figure" }).waitFor();
    await examine(opened, "nothing yet");
    await opened.page.getByRole("link", { name: "Choose what your industry needs" }).click();
    await opened.page.getByRole("heading", { name: "What does your company do?" }).waitFor();
    await opened.close();
    // Words of another length: what holds in one language may not in the other.
    const id = await visit().open({ lang: "id", width: 375 });
    await id.go("/overview");
    await id.page.getByRole("button", { name: "Muat perusahaan demo" }).waitFor();
    await examine(id, "nothing yet id");
    await id.close();
  });
}
