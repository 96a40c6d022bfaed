/** We and they: staff's belief beside what customers say, as the route answers it. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import type { BelievedAnswer } from "#contract/believed.ts";
import { goodPassword, joined } from "#server/testing/person.ts";
import { examine, settled, type Visit } from "../visit.ts";

export function believedCases(visit: () => Visit): void {
  it("tells that staff believe 78 of 100 and 24 say so, widest first", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/believed?from=2025-01-01&to=2025-12-31");
    await page
      .getByText(
        "Widest: Compared with other providers. We believe 78.0%, they say 24.0%: +54.0 points.",
      )
      .waitFor();
    await settled(page);
    const { body } = await visit().world.request<BelievedAnswer>("POST", "/v1/believed", {});
    const rows = page.locator("section[aria-labelledby=believed] tbody tr");
    const said = await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText));
    assert.equal(said.length, body.rows.length);
    for (const [at, { staff, customers, gap }] of body.rows.entries()) {
      const parts = [staff, customers].map(({ estimate }) => `${(100 * estimate!).toFixed(1)}%`);
      for (const part of [...parts, `+${(100 * gap!.delta).toFixed(1)} points`])
        assert.ok(said[at]!.includes(part), `${part} in ${said[at]}`);
      assert.match(said[at]!, /n 180[^\d][\s\S]*n [12],\d{3}[\s\S]*We think too well of it$/);
    }
    await examine(opened, "we and they");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Table as CSV" }).click(),
    ]);
    assert.match(await readFile(await file.path(), "utf8"), /superior,csat,estimate,180,0\.78,/);
    await page.getByRole("button", { name: "The SQL behind it" }).click();
    await page
      .getByRole("dialog")
      .getByText(/SELECT/)
      .first()
      .waitFor();
    await close();
  });

  it("says of what part it is to somebody of a unit, who sees no names", async () => {
    const as = { email: "north-one@corridor.test", password: goodPassword };
    const memberships = [{ unit: "North/N-1" }];
    await joined(visit().world, as.email, { role: "viewer", memberships });
    const { page, complaints, go, close } = await visit().open({ as });
    await go("/believed?from=2025-01-01&to=2025-12-31");
    // Few of staff are there: their figures stand, and nothing is said of them.
    await page.getByText("It can’t be told: each question has fewer than 30").waitFor();
    await page
      .getByRole("row", { name: /n 1\d · low base .* Can’t be told$/ })
      .first()
      .waitFor();
    await page.getByText("You reach a part of the company").waitFor();
    await go("/drivers?from=2025-01-01&to=2025-12-31");
    await page.getByRole("row", { name: /^Reliability .* Outcome rises A rise from / }).waitFor();
    await page.getByText("You reach a part of the company").waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it("says in Indonesian how staff are asked, where none of them answered", async () => {
    const { page, go, close } = await visit().open({ lang: "id" });
    await go("/believed?from=2025-01-01&to=2025-01-31");
    await page
      .getByRole("heading", { name: "Tidak ada karyawan yang menjawab dalam pilihan ini" })
      .waitFor();
    await page.getByRole("button", { name: "Sepanjang waktu, tanpa filter" }).click();
    await page.getByText("Kami menilai terlalu baik").first().waitFor();
    await close();
  });
}
