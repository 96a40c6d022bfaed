/** The registry: what waits to be reviewed, one entry that two people edit, and the industry of a new workspace. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "playwright-core";
import type { RegistrySummary } from "#contract/industry.ts";
import { goodPassword, joined } from "#server/testing/person.ts";
import { examine, type Visit } from "../visit.ts";

type Entry = {
  version: number;
  active: boolean;
  definition: { labels: Record<string, string>; stage?: string; touchpoints?: string[] };
};

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const told = (page: Page, text: string) =>
  page.getByRole("alert").getByText(text).first().waitFor();
const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });

export function journeyCases(visit: () => Visit): void {
  const entryOf = async (address: string) =>
    (await visit().world.request<Entry>("GET", `/v1/${address}`)).body;
  const put = async (address: string, definition: unknown) => {
    const answer = await visit().world.request("PUT", `/v1/${address}`, { definition });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
  };

  it("counts each type as the API does, and leads to what is to be reviewed", async () => {
    const { open, world } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/registry");
    const { body } = await world.request<RegistrySummary>("GET", "/v1/registry/summary");
    const measures = body.types.find(({ type }) => type === "measure")!;
    const row = page.getByRole("listitem").filter({ hasText: "What is measured in figures" });
    assert.match(await row.innerText(), new RegExp(`In use: ${measures.active}`));
    await examine(opened, "registry");
    await page.getByRole("link", { name: `Measures ${measures.unreviewed}` }).click();
    await page
      .getByRole("status")
      .getByText(`${measures.unreviewed} of ${measures.total}`)
      .waitFor();
    assert.equal(await page.locator("tbody tr").count(), measures.unreviewed);
    await page.getByRole("combobox", { name: "Show" }).click();
    await page.getByRole("option", { name: "all" }).click();
    await page.getByLabel("Find").fill("satisf");
    await page.getByRole("link", { name: "Satisfaction", exact: true }).waitFor();
    await examine(opened, "measures");
    await close();
  });

  it("shows the form of each kind of entry, accessible, in both languages", async () => {
    const opened = await visit().open();
    const paths = [
      "measure/csat",
      "touchpoint/delivery",
      "journey/get-help",
      "answer/resolved",
      "segment?new=yes",
      "customer-attribute?new=yes",
    ];
    for (const path of paths) {
      await opened.go(`/registry/${path}`);
      await opened.page.getByRole("group", { name: "Label", exact: true }).waitFor();
      await examine(opened, path);
    }
    await opened.close();
    const id = await visit().open({ lang: "id" });
    await id.go("/registry/promise/delivery.hoursToDeliver");
    await id.page.getByRole("group", { name: "Keterangan" }).waitFor();
    await examine(id, "promise id");
    await id.close();
  });

  it("tells the second of two who edit one entry, and keeps what both have typed", async () => {
    const { open, world } = visit();
    const definition = {
      labels: { en: "Kiosk", id: "Kios" },
      stage: "ordering",
      function: "sales",
      contact: "direct",
      contactType: "purchase",
    };
    await put("touchpoints/kiosk", definition);
    await joined(world, "budi@corridor.test", { role: "analyst", memberships: [{}] });
    const mine = await open();
    const theirs = await open({ as: { email: "budi@corridor.test", password: goodPassword } });
    await Promise.all([
      mine.go("/registry/touchpoint/kiosk"),
      theirs.go("/registry/touchpoint/kiosk"),
    ]);
    await group(theirs.page, "Label").getByLabel("Indonesian").fill("Anjungan");
    await button(theirs.page, "Save changes").click();
    await told(theirs.page, "is saved.");

    await group(mine.page, "Label").getByLabel("English").fill("Self-service kiosk");
    await button(mine.page, "Save changes").click();
    const notice = mine.page
      .getByRole("alert")
      .filter({ hasText: "Somebody else has changed this" });
    await notice.getByRole("row", { name: "Label, Indonesian Kios Anjungan taken over" }).waitFor();
    // A 409 is in the browser's own log, and is no fault.
    mine.complaints.length = 0;
    await examine(mine, "another was first");
    assert.equal(
      await group(mine.page, "Label").getByLabel("English").inputValue(),
      "Self-service kiosk",
    );
    assert.deepEqual((await entryOf("touchpoints/kiosk")).definition.labels.en, "Kiosk");
    await button(mine.page, "Save changes").click();
    await told(mine.page, "is saved.");
    assert.deepEqual((await entryOf("touchpoints/kiosk")).definition.labels, {
      en: "Self-service kiosk",
      id: "Anjungan",
    });

    // Both change the same: mine stays until I take theirs.
    const { version } = await entryOf("touchpoints/kiosk");
    await put("touchpoints/kiosk", { ...definition, labels: { en: "Terminal", id: "Anjungan" } });
    await group(mine.page, "Label").getByLabel("English").fill("Booth");
    await button(mine.page, "Save changes").click();
    await button(mine.page, "Take theirs: Label, English").click();
    assert.equal(await group(mine.page, "Label").getByLabel("English").inputValue(), "Terminal");
    assert.equal((await entryOf("touchpoints/kiosk")).version, version + 1);
    await mine.close();
    await theirs.close();
  });

  it("orders a journey by keyboard, says where a touchpoint is now, and saves the order", async () => {
    await put("journeys/short", { labels: { en: "Short" }, touchpoints: ["store", "bill", "app"] });
    const { page, go, close } = await visit().open();
    await go("/registry/journey/short");
    await button(page, "Move Mobile app up").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Mobile app is now 2 of 3.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Mobile app is now 1 of 3.").waitFor();
    await page.getByRole("combobox", { name: "Add a touchpoint" }).fill("repair");
    await page.getByRole("option", { name: "Repair visit" }).click();
    await button(page, "Remove Bill").click();
    await button(page, "Save changes").click();
    await told(page, "Short is saved.");
    const { definition } = await entryOf("journeys/short");
    assert.deepEqual(definition.touchpoints, ["app", "store", "repair-visit"]);
    await close();
  });

  it("makes an entry, takes it out of use, and back by one press", async () => {
    const { page, go, close } = await visit().open();
    await go("/registry/aspect");
    await button(page, "New aspect").click();
    await group(page, "Label").getByLabel("English").fill("Parking");
    await button(page, "Make").click();
    await page.getByRole("alert").getByText("Give it a key.").waitFor();
    await page.getByLabel("Key").fill("parking");
    await button(page, "Make").click();
    await page.getByRole("heading", { name: "Parking" }).waitFor();
    await button(page, "Take out of use").click();
    await told(page, "Parking is out of use.");
    assert.equal((await entryOf("aspects/parking")).active, false);
    await button(page, "Undo").click();
    await button(page, "Take out of use").waitFor();
    assert.equal((await entryOf("aspects/parking")).active, true);
    await close();
  });

  it("keeps what was typed where somebody looks at another room and comes back", async () => {
    const { page, go, close } = await visit().open();
    const field = group(page, "Label").getByLabel("English");
    const away = async () => {
      await page.getByRole("link", { name: "Signals", exact: true }).click();
      await page.getByRole("heading", { name: "Signals", level: 1 }).waitFor();
      await page.goBack();
      await field.waitFor();
    };
    await go("/registry/aspect/price");
    const before = await field.inputValue();
    await field.fill("What it costs");
    await away();
    assert.equal(await field.inputValue(), "What it costs");
    await page.getByText("This is what you typed before").waitFor();
    await button(page, "Discard it").click();
    assert.equal(await field.inputValue(), before);
    await away();
    assert.equal(await field.inputValue(), before);
    assert.equal(await button(page, "Discard it").count(), 0);

    // A new one too, until it is cancelled.
    await go("/registry/aspect?new=yes");
    await page.getByLabel("Key", { exact: true }).fill("kept-aspect");
    await away();
    assert.equal(await page.getByLabel("Key", { exact: true }).inputValue(), "kept-aspect");
    await button(page, "Cancel").click();
    await button(page, "New aspect").click();
    assert.equal(await page.getByLabel("Key", { exact: true }).inputValue(), "");
    await close();
  });

  it("checks a segment's condition in place, and asks of a promise what it needs", async () => {
    const { page, go, complaints, close } = await visit().open();
    await go("/registry/segment?new=yes");
    const condition = page.getByRole("textbox", { name: "Condition" });
    await condition.fill("measures.nps <= 6.0 &&\n toucpoint == 'bill'");
    await page.getByText(/^Line 2, column 2: /).waitFor();
    await condition.fill("customer.email == 'a@b.c'");
    await page.getByText("This says who somebody is").waitFor();
    await condition.fill("measures.nps <= 6.0");
    await page.getByText("The condition can be used.").waitFor();
    await go("/registry/promise/outage.hoursToRestore");
    await button(page, "Put in force").click();
    const summary = page.getByRole("alert").filter({ hasText: "Mend this first" });
    await summary.getByText("A promise in force needs an owner.").click();
    assert.ok(
      await page
        .getByRole("combobox", { name: "Owner" })
        .evaluate((box) => box === document.activeElement),
    );
    assert.equal(complaints.length, 1, complaints.join());
    await close();
  });

  it("says by their names which fields a new entry misses", async () => {
    const { page, go, close } = await visit().open({ lang: "id", width: 375 });
    await go("/registry/touchpoint?new=yes");
    await page.getByLabel("Kunci", { exact: true }).fill("lounge");
    await button(page, "Buat").click();
    const summary = page.getByRole("alert").filter({ hasText: "Perbaiki dahulu" });
    await summary.getByRole("button", { name: "Isi “Tahap”." }).waitFor();
    assert.deepEqual(await summary.getByRole("button").allInnerTexts(), [
      "Isi “Tahap”.",
      "Isi “Fungsi”.",
    ]);
    await close();
  });

  it("lets whoever may not change it read it", async () => {
    const { open, world } = visit();
    await joined(world, "wati@corridor.test", { role: "viewer", memberships: [{}] });
    const { page, go, close } = await open({
      as: { email: "wati@corridor.test", password: goodPassword },
    });
    await go("/registry/touchpoint/bill");
    const label = group(page, "Label").getByLabel("English");
    assert.equal(await label.inputValue(), "Bill");
    assert.equal(await label.isEditable(), false);
    assert.equal(await button(page, "Save changes").count(), 0);
    // Nor are they told of a few, which is no matter of whom to ask.
    await go(`/gaps?where=${encodeURIComponent('unit == "nowhere"')}`);
    await page.getByRole("alert").getByText("Of fewer than 5 nothing is told").first().waitFor();
    await close();
  });

  it("brings in units from a file, or says which line is wrong", async () => {
    const { page, go, close } = await visit().open();
    await go("/registry/unit");
    await button(page, "Import from CSV").click();
    const dialog = page.getByRole("dialog");
    const file = (text: string) =>
      page.locator('input[type="file"]').setInputFiles({
        name: "units.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await file("key,parent,label_en\nsouth,,South\nsouth/one,nowhere,\n");
    await dialog.getByRole("button", { name: "Import" }).click();
    await dialog
      .getByRole("alert")
      .getByText(/^Line 3: /)
      .waitFor();
    await file("key,parent,label_en\nsouth,,South\nsouth/one,,South one\n");
    await dialog.getByRole("button", { name: "Import" }).click();
    await told(page, "Made: 2. Changed: 0.");
    await page.getByRole("link", { name: "South one" }).click();
    await page.getByRole("heading", { name: "South one" }).waitFor();
    assert.match(page.url(), /\/registry\/unit\/south%2Fone$/);
    await close();
  });
}

export function emptyJourneyCases(visit: () => Visit): void {
  it("lets a new workspace choose its industry, and says what it switches", async () => {
    const { open, world } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/registry");
    await page.getByRole("radio", { name: "Retail" }).check();
    await page
      .getByRole("status")
      .getByText(/Bill question/)
      .waitFor();
    await examine(opened, "choosing an industry");
    await button(page, "Switch").click();
    await button(page, "Choose an industry").waitFor();
    const active = async () =>
      (await world.request<Entry>("GET", "/v1/touchpoints/bill")).body.active;
    assert.equal(await active(), false);
    const bill = page.getByRole("listitem").filter({ hasText: "Where a customer meets" });
    await bill.getByText("Out of use: 9").waitFor();
    await button(page, "Choose an industry").click();
    await page.getByRole("radio", { name: "All of it" }).check();
    await button(page, "Switch").click();
    await button(page, "Choose an industry").waitFor();
    assert.equal(await active(), true);
    // It has been answered: a new workspace that needs all of it is not asked for ever.
    await page.reload();
    await button(page, "Choose an industry").waitFor();
    await close();
  });
}
