/** Files imported in the browser: the airport's survey of 2017, a workbook of accounts, one that is stopped; and the demo. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import writeWorkbook from "write-excel-file/node";
import { examine, type Visit } from "../visit.ts";

const airport = join(process.env.CORRIDOR_TEST_DATA ?? "", "sfo-survey", "2017.csv");
const noAirport =
  process.env.CORRIDOR_TEST_DATA && existsSync(airport) ? false : "CORRIDOR_TEST_DATA is not set";

type World = Visit["world"];
export type Imports = {
  imports: { name: string; status: string; accepted: number; duplicate: number }[];
};
export const countIn = async (world: World): Promise<number | null> =>
  (
    await world.query({
      measure: { kind: "count" },
      voices: "all",
      include: ["suspicious", "partial"],
    })
  ).total!.estimate;

/** Removes the import whose page is open, by its dialog. */
async function remove(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByText("signals leave every figure").waitFor();
  await page.getByRole("button", { name: "Remove all of it" }).click();
  await page.getByText(/is removed with all that it brought/).waitFor({ timeout: 60_000 });
}

const submit = (page: Page) => page.getByRole("button", { name: "Import", exact: true }).click();
/** The number beside a word on the page of an import. */
const fact = (page: Page, name: string) =>
  page.locator("main dl > div", { hasText: new RegExp(`^${name}`) }).locator("dd");

