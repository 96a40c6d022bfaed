/** The builder of surveys: made by mouse and by keyboard, by two at once, taken back and done again, published and opened. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "playwright-core";
import { surveyInput } from "#ask/survey.test-support.ts";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { examine, settled, type Opened, type Visit } from "../visit.ts";

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const outline = (page: Page) => page.getByRole("navigation", { name: "Outline" });
const item = (page: Page, name: string | RegExp) =>
  outline(page).locator("[data-item]").filter({ hasText: name });
const settings = (page: Page) => page.getByRole("region", { name: "Settings" });
const live = (page: Page) => page.frameLocator("iframe");
/** Names in the outline, from the top down. */
const names = async (page: Page) =>
  (await outline(page).locator("[data-item]").allInnerTexts()).map((text) => text.trim());
const saved = async (page: Page) => {
  await page.waitForTimeout(50);
  await page.getByText("Saved", { exact: true }).waitFor();
};

export function askBuilderCases(visit: () => Visit): void {
  const made: string[] = [];
  async function make(body: unknown): Promise<SurveyBody> {
    const answer = await visit().world.request<SurveyBody>("POST", "/v1/surveys", body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    made.push(answer.body.id);
    return answer.body;
  }
  const stored = async (id: string) =>
    (await visit().world.request<SurveyBody>("GET", `/v1/surveys/${id}`)).body;
  const idOf = (page: Page) => new URL(page.url()).pathname.split("/").at(-1)!;
  async function add(page: Page, type: string | RegExp) {
    await button(page, "Add question").click();
    await page.getByRole("dialog").getByRole("button", { name: type }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  async function begin(opened: Opened) {
    const { page, go } = opened;
    await go("/surveys");
    await button(page, "New survey").first().click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Blank survey/ })
      .click();
    await outline(page).waitFor();
    await settled(page);
    made.push(idOf(page));
  }

  it("begins from a template, which can be tried out, and is accessible", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/surveys");
    await page.getByText("No survey yet").waitFor();
    await examine(opened, "surveys, none");
    await button(page, "New survey").first().click();
    const template = page.getByRole("dialog").getByRole("button", { name: /^Relationship NPS/ });
    await template.waitFor();
    await examine(opened, "new survey");
    await template.click();
    await item(page, "How likely are you to rec").waitFor();
    const id = idOf(page);
    made.push(id);
    await live(page).getByRole("radio", { name: "9" }).check({ force: true });
    await live(page).getByRole("button", { name: "Next" }).click();
    await live(page).getByText("Overall, how satisfied").waitFor();
    assert.equal(await item(page, "Page 2").getAttribute("aria-current"), "true");
    await examine(opened, "builder");
    for (const view of ["Map", "Languages", "Look", "Versions", "Share"]) {
      await page.getByRole("navigation", { name: "Parts of the survey" }).getByText(view).click();
      await settled(page);
      await page.waitForTimeout(50);
      await examine(opened, view);
    }
    assert.equal((await stored(id)).revision, 1, "looking and trying out change nothing");
    await close();
  });

  it("builds a survey with a branch by mouse, takes back and does again, and publishes it", async () => {
    const opened = await visit().open();
    const { page, context, complaints, close } = opened;
    await begin(opened);
    const id = idOf(page);
    await add(page, /^One choice/);
    await settings(page).getByLabel("Text", { exact: true }).fill("Which plan do you have?");
    await live(page).getByText("Which plan do you have?").waitFor();
    await settings(page).getByRole("textbox", { name: "Text 1" }).fill("Family");
    await live(page).getByText("Family").waitFor();
    await button(page, "Undo").click();
    await live(page).getByText("Yes, fully").waitFor();
    await page.keyboard.press("Control+z");
    await live(page).getByText("Has your issue been resolved?").waitFor();
    await button(page, "Redo").click();
    await button(page, "Redo").click();
    await live(page).getByText("Family").waitFor();
    // The reason is asked of those who would not recommend.
    await item(page, "What is the main reason").click();
    await settings(page).getByRole("button", { name: "Add a condition" }).click();
    const logic = settings(page).getByRole("group", { name: "Show if" });
    await logic.getByLabel("To", { exact: true }).selectOption({ label: "6" });
    const ghost = live(page).locator(".ghost");
    await ghost.getByText("What is the main reason").waitFor();
    await page.getByText("Not shown with the answers given here:").waitFor();
    await live(page).getByRole("radio", { name: "3", exact: true }).check({ force: true });
    await ghost.waitFor({ state: "detached" });
    await live(page).getByText("What is the main reason").waitFor();
    await logic.getByRole("button", { name: "As CEL" }).click();
    const cel = logic.getByRole("textbox", { name: "As CEL" });
    assert.equal(await cel.inputValue(), "answers.nps >= 0 && answers.nps <= 6");
    await cel.fill("answers.npss <= 6");
    await logic.getByText(/npss/).last().waitFor();
    await cel.fill("answers.nps <= 6 && (answers.nps > 2 || language == 'en')");
    await logic.getByText("says more than sentences").waitFor({ state: "detached" });
    assert.ok(await logic.getByRole("button", { name: "As sentences" }).isDisabled());
    await cel.fill("answers.nps <= 6");
    await logic.getByRole("button", { name: "As sentences" }).click();
    assert.equal(await logic.getByLabel("How", { exact: true }).inputValue(), "most");
    // By drag: the choice before the score.
    await item(page, "Which plan do you have?").dragTo(item(page, "How likely are you"), {
      targetPosition: { x: 60, y: 3 },
    });
    assert.match((await names(page))[2]!, /^Which plan/);
    await saved(page);
    await button(page, "Publish").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Publish" }).click();
    await dialog.getByText("The survey is open.").waitFor();
    await examine(opened, "published");
    const url = (await dialog.locator("pre").innerText()).trim();
    const respondent = await context.newPage();
    await respondent.goto(visit().world.url + new URL(url).pathname);
    await respondent.getByText("Which plan do you have?").waitFor();
    await respondent.close();
    const { definition, state } = await stored(id);
    assert.equal(state, "open");
    const [plan, nps, reason] = definition.pages[0]!.questions;
    assert.deepEqual([plan!.type, nps!.key], ["single-choice", "nps"]);
    assert.equal("showIf" in reason! ? reason.showIf : "", "answers.nps <= 6");
    assert.deepEqual(complaints, []);
    await close();
  });

  it("has ranks, sliders and exclusive options in the live page as respondents have them", async () => {
    const text = (en: string) => ({ en });
    const options = ["One", "Two", "Three"].map((name) => ({
      value: name.toLowerCase(),
      text: text(name),
    }));
    const none = { value: "none", text: text("None of these"), none: true };
    const questions = [
      { key: "order", type: "ranking", text: text("In which order?"), required: true, options },
      { key: "share", type: "slider", text: text("How much?"), min: 0, max: 10, step: 1 },
      { key: "many", type: "multiple-choice", text: text("Which?"), options: [...options, none] },
    ];
    const pages = [
      { key: "one", questions },
      { key: "two", text: text("You said {answers.order} and {answers.share}."), questions: [] },
    ];
    const { id } = await make({
      format: 1,
      name: "Ranks",
      languages: ["en"],
      pages,
      endings: [{ key: "end", text: text("Thank you.") }],
    });
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/surveys/${id}`);
    const up = live(page).getByRole("button", { name: "Move Three up" });
    await up.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await live(page).locator(".ranks .name").allInnerTexts(), [
      "Three",
      "One",
      "Two",
    ]);
    assert.ok(await up.evaluate((element) => element === element.ownerDocument.activeElement));
    await live(page).locator('input[type="range"]').fill("7");
    assert.equal(await live(page).locator('input[name="a.share"]').inputValue(), "7");
    await live(page).getByRole("checkbox", { name: "One", exact: true }).check();
    await live(page).getByRole("checkbox", { name: "None of these" }).check();
    assert.ok(!(await live(page).getByRole("checkbox", { name: "One", exact: true }).isChecked()));
    await examine(opened, "ranks in the builder");
    await live(page).getByRole("button", { name: "Next" }).click();
    await live(page).getByText("You said Three, One, Two and 7.").waitFor();
    await close();
  });

  it("begins from another tool's file, with a report of what became of it", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/surveys");
    await button(page, "New survey").first().click();
    const dialog = page.getByRole("dialog");
    const file = {
      title: "Visit",
      pages: [
        {
          name: "p",
          elements: [
            { type: "comment", name: "why", title: "Why did you come?" },
            { type: "signaturepad", name: "sign", title: "Sign here" },
          ],
        },
      ],
    };
    await dialog.locator("input[type=file]").setInputFiles({
      name: "visit.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(file)),
    });
    await dialog.getByText(/taken whole, .* left out\.$/).waitFor();
    await dialog.getByRole("cell", { name: /sign/ }).first().waitFor();
    await examine(opened, "report");
    await dialog.getByRole("button", { name: "Open the survey" }).click();
    await item(page, "Why did you come?").waitFor();
    made.push(idOf(page));
    await close();
  });

  it("is built by keyboard alone", async () => {
    const opened = await visit().open();
    const { page, close } = opened;
    await begin(opened);
    const id = idOf(page);
    await item(page, "How likely are you").focus();
    await page.keyboard.press("Control+d");
    assert.equal((await names(page)).filter((name) => name.startsWith("How likely")).length, 2);
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    assert.match((await names(page))[4]!, /^How likely/);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(50);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Would you come back?");
    await item(page, "Would you come back?").waitFor();
    await item(page, "Would you come back?").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Delete");
    assert.equal((await names(page)).length, 5);
    await page.keyboard.press("Control+z");
    assert.equal((await names(page)).length, 6);
    await saved(page);
    const { definition } = await stored(id);
    assert.deepEqual(
      definition.pages[0]!.questions.map(({ key }) => key),
      ["nps2", "reason", "nps"],
    );
    await close();
  });

  it("tells the second of two, overwrites nothing, and keeps what was typed as a copy", async () => {
    const { id, definition } = await make({ template: "post-ticket" });
    const opened = await visit().open();
    const { page, go, close, complaints } = opened;
    await go(`/surveys/${id}`);
    const theirs = { ...definition, name: "Theirs" };
    const { world } = visit();
    assert.equal((await world.request("PUT", `/v1/surveys/${id}?revision=1`, theirs)).status, 200);
    await settings(page).getByLabel("Text", { exact: true }).fill("Mine?");
    const told = page.getByRole("alert").filter({ hasText: "Somebody else has changed" });
    await told.waitFor();
    complaints.splice(0); // The browser notes each 409.
    await examine(opened, "another's change");
    assert.equal((await stored(id)).definition.name, "Theirs");
    await told.getByRole("button", { name: "Keep mine as a copy" }).click();
    await page.getByRole("heading", { level: 1, name: /\(copy\)$/ }).waitFor();
    const copy = idOf(page);
    made.push(copy);
    const first = (await stored(copy)).definition.pages[0]!.questions[0]!;
    assert.equal("text" in first && first.text["en"], "Mine?");
    await close();
  });

  it("says what there is to look at within its box", async () => {
    const one = { key: "nps", type: "nps", text: { en: "How likely are you to recommend us? " } };
    const two = { ...one, key: "nps2", text: { en: one.text.en.repeat(9) } };
    const { id } = await make(
      surveyInput({ pages: [{ key: "main", questions: [one, two] }] as never }),
    );
    const { page, go, close } = await visit().open();
    await go(`/surveys/${id}`);
    await button(page, /to look at/).click();
    const problem = page.getByRole("listitem").filter({ hasText: "is counted by" }).last();
    const box = await problem.boundingBox();
    assert.ok(box!.width < 380, `${box!.width} px in a box of 380`);
    await close();
  });

  it("speaks Indonesian, on a phone one pane at a time", async () => {
    const { id } = await make({ template: "expectation" });
    const opened = await visit().open({ lang: "id", width: 375 });
    const { page, go, close } = opened;
    await go(`/surveys/${id}`);
    await settled(page);
    const panes = page.getByRole("radiogroup", { name: "Panel" });
    assert.ok(await page.locator("iframe").isVisible());
    await panes.getByText("Kerangka").click();
    assert.ok(!(await page.locator("iframe").isVisible()));
    await page.getByRole("button", { name: "Tambah pertanyaan" }).waitFor();
    await examine(opened, "outline id");
    await panes.getByText("Pengaturan").click();
    await page.getByLabel("Teks", { exact: true }).waitFor();
    await examine(opened, "settings id");
    await go("/surveys");
    await page.locator("tbody").getByText("draf").first().waitFor();
    await examine(opened, "surveys id");
    await close();
  });
}
