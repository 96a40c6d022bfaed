/** The list of surveys: found, duplicated, taken away. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import type { Page } from "playwright-core";
import type { listSurveys, SurveyBody } from "#contract/survey-routes.ts";
import type { z } from "zod";
import { examine, settled, type Visit } from "../visit.ts";

type Listed = z.infer<(typeof listSurveys)["responses"][200]["body"]>;

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const rows = async (page: Page) =>
  (await page.locator("tbody tr td:first-child").allInnerTexts()).map((text) => text.trim());
async function act(page: Page, name: string, label: string, action: string) {
  await row(page, name).getByRole("button", { name: label, exact: true }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

export function askListCases(visit: () => Visit): void {
  const ask = <T>(method: string, path: string, body?: unknown) =>
    visit().world.request<T>(method, path, body);
  async function make(name: string): Promise<string> {
    const { status, body } = await ask<SurveyBody>("POST", "/v1/surveys", {
      template: "post-ticket",
      name,
    });
    assert.equal(status, 201, JSON.stringify(body));
    return body.id;
  }
  const stateOf = async (id: string) => {
    const { status, body } = await ask<SurveyBody>("GET", `/v1/surveys/${id}`);
    return status === 200 ? body.state : status;
  };

  it("finds surveys by name and state, in an address that can be sent", async () => {
    const open = await make("Kiosk Jakarta");
    await make("Kiosk Bandung");
    assert.equal((await ask("POST", `/v1/surveys/${open}/publish`)).status, 200);
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/surveys");
    const field = page.getByRole("searchbox", { name: "Find by name" });
    await field.fill("kiosk");
    await row(page, "Kiosk Jakarta").waitFor();
    await page.waitForURL(/search=kiosk/);
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 2);
    assert.deepEqual(await rows(page), ["Kiosk Bandung", "Kiosk Jakarta"]);
    await page.getByRole("combobox", { name: "State" }).selectOption({ label: "open" });
    await row(page, "Kiosk Bandung").waitFor({ state: "detached" });
    assert.deepEqual(await rows(page), ["Kiosk Jakarta"]);
    await examine(opened, "surveys, found");
    const { search } = new URL(page.url());
    const { body } = await ask<Listed>("GET", `/v1/surveys${search}`);
    assert.deepEqual(
      body.surveys.map(({ name }) => name),
      ["Kiosk Jakarta"],
    );
    await go(`/surveys${search}`);
    await row(page, "Kiosk Jakarta").waitFor();
    assert.equal(await field.inputValue(), "kiosk");
    await field.fill("no such thing");
    await page.getByRole("heading", { name: "No survey fits" }).waitFor();
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await examine(opened, "surveys, none found");
    await page.getByRole("button", { name: "Show all surveys" }).click();
    await row(page, "Kiosk Bandung").waitFor();
    assert.equal(await field.inputValue(), "");
    await close();
  });

  it("duplicates one, deletes drafts, closes what was published, and says which it will be", async () => {
    const [draft, open] = [await make("Tried out"), await make("In use")];
    assert.equal((await ask("POST", `/v1/surveys/${open}/publish`)).status, 200);
    const opened = await visit().open();
    const { page, go, close, complaints } = opened;
    await go("/surveys");
    await act(page, "In use", "Actions for In use", "Duplicate");
    await page.getByRole("heading", { level: 1, name: "In use (copy)" }).waitFor();
    const copy = new URL(page.url()).pathname.split("/").at(-1)!;
    const definitions = await Promise.all(
      [open, copy].map(async (id) => (await ask<SurveyBody>("GET", `/v1/surveys/${id}`)).body),
    );
    assert.deepEqual({ ...definitions[1]!.definition, name: "In use" }, definitions[0]!.definition);
    assert.equal(definitions[1]!.state, "draft");

    await go("/surveys");
    await act(page, "Tried out", "Actions for Tried out", "Delete …");
    const dialog = page.getByRole("dialog", { name: "Delete Tried out?" });
    await dialog.getByText("Nothing of it was published").waitFor();
    await examine(opened, "delete a draft");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await row(page, "Tried out").locator("button:focus").waitFor();
    assert.equal(await stateOf(draft), "draft");
    // Somebody works on it meanwhile: it isn't deleted unseen.
    const { definition } = (await ask<SurveyBody>("GET", `/v1/surveys/${draft}`)).body;
    await ask("PUT", `/v1/surveys/${draft}`, { ...definition, name: "Tried on" });
    await act(page, "Tried out", "Actions for Tried out", "Delete …");
    await dialog.getByRole("button", { name: "Delete the draft" }).click();
    await dialog.getByRole("alert").waitFor();
    assert.equal(await stateOf(draft), "draft");
    complaints.splice(0); // The browser notes the 409.
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await act(page, "Tried on", "Actions for Tried on", "Delete …");
    await page.getByRole("button", { name: "Delete the draft" }).click();
    await row(page, "Tried on").waitFor({ state: "detached" });
    await page.getByText("Tried on is deleted.").waitFor();
    assert.equal(await stateOf(draft), 404);
    await page.locator("main h1:focus").waitFor();

    await act(page, "In use", "Actions for In use", "Close …");
    const closing = page.getByRole("dialog", { name: "Close In use?" });
    await closing.getByText("but not deleted").waitFor();
    await closing.getByRole("button", { name: "Close the survey" }).click();
    await row(page, "In use").getByText("closed").waitFor();
    assert.equal(await stateOf(open), "closed");
    await act(page, "In use", "Actions for In use", "Open again");
    await row(page, "In use").getByText("open", { exact: true }).waitFor();
    assert.equal(await stateOf(open), "open");
    assert.deepEqual(complaints, []);
    await close();
  });

  it("speaks Indonesian, on a phone", async () => {
    const id = await make("Gerai");
    const opened = await visit().open({ lang: "id", width: 375 });
    const { page, go, close } = opened;
    await go("/surveys?search=gerai");
    const card = (await page.getByRole("row", { name: /^Gerai/ }).boundingBox())!;
    assert.ok(card.height < 110, `a card of ${card.height} px`);
    await act(page, "Gerai", "Tindakan untuk Gerai", "Hapus …");
    await page.getByRole("dialog", { name: "Hapus Gerai?" }).waitFor();
    await examine(opened, "delete a draft id");
    await page.getByRole("button", { name: "Hapus draf" }).click();
    await page.getByRole("heading", { name: "Tidak ada survei yang cocok" }).waitFor();
    await settled(page);
    assert.equal(await stateOf(id), 404);
    await close();
  });

  it("tells whoever brings a table of answers which file is the survey, and has the report to keep", async () => {
    const begin = { en: "New survey", id: "Survei baru" };
    for (const lang of ["en", "id"] as const) {
      const opened = await visit().open({ lang });
      const { page, go, close, complaints } = opened;
      await go("/surveys");
      await page.getByRole("button", { name: begin[lang] }).first().click();
      const dialog = page.getByRole("dialog");
      const bring = (name: string, text: string) =>
        dialog
          .locator("input[type=file]")
          .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
      await bring("answers.csv", 'StartDate,Q1\n"Start Date","How was it?"\n2026-01-01,Good\n');
      const told = dialog.getByRole("alert");
      await told.getByText(/Import\/Export, Export Survey.*\.qsf/).waitFor();
      assert.match(await told.innerText(), lang === "id" ? /Berkasnya tabel/ : /a table/);
      complaints.splice(0); // The browser notes the 400.
      const elements = [
        { type: "comment", name: "why", title: "Why?" },
        { type: "signaturepad", name: "sign", title: "Sign here" },
      ];
      const title = `Visit ${lang}: =1+1`;
      await bring("visit.json", JSON.stringify({ title, pages: [{ name: "p", elements }] }));
      const [kept] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("button", { name: /\(CSV\)$/ }).click(),
      ]);
      assert.equal(
        kept.suggestedFilename(),
        lang === "id" ? "visit-id-1-1-impor.csv" : "visit-en-1-1-import.csv",
      );
      const lines = readFileSync(await kept.path(), "utf8")
        .trim()
        .split("\r\n");
      const shown = await dialog.locator("tbody tr").count();
      assert.ok(lines.length - 1 > shown, "what was taken whole is in it, too");
      assert.ok(lines.some((line) => /sign.*(left out|ditinggalkan)/.test(line)));
      await examine(opened, `report ${lang}`);
      await close();
    }
  });
}
