/** The workspace's own affairs: settings, people, keys, the audit log, backups, health, and one's account. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import type { Page } from "playwright-core";
import decodeQr from "qr/decode.js";
import { goodPassword, joined, signedIn, totpOf } from "#server/testing/person.ts";
import { examine, type Visit } from "../visit.ts";

type Workspace = { timezone: string; name: string };
type Settings = { retention: { default: number | null; kinds: object }; auditDays: number };

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
/** What was said of something that was done. */
const told = (page: Page, text: string) =>
  page.getByRole("alert").getByText(text).first().waitFor();

/** The pages as they stand with a company's year behind them. */
export function workspaceCases(visit: () => Visit): void {
  it("shows every page of the settings, accessible, in both languages", async () => {
    const { open, world } = visit();
    await world.request("POST", "/v1/keys", { name: "Web shop", scopes: ["publish"] });
    const opened = await open();
    for (const path of ["", "/people", "/keys", "/audit", "/backups", "/health"]) {
      await opened.go(`/settings${path}`);
      await examine(opened, `settings${path}`);
    }
    await opened.close();
    const id = await open({ lang: "id" });
    await id.go("/settings/keys");
    await id.page.getByRole("heading", { name: "Kunci API" }).waitFor();
    await id.go("/account");
    await id.page.getByRole("listitem").first().waitFor();
    await examine(id, "account id");
    await id.close();
  });

  it("filters the audit log as the API does, opens an entry, and exports what is filtered", async () => {
    const { open, world } = visit();
    const { page, go, close } = await open();
    await go("/settings/audit?event=key.*");
    const entries = page.getByRole("list", { name: "Entries, newest first" }).locator("li");
    await entries.first().waitFor();
    const { body } = await world.request<{ entries: unknown[] }>(
      "GET",
      "/v1/audit?event=key.*&limit=50",
    );
    assert.equal(await entries.count(), body.entries.length);
    await page.getByText("made a key").first().click();
    await page.getByRole("row", { name: "name none Web shop" }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Export as NDJSON").click(),
    ]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\n");
    assert.ok(
      lines.every((line) => (JSON.parse(line) as { event: string }).event.startsWith("key.")),
    );
    assert.equal(lines.length, body.entries.length);
    await close();
  });

  it("says of health what the probes say, and that a store is away", async () => {
    const { open, world } = visit();
    const { page, go, close } = await open();
    await go("/settings/health");
    const { body } = await world.request<{ held: { rows: number } }>("GET", "/readyz");
    const held = page.locator("section", {
      has: page.getByRole("heading", { name: "Held signals" }),
    });
    assert.equal(await held.locator("output").innerText(), String(body.held.rows));
    await page.getByText("All is well").waitFor();
    await page.route("**/readyz", (route) =>
      route.fulfill({
        status: 503,
        json: {
          ready: false,
          stores: { postgres: "up", clickhouse: "down" },
          inbox: { rows: 7, oldestSeconds: 2.5 },
          held: { rows: 0 },
        },
      }),
    );
    await page.reload();
    await page.getByText("does not answer").waitFor();
    await page.getByText("Not all is well").waitFor();
    await close();
  });
}

