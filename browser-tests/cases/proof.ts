/** What the application promises to newcomers, done as they would do it, and timed: a survey by keyboard on a phone, two spreadsheets, three ways to a first figure. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { parse } from "csv-parse/sync";
import type { Locator, Page } from "playwright-core";
import writeWorkbook from "write-excel-file/node";
import { testOwner } from "#server/testing/world.ts";
import type { Visit } from "../visit.ts";

const airport = join(process.env.CORRIDOR_TEST_DATA ?? "", "sfo-survey", "2017.csv");
const noAirport =
  process.env.CORRIDOR_TEST_DATA && existsSync(airport) ? false : "CORRIDOR_TEST_DATA is not set";

/** NPS and its adjusted Wald interval, as Bonett and Price give it: three answers are added, a quarter, a half, a quarter. */
function npsOf(scores: readonly number[]): { nps: number; low: number; high: number } {
  const n = scores.length;
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  const [p, d] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const reach = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  return {
    nps: (100 * (promoters - detractors)) / n,
    low: Math.max(-100, 100 * (p - d - reach)),
    high: Math.min(100, 100 * (p - d + reach)),
  };
}

const points = (value: number, decimal: string) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(1).replace(".", decimal)}`;

/** Presses, counted, and the clock. */
class Doing {
  steps = 0;
  readonly #from = Date.now();

  /** One thing that a person does. */
  async step<T>(work: Promise<T>): Promise<T> {
    this.steps++;
    return work;
  }

  /** Seconds since the beginning, said in the test's output. */
  end(context: TestContext, what: string): number {
    const seconds = (Date.now() - this.#from) / 1000;
    context.diagnostic(`${what}: ${this.steps} steps, ${seconds.toFixed(1)} s`);
    return seconds;
  }
}

/** Tab until it has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let n = 0; n < 100; n++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${String(target)} is not reached by Tab`);
}

async function enterOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** The rows of the Overview as they are read: group, figure, interval and n. */
async function rowsRead(page: Page): Promise<string[][]> {
  const rows = page.locator('section[aria-labelledby="by"] tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((all) =>
    all.map((row) => [
      row.querySelector("th button")?.textContent ?? "",
      ...[...row.querySelectorAll("td")]
        .map((cell) => cell.textContent ?? "")
        .filter((text) => text !== ""),
    ]),
  );
}

/** A spreadsheet with a line of names. */
async function workbook(
  file: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  const cell = (value: string | number) =>
    typeof value === "number" ? { value, type: Number } : { value };
  await writeWorkbook([head.map(cell), ...rows.map((row) => row.map(cell))] as never).toFile(file);
}

