/** How a survey speaks to each respondent and how they come to it: what is put into texts, personal links, contacts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { sql } from "kysely";
import type { Page } from "playwright-core";
import { createRespondent } from "#ask/respondent.test-support.ts";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { goodPassword, joined } from "#server/testing/person.ts";
import { examine, type Visit } from "../visit.ts";

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const item = (page: Page, name: string | RegExp) =>
  page
    .getByRole("navigation", { name: "Outline" })
    .locator("[data-item]")
    .filter({ hasText: name });
const settings = (page: Page) => page.getByRole("region", { name: "Settings" });
const live = (page: Page) => page.frameLocator("iframe");

export function askShareCases(visit: () => Visit): void {
  async function make(body: unknown): Promise<SurveyBody> {
    const answer = await visit().world.request<SurveyBody>("POST", "/v1/surveys", body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }

  it("puts what differs for each respondent into a text, at the caret, by keyboard", async () => {
    const { id } = await make({
      format: 1,
      name: "Piped",
      languages: ["en"],
      pages: [
        { key: "one", questions: [{ key: "nps", type: "nps", text: { en: "How likely?" } }] },
        {
          key: "two",
          questions: [
            { key: "why", type: "long-text", text: { en: "Why a ?" } },
            {
              key: "which",
              type: "single-choice",
              text: { en: "Which?" },
              options: [
                { value: "option1", text: { en: "Still a " } },
                { value: "none", text: { en: "Neither" } },
              ],
            },
          ],
        },
      ],
      endings: [{ key: "end", text: { en: "Thank you." } }],
    });
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/surveys/${id}`);
    await item(page, "Why a ?").click();
    const text = settings(page).getByLabel("Text", { exact: true });
    await text.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const menu = page.getByRole("menu");
    // Keys go to the menu once it has the focus, which a busy machine gives it late.
    const inMenu = () =>
      page.waitForFunction(() => !!document.activeElement?.closest("[role=menu]"));
    await menu.getByRole("menuitem", { name: /Name of the company/ }).waitFor();
    await inMenu();
    assert.equal(await menu.getByRole("menuitem", { name: /answers\.why/ }).count(), 0);
    await page.keyboard.press("End");
    // A frame that comes late, as on a busy machine, does not put the caret back from who types on.
    await page.evaluate(() => {
      const inTime = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (draw) => setTimeout(() => inTime(draw), 60) as never;
    });
    await page.keyboard.press("Enter");
    await page.keyboard.type("!");
    assert.equal(await text.inputValue(), "Why a {answers.nps}!?");
    // Into an option as well; the field keeps the caret though its value follows its text.
    await item(page, "Which?").click();
    const option = settings(page).getByRole("textbox", { name: "Text 1", exact: true });
    await option.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await menu.getByRole("menuitem", { name: /Name of the company/ }).waitFor();
    await inMenu();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await menu.waitFor({ state: "detached" });
    await page.keyboard.type(".");
    assert.equal(await option.inputValue(), "Still a {answers.nps}.");
    await item(page, "How likely?").click();
    await live(page).getByRole("radio", { name: "9" }).check({ force: true });
    await live(page).getByRole("button", { name: "Next" }).click();
    await live(page).getByText("Why a 9!?").waitFor();
    await live(page).getByText("Still a 9.").waitFor();
    await item(page, "Which?").click();
    await settings(page)
      .getByRole("button", { name: /put in what differs/ })
      .first()
      .click();
    await menu.waitFor();
    await examine(opened, "menu of what can be put in");
    await close();
  });

  it("makes personal links of pasted customers, and says what confidentiality means for them", async () => {
    const { id } = await make({
      format: 1,
      name: "After a call",
      languages: ["en", "id"],
      pages: [
        {
          key: "one",
          questions: [
            {
              key: "nps",
              type: "nps",
              text: { en: "How likely?", id: "Seberapa mungkin{ sejak {date}}?" },
            },
            { key: "team", type: "hidden", values: ["day", "night"] },
            { key: "ticket", type: "hidden" },
          ],
        },
      ],
      endings: [{ key: "end", text: { en: "Thank you.", id: "Terima kasih." } }],
    });
    const { world } = visit();
    assert.equal((await world.request("POST", `/v1/surveys/${id}/publish`)).status, 200);
    const opened = await visit().open();
    const { page, context, go, close } = opened;
    await go(`/surveys/${id}`);
    await page.getByRole("navigation", { name: "Parts of the survey" }).getByText("Share").click();
    const field = page.getByRole("textbox", { name: "Customers" });
    await field.fill("C-9\nnobody@");
    await button(page, "Make 1 link").click();
    await page
      .getByRole("alert")
      .getByText(/neither an id nor an e-mail address: nobody@/)
      .waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    await examine(opened, "links, wrong");
    await field.fill("C-9\nana@example.com\nC-9\n=1+1");
    // What all of them say: where it was, in which language they open, and what comes with them.
    await page.getByLabel("Touchpoint", { exact: true }).first().selectOption("website");
    await page.getByLabel("Language", { exact: true }).selectOption("id");
    const brought = page.getByRole("group", { name: "Comes with the links" });
    await brought.getByLabel("team").selectOption("night");
    await brought.getByLabel("ticket").fill("T-1");
    await page.getByLabel("When it happened").fill("2026-03-01");
    await button(page, "Make 3 links").click();
    await page.getByText("3 links were made.").waitFor();
    await examine(opened, "links");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Download as CSV").click(),
    ]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    assert.match(lines[0]!, /Customer,Link$/);
    const named = lines.slice(1).map((line) => line.split(",")[0]);
    assert.deepEqual(named, ["C-9", "ana@example.com", "'=1+1"]);
    const url = new URL(lines[2]!.split(",")[1]!);
    assert.ok(!url.href.includes("ana"), "nobody can read whose it is");
    const respondent = await context.newPage();
    await respondent.goto(world.url + url.pathname + url.search);
    await respondent.getByText("Seberapa mungkin sejak 1 Maret 2026?").waitFor();
    await respondent.locator('input[name="a.nps"][value="9"]').check();
    await respondent.locator('.go button[value="next"]').click();
    await respondent.getByText("Terima kasih.").waitFor();
    await world.drained();
    const { body } = await world.request<{ signals: Record<string, unknown>[] }>(
      "GET",
      `/v1/signals?where=${encodeURIComponent(`survey.id == "${id}"`)}&include=suspicious`,
    );
    const [signal] = body.signals;
    assert.deepEqual(
      [signal!["touchpoint"], signal!["language"], signal!["customer"]],
      ["website", "id", { email: "ana@example.com" }],
    );
    const { team, ticket } = signal!["attributes"] as Record<string, unknown>;
    assert.deepEqual([team, ticket], ["night", "T-1"]);
    await close();
  });

  it("lists contacts of an anonymous survey apart from its answers, takes them along and takes one out", async () => {
    const { world } = visit();
    const { id } = await make({
      format: 1,
      name: "Tell us frankly",
      languages: ["en"],
      confidentiality: "anonymous",
      pages: [
        {
          key: "one",
          questions: [{ key: "reach", type: "contact-details", text: { en: "How to reach you?" } }],
        },
      ],
      endings: [{ key: "end", text: { en: "Thank you." } }],
    });
    assert.equal((await world.request("POST", `/v1/surveys/${id}/publish`)).status, 200);
    const people = ["Budi", "Citra", "Dewi", "Eka", "=Fajar"];
    for (const name of people) {
      const one = createRespondent(world);
      await one.send(await one.get(`/s/${id}`), {
        "reach[name]": name,
        "reach[email]": `${name.replace("=", "").toLowerCase()}@mail.example`,
        "reach[phone]": "",
      });
    }
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/surveys/${id}/results`);
    await page
      .getByRole("navigation", { name: "Parts of the survey" })
      .getByRole("link", { name: "Contacts" })
      .click();
    // Their month is not over.
    await page.getByText("No contact details to show").waitFor();
    await examine(opened, "contacts, none");
    await sql`update survey_contacts set month = '2026-01-01' where survey = ${id}::uuid`.execute(
      world.app.postgres.db,
    );
    await page.reload();
    const table = page.getByRole("region", { name: "Contact details" });
    await table.getByRole("cell", { name: "dewi@mail.example" }).waitFor();
    assert.deepEqual(
      (await table.locator("tbody tr td:first-child").allInnerTexts()).toSorted(),
      people.toSorted(),
    );
    await page.getByText("5 contacts").waitFor();
    await page.getByRole("searchbox").fill("CITRA@mail");
    await page.getByText("1 contact", { exact: true }).waitFor();
    assert.equal(await table.locator("tbody tr").count(), 1);
    await page.getByRole("searchbox").fill("");
    await table.getByRole("cell", { name: "dewi@mail.example" }).waitFor();
    await examine(opened, "contacts");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Download as CSV").click(),
    ]);
    assert.equal(file.suggestedFilename(), "Tell us frankly contacts.csv");
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    assert.match(lines[0]!, /Name,E-mail,Telephone$/);
    assert.equal(lines.length, 6);
    assert.ok(lines.includes("'=Fajar,fajar@mail.example,"), "no spreadsheet runs a name");
    await button(page, "Remove Dewi").click();
    const dialog = page.getByRole("dialog", { name: "Remove Dewi?" });
    await dialog.getByText("deleted for good").waitFor();
    await examine(opened, "a contact is removed");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await button(page, "Remove Dewi").click();
    await dialog.getByRole("button", { name: "Remove for good" }).click();
    await table.getByRole("cell", { name: "dewi@mail.example" }).waitFor({ state: "detached" });
    assert.equal(await table.locator("tbody tr").count(), 4);
    const { body } = await world.request<{ contacts: { name: string }[] }>(
      "GET",
      `/v1/surveys/${id}/contacts`,
    );
    assert.ok(!body.contacts.some(({ name }) => name === "Dewi"));
    await close();
    const indonesian = await visit().open({ lang: "id", width: 375 });
    await indonesian.go(`/surveys/${id}/contacts`);
    await indonesian.page.getByText("citra@mail.example").waitFor();
    const corner = (await indonesian.page
      .getByRole("button", { name: /^Hapus Citra/i })
      .boundingBox())!;
    assert.ok(corner.x > 250, "over nothing that is to be read");
    await examine(indonesian, "contacts id");
    await indonesian.close();
  });

  it("keeps what is chosen in sight, and saves by itself when the network is back", async () => {
    const questions = Array.from({ length: 30 }, (_, n) => ({
      key: `q${n}`,
      type: "short-text",
      text: { en: `Question number ${n}` },
    }));
    const { id } = await make({
      format: 1,
      name: "Long",
      languages: ["en"],
      pages: [{ key: "one", questions }],
      endings: [{ key: "end", text: { en: "Thank you." } }],
    });
    const opened = await visit().open();
    const { page, context, complaints, go, close } = opened;
    await go(`/surveys/${id}`);
    await item(page, "Question number 29").click();
    await item(page, "Question number 0").click();
    await item(page, "Question number 29").scrollIntoViewIfNeeded();
    await item(page, "Question number 29").click();
    await button(page, "Add question").click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Short text/ })
      .click();
    const added = page.locator('[data-item][aria-current="true"]');
    await added.waitFor();
    const inSight = () =>
      added.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const list = element.closest("nav")!.getBoundingClientRect();
        return top >= list.top - 1 && bottom <= Math.min(list.bottom, innerHeight) + 1;
      });
    for (let tries = 0; !(await inSight()); tries++) {
      assert.ok(tries < 50, "what was added is not seen");
      await page.waitForTimeout(20);
    }
    await page.getByText("Saved", { exact: true }).waitFor();
    await context.setOffline(true);
    await settings(page).getByLabel("Text", { exact: true }).fill("Asked in a tunnel");
    await page.getByText("could not be saved").waitFor();
    await context.setOffline(false);
    await page.getByText("Saved", { exact: true }).waitFor();
    const { body } = await visit().world.request<SurveyBody>("GET", `/v1/surveys/${id}`);
    assert.match(JSON.stringify(body.definition), /Asked in a tunnel/);
    complaints.length = 0;
    await close();
  });

  it("shows them to nobody who may not see confidential answers", async () => {
    const { world, open } = visit();
    const { id } = await make({ template: "store-visit" });
    const email = "manages@corridor.test";
    await joined(world, email, { role: "manager" });
    const opened = await open({ as: { email, password: goodPassword } });
    const { page, go, close } = opened;
    await go(`/surveys/${id}`);
    const parts = page.getByRole("navigation", { name: "Parts of the survey" });
    await parts.getByText("Share").waitFor();
    assert.equal(await parts.getByText("Contacts").count(), 0);
    await go(`/surveys/${id}/contacts`);
    assert.equal(await page.getByText("No contact details").count(), 0);
    await close();
  });
}
