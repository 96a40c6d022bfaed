/** Where accounts stand and on which level customers do, read off the screen: figures of T14 and T15. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { examine, type Visit } from "../visit.ts";

export function standingCases(visit: () => Visit): void {
  it("shows accounts in their boxes with what they bring in, who moved, and who is to be looked at", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    // The year that was brought in ends it: nobody must choose the day.
    await go("/accounts");
    const groups = page.getByRole("group", { name: "Accounts by placement" });
    await groups.waitFor();
    const told = (await groups.getByRole("button").allInnerTexts()).map((text) =>
      text.replaceAll(/\s+/g, " "),
    );
    assert.deepEqual(
      told.map((text) => /^(.+?) (\d+) \D*([\d.]+)B/.exec(text)!.slice(1)),
      [
        ["Model", "22", "54.9"],
        ["Growth", "41", "9.4"],
        ["At risk", "6", "14.6"],
        ["Dangling", "17", "4.1"],
        ["Unheard", "34", "13"],
      ],
    );
    const picture = page.getByRole("img", { name: /^Accounts in four boxes/ });
    assert.equal((await picture.getAttribute("aria-label"))!.match(/ Fallen/g)!.length, 4);
    await examine(opened, "accounts that stand somewhere");
    await page.getByRole("button", { name: /^Silent 1/ }).click();
    const row = page.getByRole("row").filter({ hasText: "Bumi Raya Logistik" });
    await row.waitFor();
    await page.getByText("1 found").waitFor();
    assert.match(await row.innerText(), /Model[\s\S]+88[\s\S]+60 days[\s\S]+Silent: no answer for/);
    await page.getByRole("button", { name: /^Fallen 4/ }).click();
    await page.getByText("4 found").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("moved"), "fallen");
    await page.getByRole("button", { name: "SQL behind the groups" }).click();
    await page.getByRole("dialog").getByText("FROM signals FINAL").waitFor();
    await close();
  });

  it("shows an account's voices beside its place, and a customer's level with its reasons", async () => {
    const { page, go, close } = await visit().open();
    await go("/accounts/demo-b009");
    const stands = page.getByRole("region", { name: "Where it stands" });
    await stands.getByText("Divided: its people say 30 to 100").waitFor();
    assert.deepEqual(
      (await stands.getByRole("listitem").allInnerTexts()).map(
        (text) => /(\d+) of 100/.exec(text)![1],
      ),
      ["100", "90", "90", "90", "30"],
    );
    await go("/customers/demo-advocate");
    const level = page.getByRole("region", { name: "Loyalty" });
    await level.getByText("Advocate").waitFor();
    assert.match(await level.innerText(), /ltr >= 9 && \(referrals365 >= 1/);
    await go("/customers/demo-left");
    await page
      .getByRole("region", { name: "Loyalty" })
      .getByText("Left", { exact: true })
      .waitFor();
    await close();
  });

  it("shows how the panel moved between levels, and that 16 of the dissatisfied left", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    const where = encodeURIComponent("customer.attributes.panel == true");
    await go(`/loyalty?from=2025-06-30&to=2025-12-31&where=${where}`);
    await page.getByText("16 of the 50 dissatisfied left").waitFor();
    const rows = page
      .getByRole("region", { name: /Levels before and after/ })
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader") });
    assert.deepEqual(
      (await rows.allInnerTexts()).map((text) => text.split(/\s+/).slice(0, 3)),
      [
        ["Advocate", "30", "37"],
        ["Loyal", "70", "71"],
        ["Satisfied", "90", "67"],
        ["Dissatisfied", "50", "41"],
        ["Left", "0", "24"],
        ["Unknown", "0", "0"],
      ],
    );
    await page.getByRole("button", { name: "Figures as a table" }).click();
    const moves = page.getByRole("region", { name: /Every move/ });
    await moves
      .getByRole("row")
      .filter({ hasText: /^Dissatisfied\s*Left\s*16\s*32/ })
      .waitFor();
    // A rule that can't be used is told with its place, and what was typed stays; one that can is taken back.
    await page.getByRole("button", { name: "Change the rules" }).click();
    const rule = page.getByLabel("3. Advocate");
    const before = await rule.inputValue();
    await examine(opened, "loyalty");
    await rule.fill("ltr >== 9");
    await page.getByRole("button", { name: "Save the rules" }).click();
    await page
      .getByRole("alert")
      .getByText(/rule of "advocate", line 1/)
      .first()
      .waitFor();
    await rule.fill("ltr >= 11");
    await page.getByRole("button", { name: "Save the rules" }).click();
    await rows.filter({ hasText: /^Advocate\s*0\s*0/ }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await rows.filter({ hasText: /^Advocate\s*30\s*37/ }).waitFor();
    await page.getByText(before).waitFor();
    await close();
    const other = await visit().open({ lang: "id" });
    await other.go("/loyalty");
    await other.page.getByText("Tingkat sebelum dan sesudah").first().waitFor();
    await other.close();
  });
}

export function emptyStandingCases(visit: () => Visit): void {
  it("says how levels of loyalty come to be where nobody is known", async () => {
    const opened = await visit().open();
    await opened.go("/loyalty");
    await opened.page.getByRole("heading", { name: "Nobody is known yet" }).waitFor();
    await examine(opened, "/loyalty, empty");
    await opened.close();
  });
}
