/** What staff fill in about a customer, begun at the customer. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { goodPassword, joined } from "#server/testing/person.ts";
import { examine, type Visit } from "../visit.ts";

const definition = {
  format: 1,
  name: "Account review",
  languages: ["en", "id"],
  form: "about-customer",
  voice: "employee",
  pages: [
    {
      key: "one",
      questions: [
        {
          key: "mood",
          type: "rating",
          text: { en: "How is it going?", id: "Bagaimana jalannya?" },
        },
      ],
    },
  ],
  endings: [{ key: "end", text: { en: "Thank you.", id: "Terima kasih." } }],
};

export function customerFormCases(visit: () => Visit): void {
  it("begins a form of the staff at the customer, and says in Share that this is where", async () => {
    const { world, open } = visit();
    const made = await world.request<SurveyBody>("POST", "/v1/surveys", definition);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    const published = await world.request("POST", `/v1/surveys/${id}/publish`, {});
    assert.equal(published.status, 200, JSON.stringify(published.body));
    await world.request("PUT", "/v1/customers/form%2F1", { name: "Sari Satu" });
    const opened = await open();
    const { page, go, context, close } = opened;
    await go("/customers/form%2F1");
    const fillIn = page.getByRole("button", { name: "Fill in a form" });
    await fillIn.waitFor();
    await examine(opened, "a customer with forms to fill in");
    await fillIn.press("Enter");
    const item = page.getByRole("menuitem", { name: "Account review" });
    const [form] = await Promise.all([context.waitForEvent("page"), item.click()]);
    await form.getByText("About Sari Satu").waitFor();
    await form.getByText("How is it going?").first().waitFor();
    await form.close();
    // Its address alone says nobody: Share leads to customers, and shows none.
    await go(`/surveys/${id}?view=share`);
    await page.getByText("begin it there").waitFor();
    assert.equal(await page.getByText(`/s/${id}`).count(), 0);
    assert.equal(await page.getByRole("img", { name: /QR code/ }).count(), 0);
    await examine(opened, "sharing a form of the staff");
    await page.getByRole("button", { name: "Close the survey" }).click();
    await page.getByText("whoever comes is told so").waitFor();
    await go("/customers/form%2F1");
    await page.getByRole("button", { name: "Edit" }).waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await fillIn.count(), 0, "a survey that is closed is not offered");
    await close();

    await world.request("POST", `/v1/surveys/${id}/open`, {});
    const indonesian = await open({ lang: "id" });
    await indonesian.go("/customers/form%2F1");
    await indonesian.page.getByRole("button", { name: "Isi formulir" }).waitFor();
    await examine(indonesian, "the forms at a customer, id");
    await indonesian.close();
    // Who may only look is offered nothing to fill in.
    const email = "looks@maju.test";
    const viewer = await joined(world, email, { role: "viewer", memberships: [{}] });
    type Listed = { customers: { key: string }[] };
    const { body } = await viewer.request<Listed>("GET", "/v1/customers?limit=1");
    const looking = await open({ as: { email, password: goodPassword } });
    await looking.go(`/customers/${body.customers[0]!.key}`);
    await looking.page.getByText("your role does not see names").waitFor();
    await looking.page.waitForLoadState("networkidle");
    assert.equal(await looking.page.getByRole("button", { name: "Fill in a form" }).count(), 0);
    await looking.close();
    await world.request("POST", `/v1/surveys/${id}/close`, {});
  });

  it("is no wider than the screen, and hides nothing, where somebody has a name of one long word", async () => {
    const { world, open } = visit();
    const name = "Wolfeschlegelsteinhausenbergerdorff".repeat(5);
    const id = `long-${"y".repeat(90)}`;
    await world.request("PUT", `/v1/customers/${id}`, { name, email: `${"v".repeat(60)}@x.test` });
    const touchpoint = "x".repeat(60);
    const occurredAt = "2025-01-05T10:00:00Z";
    await world.send([
      { id: "long", kind: "mention", occurredAt, customer: { id }, touchpoint, text: name },
    ]);
    await world.app.projector.flush();
    await world.request("POST", "/v1/imports", { name: `${"Answers_of_2025_".repeat(6)}.csv` });
    const { page, go, close } = await open();
    const list = `/signals?where=${encodeURIComponent(`touchpoint == "${touchpoint}"`)}`;
    for (const [path, there] of [
      [list, "main li"],
      [`/customers/${id}`, "main ol li"],
      ["/customers?search=long-yyy", "main tbody tr"],
      ["/imports", "main tbody tr"],
    ] as const) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(path);
      await page.locator(there).first().waitFor();
      const tables = page.getByRole("region").filter({ has: page.locator("> table") });
      const cut = await tables.evaluateAll((all) =>
        all.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel),
      );
      assert.deepEqual(cut, [], `${path}: a column is out of sight`);
      for (const width of [375, 768, 1024, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${path}: ${wide} px at ${width}`);
      }
    }
    await close();
  });
}