export function proofCases(visit: () => Visit): void {
  it(
    "imports the airport's survey by keyboard alone on a phone, in Indonesian, and reads NPS by boarding area",
    { skip: noAirport },
    async (context) => {
      const { open, world } = visit();
      const { page, context: browser, close } = await open({ lang: "id", width: 375 });
      await browser.clearCookies();
      const doing = new Doing();
      await page.goto(`${world.url}/sign-in?lang=id`);
      await tabTo(page, page.locator("#email"));
      await doing.step(page.keyboard.type(testOwner.email));
      await tabTo(page, page.locator("#password"));
      await doing.step(page.keyboard.type(testOwner.password));
      await doing.step(page.keyboard.press("Enter"));
      await page.getByRole("heading", { name: "Lihat angka pertama Anda" }).waitFor();
      await doing.step(enterOn(page, page.getByRole("link", { name: "Impor lembar kerja" })));
      const file = page.getByLabel("Berkas", { exact: true });
      await tabTo(page, file);
      await doing.step(file.setInputFiles(airport));
      await page.getByText("1.000 dari 1.000 baris pertama cocok.").waitFor();
      // The survey holds the day of the month alone; whoever imports it knows the month.
      const day = page.getByLabel("Kapan jawaban ini diberikan?");
      await tabTo(page, day);
      // Whichever of the two the browser asks for first.
      await doing.step(page.keyboard.type("06062017"));
      assert.equal(await day.inputValue(), "2017-06-06");
      // Three fields for each of a hundred columns stand before the button.
      await doing.step(
        enterOn(page, page.getByRole("link", { name: "Lewati kolom, ke nama dan impor" })),
      );
      await doing.step(enterOn(page, page.getByRole("button", { name: "Impor", exact: true })));
      await page.getByText("Impor selesai.").waitFor({ timeout: 60_000 });
      await doing.step(enterOn(page, page.getByRole("link", { name: "Lihat angkanya" })));
      const by = page.getByLabel("Bagi menurut").and(page.locator("input"));
      await tabTo(page, by);
      await doing.step(page.keyboard.type("BAREA"));
      const area = page.getByRole("option", { name: "BAREA" });
      await area.waitFor();
      await page.keyboard.press("ArrowDown");
      await doing.step(page.keyboard.press("Enter"));
      await page.waitForURL(/by=/);
      const rows = parse(readFileSync(airport, "latin1"), { columns: true, bom: true }) as Record<
        string,
        string
      >[];
      const scores = new Map<string, number[]>();
      for (const { BAREA, NETPRO } of rows)
        if (/^\d+$/.test(NETPRO!) && Number(NETPRO) <= 10)
          scores.set(BAREA!, [...(scores.get(BAREA!) ?? []), Number(NETPRO)]);
      const expected = [...scores]
        .map(([name, all]) => ({ name, n: all.length, ...npsOf(all) }))
        .toSorted((a, b) => b.nps - a.nps)
        .map(({ name, n, nps, low, high }) => [
          name,
          points(nps, ","),
          `${points(low, ",")} sampai ${points(high, ",")}`,
          "–",
          n.toLocaleString("id-ID"),
        ]);
      await page.getByRole("button", { name: `Hanya ${expected[0]![0]}`, exact: true }).waitFor();
      assert.deepEqual(await rowsRead(page), expected);
      assert.ok(expected.length > 3);
      doing.end(context, "the airport's survey by keyboard");
      await close();
      const { imports } = (await world.request<{ imports: { id: string }[] }>("GET", "/v1/imports"))
        .body;
      await world.request("DELETE", `/v1/imports/${imports[0]!.id}`);
      await world.drained();
    },
  );

  it("takes a manager with two spreadsheets to true scores by what an account is", async (context) => {
    const { open } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-proof-"));
    const industries = ["Logistics", "Retail", "Health"];
    const accounts = Array.from({ length: 60 }, (_, n) => ({
      id: `A-${n}`,
      industry: industries[n % 3]!,
    }));
    const responses = Array.from({ length: 900 }, (_, n) => {
      const account = accounts[(n * 7) % 60]!;
      const least = { Logistics: 0, Retail: 9, Health: 7 }[account.industry]!;
      return {
        account,
        nps: Math.max(least, (n * n + 3 * n) % 11),
        day: `2025-0${1 + (n % 9)}-${10 + (n % 18)}`,
      };
    });
    await workbook(
      join(folder, "accounts.xlsx"),
      ["Account ID", "Company", "Industry"],
      accounts.map(({ id, industry }) => [id, `Company ${id}`, industry]),
    );
    await workbook(
      join(folder, "responses.xlsx"),
      ["Response ID", "Date", "Account ID", "NPS", "Comment"],
      responses.map(({ account, nps, day }, n) => [
        `r-${n}`,
        day,
        account.id,
        nps,
        "It went well.",
      ]),
    );
    const { page, go, close } = await open();
    await go("/overview");
    const doing = new Doing();
    for (const [file, kind] of [
      ["accounts.xlsx", "An account"],
      ["responses.xlsx", "A response, or another signal"],
    ] as const) {
      await go("/imports/new");
      doing.steps++;
      await doing.step(page.getByLabel(kind).check());
      await doing.step(page.getByLabel("File", { exact: true }).setInputFiles(join(folder, file)));
      await page.getByText(/ rows fit\.$/).waitFor();
      await doing.step(page.getByRole("button", { name: "Import", exact: true }).click());
      await page.getByText("The import is complete.").waitFor({ timeout: 60_000 });
    }
    await doing.step(page.getByRole("link", { name: "See the figures" }).click());
    const by = page.getByLabel("Divide by").and(page.locator("input"));
    await doing.step(by.click());
    await doing.step(page.getByRole("option", { name: /^industry \(account\)$/i }).click());
    await page.getByRole("button", { name: "Only Logistics" }).waitFor();
    const expected = industries
      .map((industry) => {
        const scores = responses
          .filter(({ account }) => account.industry === industry)
          .map(({ nps }) => nps);
        return { industry, n: scores.length, ...npsOf(scores) };
      })
      .toSorted((a, b) => b.nps - a.nps)
      .map(({ industry, n, nps, low, high }) => [
        industry,
        points(nps, "."),
        `${points(low, ".")} to ${points(high, ".")}`,
        "–",
        String(n),
      ]);
    assert.deepEqual(await rowsRead(page), expected);
    const seconds = doing.end(context, "two spreadsheets to scores by industry");
    assert.ok(seconds < 3_600);
    await close();
    rmSync(folder, { recursive: true });
  });
}