export function importCases(visit: () => Visit): void {
  it(
    "imports the airport's survey as proposed, with the test's own count and NPS",
    { skip: noAirport },
    async () => {
      const { world, open } = visit();
      const rows = parse(readFileSync(airport, "latin1"), { columns: true, bom: true }) as Record<
        string,
        string
      >[];
      const answers = rows
        .map((row) => row.NETPRO!)
        .filter((text) => /^\d+$/.test(text))
        .map(Number)
        .filter((value) => value <= 10);
      const opened = await open();
      const { page, go, close } = opened;
      await go("/imports");
      await page.getByRole("heading", { name: "Nothing has been imported yet" }).waitFor();
      await examine(opened, "no imports");
      await page.getByRole("link", { name: "Import a file" }).click();
      await page.getByLabel("File", { exact: true }).setInputFiles(airport);
      await page.getByText("1,000 of the first 1,000 rows fit.").waitFor();
      assert.equal(await page.getByLabel("Becomes: NETPRO").inputValue(), "measures.nps");
      // It names no day, and none is taken for granted.
      await submit(page);
      await page.getByRole("alert").getByText("Say when these answers were given").click();
      const day = page.getByLabel("When were these answers given?");
      assert.ok(await day.evaluate((field) => field === document.activeElement));
      await examine(opened, "a mapping without a day");
      assert.equal((await world.request<Imports>("GET", "/v1/imports")).body.imports.length, 0);
      await day.fill("2017-06-01");
      await page.getByText("Every row gets 1 Jun 2017.").waitFor();
      await submit(page);
      await page.getByText("The import is complete.").waitFor({ timeout: 60_000 });
      assert.equal(await fact(page, "Accepted").innerText(), rows.length.toLocaleString("en-GB"));
      const { total } = await world.query({ measure: { kind: "nps" } });
      assert.equal(total!.n, answers.length);
      const share = (test: (value: number) => boolean) =>
        answers.filter(test).length / answers.length;
      const nps = 100 * (share((value) => value >= 9) - share((value) => value <= 6));
      assert.ok(Math.abs(total!.estimate! - nps) < 1e-9, `${total!.estimate} is not ${nps}`);
      assert.equal(await countIn(world), rows.length);
      const { total: ofDay } = await world.query({
        measure: { kind: "count" },
        from: "2017-06-01",
        to: "2017-06-02",
        voices: "all",
        include: ["suspicious", "partial"],
      });
      assert.equal(ofDay!.estimate, rows.length);
      // The figures that it leads to are its own, whatever else is there.
      await world.send([{ id: "other", kind: "response", occurredAt: "2017-06-01T05:00:00Z" }]);
      await page.getByRole("link", { name: "See the signals" }).click();
      await page.getByText("100 read so far").waitFor();
      const where = new URL(page.url()).searchParams.get("where")!;
      const { total: own } = await world.query({
        measure: { kind: "count" },
        where,
        voices: "all",
        include: ["suspicious", "partial"],
      });
      assert.equal(own!.estimate, rows.length);
      await page.goBack();
      await page.getByRole("link", { name: "See the figures" }).click();
      await page.getByRole("heading", { name: "Overview" }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("where"), where);
      await world.request("DELETE", "/v1/signals/other");
      await go("/imports");
      await page.getByRole("row", { name: /2017\.csv.*Complete.*2,831/ }).waitFor();
      await examine(opened, "imports");
      await page.getByRole("link", { name: /2017\.csv/ }).click();
      await remove(page);
      assert.equal(await countIn(world), 0);
      await close();
    },
  );

  it("shows mistakes where they are, stops, goes on with the same file only, and counts every row once", async () => {
    const { world, open } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-imports-"));
    const file = join(folder, "year.csv");
    const lines = Array.from(
      { length: 12_000 },
      (_, n) => `2025-0${1 + (n % 9)}-11,${n % 11},c-${n % 900}`,
    );
    writeFileSync(file, `day,NPS,customer_id\n${lines.join("\n")}\n2025-13-01,9,c-1\n`);
    writeFileSync(join(folder, "other.csv"), "day,NPS,customer_id\n2025-01-01,9,c-1\n");
    const opened = await open();
    const { page, go, close } = opened;
    try {
      await go("/imports/new");
      await page.getByLabel("File", { exact: true }).setInputFiles(file);
      await page.getByText("1,000 of the first 1,000 rows fit.").waitFor();
      const value = page.getByLabel("Value: NPS");
      const proposed = await value.inputValue();
      await value.fill("double(row.NPSS");
      await submit(page);
      await page.getByRole("alert").getByText("The mapping can't be used yet").waitFor();
      await value.fill(proposed.replaceAll("row.NPS", "row.NPSS"));
      await page
        .getByText(/The file has no column "NPSS"\. Did you mean "NPS"\?/)
        .first()
        .waitFor();
      await examine(opened, "a mapping with a mistake");
      await value.fill(proposed);
      await page.getByText("1,000 of the first 1,000 rows fit.").waitFor();
      await page.getByLabel("Name of the import").fill("the year");
      // On a quick machine it would be done before anybody could stop it.
      const sending = /\/v1\/signals\?import=/;
      await page.route(sending, async (route) => {
        await sleep(400);
        await route.continue();
      });
      await submit(page);
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByText("Stopped. Choose the same file again").waitFor();
      await page.unroute(sending);
      await page.reload();
      const again = page.getByLabel("The file year.csv");
      await again.setInputFiles(join(folder, "other.csv"));
      await page.getByText("This is another file").waitFor();
      await examine(opened, "an import that was stopped");
      await again.setInputFiles(file);
      await page.getByText("The import is complete.").waitFor({ timeout: 60_000 });
      await page.getByRole("cell", { name: /2025-13-01/ }).waitFor();
      await examine(opened, "a report");
      assert.equal(await countIn(world), 12_000);
      await remove(page);
      assert.equal(await countIn(world), 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await close();
  });

  it("finds the names below a title, and the sheet that is meant among several", async () => {
    const { open } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-imports-"));
    const [report, book] = [join(folder, "report.csv"), join(folder, "book.xlsx")];
    const answers = Array.from({ length: 30 }, (_, n) => `${10 + (n % 9)}/05/2025;${n % 11}`);
    writeFileSync(report, `Laporan 2025;\n;\nTanggal;Rekomendasi\n${answers.join("\n")}\n`);
    const cells = (row: string) => row.split(";").map((value) => ({ value }));
    await writeWorkbook([
      { sheet: "About", data: [cells("See the next sheet")] },
      { sheet: "Answers", data: ["Tanggal;Rekomendasi", ...answers].map(cells) },
    ] as never).toFile(book);
    const opened = await open();
    const { page, go, close } = opened;
    await go("/imports/new");
    const file = page.getByLabel("File", { exact: true });
    await file.setInputFiles(report);
    await page.getByText("30 of the first 30 rows fit.").waitFor();
    await page.getByText("names on line 3, rows from line 4").click();
    assert.equal(await page.getByLabel("Line with the names").inputValue(), "3");
    await examine(opened, "names below a title");
    await page.getByLabel("First line with a row").fill("14");
    await page.getByRole("button", { name: "Read again" }).click();
    await page.getByText("20 of the first 20 rows fit.").waitFor();
    await file.setInputFiles(book);
    await page.getByLabel("Sheet", { exact: true }).selectOption("Answers");
    await page.getByText("30 of the first 30 rows fit.").waitFor();
    await examine(opened, "one sheet of two");
    await close();
    rmSync(folder, { recursive: true });
  });

  it("takes signals of Corridor's own form as they are", async () => {
    const { world, open } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-imports-"));
    const file = join(folder, "own.ndjson");
    const signals = Array.from({ length: 30 }, (_, n) => ({
      id: `own-${n}`,
      kind: "response",
      occurredAt: "2025-05-05T10:00:00+07:00",
      measures: { nps: n % 11 },
      customer: { id: `c-${n}` },
    }));
    writeFileSync(file, signals.map((each) => JSON.stringify(each)).join("\n"));
    const opened = await open();
    const { page, go, close } = opened;
    // Where schemas are loaded nothing tries to make code, which the policy would report.
    const refused: string[] = [];
    await page.exposeFunction("refusedByPolicy", (what: string) => void refused.push(what));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
        (window as unknown as { refusedByPolicy(what: string): void }).refusedByPolicy(
          violatedDirective,
        );
      });
    });
    await go("/imports/new");
    await page.getByLabel("File", { exact: true }).setInputFiles(file);
    await page.getByText("30 of the first 30 rows fit.").waitFor();
    await page.getByText("there is nothing to map").waitFor();
    assert.equal(await page.getByLabel(/^Becomes/).count(), 0);
    await examine(opened, "signals that are ready");
    await page.getByLabel("Send each row as it is").uncheck();
    await page
      .getByLabel(/^Becomes/)
      .first()
      .waitFor();
    await page.getByLabel("Send each row as it is").check();
    await submit(page);
    await page.getByText("The import is complete.").waitFor();
    const { body } = await world.request<(typeof signals)[number]>("GET", "/v1/signals/own-7");
    assert.deepEqual([body.measures.nps, body.customer.id], [7, "c-7"]);
    assert.deepEqual(refused, []);
    await remove(page);
    await close();
    rmSync(folder, { recursive: true });
  });

  it("imports a workbook of accounts, in Indonesian", async () => {
    const { world, open } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-imports-"));
    const file = join(folder, "accounts.xlsx");
    const head = ["Account ID", "Company", "Potential", "Industry"].map((value) => ({ value }));
    const body = ["Bumi Raya", "Delta Karsa", "Sinar Jaya"].map((name, n) => [
      { value: `a-${n}` },
      { value: name },
      { value: 1_000 * (n + 1), type: Number },
      { value: "logistics" },
    ]);
    await writeWorkbook([head, ...body] as never).toFile(file);
    const opened = await open({ lang: "id" });
    const { page, go, close } = opened;
    await go("/imports/new");
    await page.getByLabel("Sebuah akun").check();
    await page.getByLabel("Berkas", { exact: true }).setInputFiles(file);
    await page.getByText("3 dari 3 baris pertama cocok.").waitFor();
    await examine(opened, "pemetaan akun");
    await page.getByRole("button", { name: "Impor", exact: true }).click();
    await page.getByText("Impor selesai.").waitFor();
    type Accounts = { accounts: { id: string; name: string; potential: number }[] };
    const { accounts } = (await world.request<Accounts>("GET", "/v1/accounts")).body;
    assert.deepEqual(accounts.map(({ id, name, potential }) => [id, name, potential]).toSorted(), [
      ["a-0", "Bumi Raya", 1_000],
      ["a-1", "Delta Karsa", 2_000],
      ["a-2", "Sinar Jaya", 3_000],
    ]);
    await page.getByRole("button", { name: "Hapus", exact: true }).click();
    await page.getByRole("button", { name: "Hapus semuanya" }).click();
    await page.getByText(/telah dihapus bersama semua/).waitFor();
    await close();
    rmSync(folder, { recursive: true });
  });
}
