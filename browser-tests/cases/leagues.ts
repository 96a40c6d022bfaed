/** League tables: drawn together, ranked only as far as groups can be told apart; nine satisfied of nine lead nothing. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import type { Page } from "playwright-core";
import { goodPassword, joined } from "#server/testing/person.ts";
import { examine, settled, type Visit } from "../visit.ts";

const address = "/leagues?from=2025-01-01&to=2025-12-31&touchpoint=store";
const share = (value: number) => `${(100 * value).toFixed(1)}%`;

/** Place, name, drawn, interval, own figure and n of each row. */
const rowsOf = (page: Page) =>
  page
    .locator("main tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td, th")]
          .filter((cell) => !cell.querySelector("svg"))
          .map((cell) => [...cell.childNodes].map((each) => each.textContent ?? "").join(" ")),
      ),
    );

export function leagueCases(visit: () => Visit): void {
  it("ranks what can be told apart, draws few answers towards all, and gives the same along", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(address);
    await page.getByRole("row", { name: /South\/S-3/ }).waitFor();
    const { rows } = await visit().world.query({
      measure: { kind: "csat" },
      where: 'unit != "" && touchpoint == "store"',
      by: ["unit"],
      shrink: true,
      from: "2025-01-01",
      to: "2026-01-01",
      timezone: "UTC",
    });
    const shown = await rowsOf(page);
    assert.equal(shown.length, rows.length);
    // N5: nine answers of nine satisfied neither lead the table nor have an interval of 100 to 100.
    const small = rows.find(({ by }) => by.unit === "South/S-3")!;
    const last = shown.at(-1)!;
    assert.deepEqual(
      [last[0], last[2], last[3], last.at(-1)],
      [
        "–",
        share(small.shrunk!.estimate!),
        `${share(small.shrunk!.low!)} to ${share(small.shrunk!.high!)}`,
        "9",
      ],
    );
    assert.match(last[1]!, /very few/);
    assert.match(last[4]!, /100\.0%/);
    assert.ok(small.shrunk!.high! < 1 && small.shrunk!.low! < small.shrunk!.high!);
    // N6: no place for a low base, and a range that holds the rank for every other.
    for (const line of shown.slice(0, -1)) {
      const row = rows.find(({ by }) => line[1]!.startsWith(by.unit!))!;
      const [from, to = from] = line[0]!.split("–").map(Number) as [number, number?];
      assert.ok(row.n >= 30 && from <= row.rank! && row.rank! <= to!, `${line[0]} of ${row.rank}`);
    }
    await page.getByText(/most of all South\/S-3, from 100\.0% to /).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Table as CSV" }).click(),
    ]);
    const csv = await readFile(await file.path(), "utf8");
    assert.ok(csv.includes("shrunk.low") && csv.includes(String(small.shrunk!.estimate)));
    await examine(opened, "league tables");
    await page.getByText("Offerings", { exact: true }).click();
    await page.waitForURL(/of=offering/);
    await settled(page);
    await close();
  });

  it("shows the table of one's own part, in Indonesian on a phone", async () => {
    const as = { email: "north-league@corridor.test", password: goodPassword };
    await joined(visit().world, as.email, {
      role: "viewer",
      memberships: [{ unit: "North/N-1" }, { unit: "North/N-2" }],
    });
    const opened = await visit().open({ as, lang: "id", width: 375, scheme: "dark" });
    const { page, go, close } = opened;
    await go(address.replace("&touchpoint=store", ""));
    await page.getByText("Anda melihat bagian ruang kerja").waitFor();
    const shown = await rowsOf(page);
    assert.deepEqual(shown.map(([, name]) => name!.slice(0, 9)).toSorted(), [
      "North/N-1",
      "North/N-2",
    ]);
    // Employees are names, which a viewer doesn't see.
    assert.equal(await page.getByRole("radio", { name: "Unit" }).count(), 1);
    assert.equal(await page.getByRole("radio", { name: "Karyawan" }).count(), 0);
    await close();
  });
}