/** Seconds that a newcomer may need for a first figure. */
const longest = 180;

export function firstFigureCases(visit: () => Visit): void {
  it("leads from nothing to a first figure in three minutes, by a file", async (context) => {
    const { open, world } = visit();
    const folder = mkdtempSync(join(tmpdir(), "corridor-proof-"));
    const file = join(folder, "year.csv");
    const lines = Array.from({ length: 400 }, (_, n) => `2025-05-${10 + (n % 20)},${n % 11}`);
    writeFileSync(file, `day,NPS\n${lines.join("\n")}\n`);
    const { page, go, close } = await open();
    const doing = new Doing();
    await go("/overview");
    await doing.step(page.getByRole("link", { name: "Import a spreadsheet" }).click());
    await doing.step(page.getByLabel("File", { exact: true }).setInputFiles(file));
    await page.getByText("400 of the first 400 rows fit.").waitFor();
    await doing.step(page.getByRole("button", { name: "Import", exact: true }).click());
    await page.getByText("The import is complete.").waitFor({ timeout: 60_000 });
    await doing.step(page.getByRole("link", { name: "See the figures" }).click());
    const { nps } = npsOf(lines.map((line) => Number(line.split(",")[1])));
    await page.getByText(points(nps, "."), { exact: true }).first().waitFor();
    assert.ok(doing.end(context, "a first figure by a file") < longest);
    await close();
    rmSync(folder, { recursive: true });
    await clear(world);
  });

  it("leads from nothing to a first figure in three minutes, by one line that the page notices", async (context) => {
    const { open, world } = visit();
    const { page, go, close } = await open();
    const doing = new Doing();
    await go("/overview");
    await doing.step(page.getByRole("link", { name: "Send signals by API" }).click());
    await doing.step(page.getByRole("button", { name: "Make a key" }).click());
    const command = page.getByRole("region", { name: "Command that sends a signal" });
    await command.getByText(/Bearer (?!YOUR)/).waitFor();
    const text = await command.innerText();
    const header = /authorization: ([^"]+)"/.exec(text)![1]!;
    const answer = await doing.step(
      fetch(/curl (\S+)/.exec(text)![1]!, {
        method: "POST",
        headers: { authorization: header, "content-type": "application/json" },
        body: /-d '([^']+)'/.exec(text)![1]!,
      }),
    );
    assert.equal(answer.status, 202);
    await page.getByText("Your signal is here.").waitFor();
    await doing.step(page.getByRole("link", { name: "See the figure" }).click());
    await page.getByText("+100.0", { exact: true }).first().waitFor();
    assert.ok(doing.end(context, "a first figure by one line") < longest);
    await close();
    await clear(world);
  });
}

/** Takes out all that came in. */
async function clear(world: Visit["world"]): Promise<void> {
  type Imports = { imports: { id: string }[] };
  for (const { id } of (await world.request<Imports>("GET", "/v1/imports")).body.imports)
    await world.request("DELETE", `/v1/imports/${id}`);
  await world.drained();
  type Signals = { signals: { id: string }[] };
  for (const { id } of (await world.request<Signals>("GET", "/v1/signals?limit=10")).body.signals)
    await world.request("DELETE", `/v1/signals/${encodeURIComponent(id)}`);
}
