/** Changes: what the page says is what the route answers, and nothing is drawn where nothing changed. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import type { ChangesAnswer, ChangesInput } from "#contract/changes.ts";
import { examine, settled, type Visit } from "../visit.ts";

export function changesCases(visit: () => Visit): void {
  async function ask(question: ChangesInput): Promise<ChangesAnswer> {
    const { status, body } = await visit().world.request<ChangesAnswer>(
      "POST",
      "/v1/changes",
      question,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  it("tells what moved in a month in a sentence, with its picture, its split, what moved with it and what is folded below", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/changes?month=2025-08");
    const { timezone } = (await visit().world.request<{ timezone: string }>("GET", "/v1/workspace"))
      .body;
    const answer = await ask({ from: "2025-08-01", to: "2025-09-01", timezone });
    const [found] = answer.findings;
    const bill = page.getByRole("article", { name: "Bill · North Satisfaction" });
    await bill.getByText(found!.sentence, { exact: true }).waitFor();
    assert.match(found!.sentence, /from 78.3 % to 51.7 %/);
    assert.equal(
      await page.getByRole("region", { name: "Moved", exact: true }).getByRole("article").count(),
      answer.findings.length,
    );
    await bill.getByText("Worse").waitFor();
    await bill.getByText("Owner: Finance and billing").waitFor();
    await bill.getByRole("img", { name: /August 2025, 51.7% \(42.8% to 60.4%\), n 120/ }).waitFor();
    await bill.getByText("corrected (number), Bill · North: 94, before 10").waitFor();
    await bill.getByText("slices folded below").click();
    const finance = bill.getByRole("row", { name: /^Finance and billing Satisfaction Holds it/ });
    const same = found!.folded.find(
      ({ where, measure }) => where[0]?.key === "finance" && measure.of === "csat",
    )!;
    const share = `${(100 * same.now.estimate!).toFixed(1)}%`;
    await finance.getByText(share, { exact: true }).waitFor();
    await bill.getByRole("button", { name: /^Table/ }).click();
    await bill.getByRole("row", { name: /^July 2025 78.3%/ }).waitFor();
    const wait = page.waitForEvent("download");
    await page.getByRole("button", { name: "Table as CSV" }).click();
    const file = await readFile((await (await wait).path())!, "utf8");
    assert.ok(file.includes("status,relation,") && file.includes("touchpoint=bill & unit=North"));
    await page.getByRole("button", { name: "The query as JSON" }).click();
    await page.getByRole("dialog").getByText('"from": "2025-08-01"').waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await examine(opened, "changes");
    await close();
  });

  it("says that nothing changed, how much was looked at, and what goes on", async () => {
    const { page, go, close } = await visit().open({ lang: "id" });
    await go("/changes");
    await page.getByRole("heading", { name: "Tidak ada yang sungguh berubah" }).waitFor();
    await settled(page);
    await page.getByText(/^822 perbandingan dari 31 ukuran/).waitFor();
    const going = page.getByRole("region", { name: "Berlanjut dari sebelumnya" });
    await going.getByRole("article", { name: "Tagihan · North Kepuasan" }).waitFor();
    await going.getByText(/berada pada 51,7 % sejak Agustus 2025/).waitFor();
    await page.getByLabel("Bulan", { exact: true }).selectOption("2025-10-01");
    await page
      .getByText(/−14,9 di antaranya berasal dari susunannya, menurut titik temu/)
      .waitFor();
    assert.match(page.url(), /month=2025-10/);
    await close();
  });
}