/** What can be done, in a workspace of its own. */
export function emptyWorkspaceCases(visit: () => Visit): void {
  it("changes the time zone by a few letters, says what is wrong, and keeps what was typed", async () => {
    const { open, world } = visit();
    const { page, go, close } = await open();
    await go("/settings");
    await page.getByRole("combobox", { name: "Time zone" }).fill("jakar");
    await page.getByRole("option", { name: "Asia/Jakarta" }).click();
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("");
    await button(page, "Save changes").first().click();
    const summary = page.getByRole("alert").filter({ hasText: "Mend this first" });
    await summary.waitFor();
    assert.ok(await summary.evaluate((box) => box === document.activeElement));
    assert.equal(
      await page.getByRole("combobox", { name: "Time zone" }).inputValue(),
      "Asia/Jakarta",
    );
    await button(page, "Name the workspace.").click();
    assert.ok(await name.evaluate((box) => box === document.activeElement));
    await page.keyboard.type("Selasar");
    await page.keyboard.press("Enter");
    await told(page, "The settings are saved.");
    const { body } = await world.request<Workspace>("GET", "/v1/workspace");
    assert.deepEqual([body.name, body.timezone], ["Selasar", "Asia/Jakarta"]);
    await world.request("PATCH", "/v1/workspace", { timezone: "UTC", name: "Corridor" });
    await close();
  });

  it("says what will be deleted before signals are kept for a shorter time", async () => {
    const { open, world } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/settings");
    await page.getByLabel("Days that a signal is kept").fill("400");
    await button(page, "Add a kind").click();
    await page.getByRole("combobox", { name: "Kind of signal" }).fill("conv");
    await page.getByRole("option", { name: "Conversation" }).click();
    await page.getByLabel("Days", { exact: true }).fill("90");
    await button(page, "Save changes").last().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/signals of before .* are deleted \(kept 400 days\)/).waitFor();
    await dialog.getByText(/Conversation: those of before .* \(kept 90 days\)/).waitFor();
    await examine(opened, "the question before deleting");
    const before = await world.request<Settings>("GET", "/v1/privacy");
    assert.equal(before.body.retention.default, null);
    await dialog.getByRole("button", { name: "Save and delete" }).click();
    await told(page, "The settings are saved.");
    const { body } = await world.request<Settings>("GET", "/v1/privacy");
    assert.deepEqual(body.retention, { default: 400, kinds: { conversation: 90 } });
    await world.request("PUT", "/v1/privacy", {});
    await close();
  });

  it("invites by a link, changes a role with undo, and withdraws", async () => {
    const { open, world } = visit();
    const member = await joined(world, "sari@corridor.test", { role: "viewer", memberships: [{}] });
    const opened = await open();
    const { page, go, close } = opened;
    await go("/settings/people");
    await button(page, "Invite somebody").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail address").fill("not an address");
    await button(page, "Make invitation link").click();
    await dialog.getByRole("alert").waitFor();
    await examine(opened, "inviting");
    await dialog.getByLabel("E-mail address").fill("ani@corridor.test");
    await dialog.getByRole("radio", { name: "Analyst" }).check();
    await dialog.getByRole("radio", { name: "Only parts of it" }).check();
    await dialog.getByRole("combobox", { name: "Function" }).fill("fin");
    await page.getByRole("option", { name: "Finance and billing" }).click();
    await button(page, "Make invitation link").click();
    const link = await dialog.getByRole("region", { name: "Invitation link" }).innerText();
    assert.match(link, /\/invitation\//);
    await button(page, "I have it").click();
    await page
      .getByRole("row", { name: /ani@corridor.test Analyst Finance and billing/ })
      .waitFor();
    await button(page, "Withdraw the invitation to ani@corridor.test").click();
    await page.getByText("None is open.").waitFor();

    await button(page, "Actions for sari").click();
    await page.getByRole("menuitem", { name: "Change role and reach" }).click();
    await dialog.getByRole("radio", { name: "Contributor" }).check();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    const roleNow = async () =>
      (await world.request<{ role: string }>("GET", `/v1/people/${member.id}`)).body.role;
    await told(page, "sari is changed.");
    assert.equal(await roleNow(), "contributor");
    await button(page, "Undo").click();
    await page.getByRole("row", { name: /sari.*Viewer/ }).waitFor();
    assert.equal(await roleNow(), "viewer");
    await close();
  });

  it("offers nobody what they may not do", async () => {
    const { page, go, close } = await visit().open({
      as: { email: "sari@corridor.test", password: goodPassword },
    });
    await go("/settings");
    await page.getByText("Asia").or(page.getByText("UTC")).first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Save changes" }).count(), 0);
    assert.equal(await page.getByRole("link", { name: "API keys" }).count(), 0);
    await go("/settings/keys");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await close();
  });

  it("makes a key that is shown once and opens what it says, until it is revoked", async () => {
    const { open, world } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/settings/keys");
    await button(page, "Make a key").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Warehouse");
    await dialog.getByRole("checkbox", { name: "Read" }).check();
    await dialog.getByText(/May read figures, read signals/).waitFor();
    await dialog.getByRole("button", { name: "Make a key" }).click();
    const key = await dialog.getByRole("region", { name: "API key" }).innerText();
    await examine(opened, "a key is shown");
    const asked = () =>
      fetch(`${world.url}/v1/workspace`, { headers: { authorization: `Bearer ${key.trim()}` } });
    assert.equal((await asked()).status, 200);
    await button(page, "I have it").click();
    await button(page, "Revoke Warehouse").click();
    await dialog.getByText("What uses it is refused from now on.").waitFor();
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("row", { name: /Warehouse.*revoked/ }).waitFor();
    assert.equal((await asked()).status, 401);
    await close();
  });

  it("sets up a second step by a QR code that holds its secret, and turns it off", async () => {
    const { open, world } = visit();
    const as = { email: "sari@corridor.test", password: goodPassword };
    const opened = await open({ as });
    const { page, go, close } = opened;
    await go("/account");
    await button(page, "Set up a second step").click();
    const dialog = page.getByRole("dialog");
    const password = dialog.getByLabel("Current password");
    await password.fill("not the password");
    await button(page, "Continue").click();
    // A wrong password is no session that has ended.
    await dialog.getByRole("alert").getByText("The password is not right.").waitFor();
    opened.complaints.length = 0;
    assert.equal(await password.inputValue(), "not the password");
    await password.fill(goodPassword);
    await button(page, "Continue").click();
    const secret = (await dialog.getByRole("region", { name: "Secret" }).innerText()).trim();
    const picture = dialog.getByRole("img", { name: /QR code/ });
    const read = decodeQr(await pixelsOf(picture.locator("path")));
    assert.equal(new URL(read).searchParams.get("secret"), secret);
    await examine(opened, "the second step");
    await dialog.getByLabel("Code of your authenticator").fill(totpOf(secret));
    await button(page, "Turn on").click();
    await told(page, "The second step is on.");
    await page.getByText("On: signing in asks for a code").waitFor();
    await button(page, "Turn off").click();
    await password.fill(goodPassword);
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await told(page, "The second step is off.");

    await signedIn(world, as);
    await page.reload();
    await button(page, /^End the session of/)
      .first()
      .waitFor();
    await button(page, "End all others").click();
    await button(page, "End all others").waitFor({ state: "hidden" });
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Bahasa Indonesia" }).click();
    await button(page, "Save changes").click();
    await page.getByRole("heading", { name: "Akun Anda" }).waitFor();
    await close();
  });

  it("makes a backup, lists it, and sends one", async () => {
    const { page, go, close } = await visit().open();
    await go("/settings/backups");
    await page.getByText("No backup yet").waitFor();
    // Two presses before the first is drawn are one.
    let asked = 0;
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/v1/backups")) asked += 1;
    });
    await button(page, "Make one now").evaluate((made) => {
      (made as HTMLElement).click();
      (made as HTMLElement).click();
    });
    await page.getByRole("table").waitFor();
    assert.equal(asked, 1);
    await button(page, "Make one and download it").click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Make and download").click(),
    ]);
    assert.equal(file.suggestedFilename(), "corridor-backup.tar");
    await close();
  });
}

/** A QR code's picture as a camera would see it: dark on light, each place four pixels wide, with a border. */
async function pixelsOf(path: {
  getAttribute(name: string): Promise<string | null>;
}): Promise<{ width: number; height: number; data: Uint8Array }> {
  const places = [...(await path.getAttribute("d"))!.matchAll(/M(\d+) (\d+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  const [scale, border] = [4, 4];
  const side = (Math.max(...places.flat()) + 1 + 2 * border) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [x, y] of places)
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((y + border) * scale + dy) * side + (x + border) * scale + dx;
        data.fill(0, at * 4, at * 4 + 3);
      }
  return { width: side, height: side, data };
}
