/** Customers and accounts: found, read, stated anew, joined and parted, exported, erased; and by whom not. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, it } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { CustomerBody, ListedCustomer } from "#contract/customer.ts";
import { goodPassword, joined } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { examine, type Opened, type View, type Visit } from "../visit.ts";

type Shown = { id: string; occurredAt: string; measures?: Record<string, number> };
type Whole = CustomerBody & { signals: Shown[] };

/** Somebody of a role, with a password and a language of their own. */
async function member({ world }: Visit, role: string): Promise<NonNullable<View["as"]>> {
  const email = `customers-${role}@corridor.test`;
  await joined(world, email, role === "owner" ? { role } : { role, memberships: [{}] });
  return { email, password: goodPassword };
}

/** What the server says, asked apart from the page. */
function asked({ world }: Visit) {
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await world.request<T>("GET", path);
    assert.equal(status, 200, path);
    return body;
  };
  return {
    get,
    customer: (id: string) => get<Whole>(`/v1/customers/${id}?signals=1000`),
    put: (path: string, body: object) => world.request("PUT", path, body),
  };
}

/** Before the year that other rooms ask about. */
const said = (id: string, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2024-06-03T09:00:00Z",
  customer,
  measures: { csat: 5 },
  text: `The words of ${id}.`,
  ...more,
});

/** The names of a list as they stand on the page. */
const namesOn = ({ page }: Opened): Promise<string[]> =>
  page.locator("main tbody tr td:first-child a").allInnerTexts();

export function customerCases(visit: () => Visit): void {
  let owner: NonNullable<View["as"]>;
  before(async () => {
    if (visit() === undefined) return;
    owner = await member(visit(), "owner");
  });

  it("looks through nobody for a member of no part of the workspace, who is shown none", async () => {
    const { world } = visit();
    const own = await joined(world, "of-nothing@corridor.test", { role: "viewer" });
    const { body } = await own.request("GET", "/v1/customers?limit=50");
    // A next would say that it had read thousands, and take seconds for each press.
    assert.deepEqual(body, { customers: [], next: null });
  });

  it("finds a customer as one types, says so in the address, and goes on where there are more", async () => {
    const { get } = asked(visit());
    const opened = await visit().open({ as: owner });
    const { page, go, close } = opened;
    await go("/customers");
    await page.getByText("50 shown, there are more").waitFor();
    assert.equal((await namesOn(opened)).length, 50);
    await examine(opened, "customers");
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("100 shown, there are more").waitFor();
    await page.getByLabel("Search customers").pressSequentially("joko wij", { delay: 5 });
    const found = await get<{ customers: ListedCustomer[]; next: string | null }>(
      "/v1/customers?search=joko%20wij&newest=true",
    );
    assert.ok(found.customers.length > 1 && found.next === null);
    await page.getByText(`${found.customers.length} found.`).waitFor();
    assert.deepEqual(
      await namesOn(opened),
      found.customers.map(({ name }) => name),
    );
    assert.equal(new URL(page.url()).searchParams.get("search"), "joko wij");
    const first = found.customers.find(({ newest }) => newest?.score?.measure === "nps");
    const row = page.getByRole("row").filter({ hasText: first!.id! });
    const { value } = first!.newest!.score!;
    assert.match(await row.innerText(), new RegExp(`NPS\\s+${value}\\s+of 10`));
    await page.reload();
    await page.getByText(`${found.customers.length} found.`).waitFor();
    await page.getByLabel("Search customers").fill("zzzz");
    await page.getByRole("heading", { name: "Nobody is found by “zzzz”" }).waitFor();
    await close();
  });

  it("shows a customer's signals newest first, with each score where it belongs, in both languages", async () => {
    const whole = await asked(visit()).customer("demo-advocate");
    const opened = await visit().open({ as: owner });
    const { page, go, close } = opened;
    await go("/customers/demo-advocate");
    await page.getByRole("heading", { name: whole.name! }).waitFor();
    const timeline = page.getByRole("list", { name: "Timeline" });
    await timeline.waitFor();
    const links = timeline.locator(":scope > li a[href^='/signals/']");
    const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.deepEqual(
      hrefs,
      whole.signals.map(({ id }) => `/signals/${encodeURIComponent(id)}`),
    );
    await page.getByText(`${whole.signals.length} signals, all of them`).waitFor();
    // The scores of the table, against what the signals say.
    await page.getByText("Scores as a table").click();
    const rows = page.getByRole("region", { name: "Scores as a table" }).getByRole("row");
    const shown = await rows.filter({ hasText: "Likelihood to recommend" }).allInnerTexts();
    const nps = whole.signals.flatMap(({ measures }) => measures?.nps ?? []);
    assert.deepEqual(
      shown.map((text) => Number(/(\d+) of 10/.exec(text)![1])),
      nps,
    );
    // A point of the strip leads to the signal that it draws, by the same measure.
    const points = page.locator("section[aria-label='Scores over time'] svg a");
    const drawn = await points.evaluateAll((all) =>
      all.map((a) => [a.getAttribute("href"), a.querySelector("title")!.textContent]),
    );
    for (const { id, measures } of whole.signals.filter((each) => each.measures?.nps !== undefined))
      assert.ok(
        drawn.some(
          ([href, title]) =>
            href === `/signals/${id}` && title?.includes(`recommend: ${measures!.nps} of 10`),
        ),
        id,
      );
    await examine(opened, "a customer");
    await close();
    const other = await visit().open({ as: await member(visit(), "manager"), lang: "id" });
    await other.go("/customers/demo-advocate");
    await other.page.getByRole("list", { name: "Lini masa" }).waitFor();
    await other.page.getByText("Persetujuan").waitFor();
    await examine(other, "a customer, in Indonesian");
    await other.close();
  });

  it("states what a customer allows, and takes it back", async () => {
    const { customer, put } = asked(visit());
    await put("/v1/customers/consent-1", { name: "Consent One" });
    const { page, go, close } = await visit().open({ as: owner });
    await go("/customers/consent-1");
    const choice = page.getByLabel("Marketing, Any channel");
    await choice.selectOption("Withdrawn");
    await page.getByText("Marketing, Any channel: Withdrawn.").waitFor();
    const [stated] = (await customer("consent-1")).consent;
    assert.deepEqual([stated!.purpose, stated!.state], ["marketing", "withdrawn"]);
    await page.getByText("entered here").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(
      async () => (await customer("consent-1")).consent[0]!.state,
      (state) => state === "none",
    );
    await close();
  });

  it("keeps what was typed where somebody else was faster, and says what they changed", async () => {
    const { customer, put } = asked(visit());
    await put("/v1/customers/edit-1", {
      name: "Before",
      language: "id",
      attributes: { tenureMonths: 3, plan: "prepaid" },
    });
    const opened = await visit().open({ as: owner });
    const { page, complaints, go, close } = opened;
    await go("/customers/edit-1?edit=1");
    await page.getByLabel("Tenure months").fill("three");
    await page.getByLabel("Name").fill("Mine");
    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Tenure months: Write a number").waitFor();
    assert.ok(await alert.evaluate((box) => box === document.activeElement));
    await alert.getByRole("link").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("1234,5");
    await put("/v1/customers/edit-1", { name: "Theirs", language: "en" });
    await page.getByRole("button", { name: "Save" }).click();
    await alert.getByText("Name: now “Theirs”").waitFor();
    assert.equal(await page.getByLabel("Name").inputValue(), "Mine");
    assert.equal(await page.getByLabel("Language").inputValue(), "en");
    complaints.length = 0;
    await examine(opened, "a conflict");
    assert.equal((await customer("edit-1")).name, "Theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Mine", exact: true }).waitFor();
    const { name, language, attributes } = await customer("edit-1");
    assert.deepEqual(
      [name, language, attributes],
      ["Mine", "en", { tenureMonths: 1234.5, plan: "prepaid" }],
    );
    await close();
  });

  it("parts what was joined and joins it again, and figures follow", async () => {
    const { world } = visit();
    const { customer, put } = asked(visit());
    const email = "parted@x.example";
    await world.send([
      said("parted-1", { id: "part-1", email }, { touchpoint: "bill" }),
      said("parted-2", { email }),
    ]);
    assert.equal((await customer("part-1")).signals.length, 2);
    // Of whom something is stated that only this customer is.
    await put("/v1/customers/part-1", { attributes: { plan: "parted" } });
    const asking = { measure: { kind: "count" }, where: 'customer.attributes.plan == "parted"' };
    const figure = (n: number) =>
      eventually(
        async () =>
          (await world.request<{ rows: { n: number }[] }>("POST", "/v1/query", asking)).body.rows[0]
            ?.n,
        (now) => now === n,
      );
    await figure(2);
    const { page, go, close } = await visit().open({ as: owner });
    await go("/customers/part-1");
    await page.getByText("2 signals, all of them").waitFor();
    await page.getByRole("button", { name: `Undo the join of part-1 and ${email}` }).click();
    await page.getByText("The two are apart now").waitFor();
    await page.getByText("1 signal, all of them").waitFor();
    await figure(1);
    await page.getByRole("button", { name: `Join part-1 and ${email} again` }).click();
    await page.getByText("2 signals, all of them").waitFor();
    assert.equal((await customer("part-1")).signals.length, 2);
    await figure(2);
    await close();
  });

  it("shows two who may be one side by side: left apart, joined, and each undone", async () => {
    const { world } = visit();
    const { customer, get } = asked(visit());
    const email = "shared@x.example";
    await world.send([
      said("maybe-1", { id: "maybe-1", email, name: "Rani Putri" }),
      said("maybe-2", { id: "maybe-2", email, name: "R. Putri" }),
    ]);
    const open = async () =>
      (await get<{ proposals: unknown[] }>("/v1/proposals")).proposals.length;
    assert.equal(await open(), 1);
    const opened = await visit().open({ as: owner });
    const { page, go, close } = opened;
    await go("/proposals");
    const pair = page.getByRole("article", { name: /maybe-1 and maybe-2|maybe-2 and maybe-1/ });
    await pair.getByText(`${email} (E-mail)`).waitFor();
    await pair.getByRole("rowheader", { name: "Said last" }).waitFor();
    // Which stands first is by their keys, which are the workspace's own.
    const cells = async (row: string) =>
      pair
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) })
        .getByRole("cell")
        .allInnerTexts();
    const order = await cells("Name");
    assert.deepEqual(order.toSorted(), ["R. Putri", "Rani Putri"]);
    const words = order.map((name) => `The words of maybe-${name === "Rani Putri" ? 1 : 2}.`);
    assert.deepEqual(
      (await cells("Said last")).map((cell) => cell.split("\n")[0]),
      words,
    );
    await examine(opened, "proposals");
    await pair.getByRole("button", { name: "Two people" }).click();
    await page.getByRole("heading", { name: "Nobody is proposed" }).waitFor();
    assert.equal(await open(), 0);
    await page.getByRole("button", { name: "Undo" }).click();
    await pair.getByRole("button", { name: "One person, as maybe-2" }).click();
    await page.getByRole("heading", { name: "Nobody is proposed" }).waitFor();
    const one = await customer("maybe-1");
    assert.deepEqual([one.id, one.signals.length], ["maybe-2", 2]);
    await page.getByRole("button", { name: "Undo" }).click();
    await pair.waitFor();
    assert.equal((await customer("maybe-1")).id, "maybe-1");
    await close();
  });

  it("exports all about a person, and erases them with a receipt of counts", async () => {
    const { world } = visit();
    const { put } = asked(visit());
    await put("/v1/customers/erase-1", { name: "Erika Satu", email: "erika@x.example" });
    await world.send([said("erase-1", { id: "erase-1" }), said("erase-2", { id: "erase-1" })]);
    const opened = await visit().open({ as: owner });
    const { page, go, close } = opened;
    await go("/customers/erase-1");
    for (const [name, check] of [
      ["As data (JSON)", (text: string) => assert.equal(JSON.parse(text).signals.length, 2)],
      ["As a page to read (HTML)", (text: string) => assert.match(text, /The words of erase-2/)],
    ] as const) {
      await page.getByRole("button", { name: "Export" }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name }).click(),
      ]);
      check(await readFile(await download.path(), "utf8"));
    }
    await page.getByRole("button", { name: "Erase …" }).click();
    const dialog = page.getByRole("dialog", { name: "Erase Erika Satu" });
    await dialog.getByText("erase-1 and erika@x.example").waitFor();
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await dialog.getByText("Type ERASE, or cancel.").waitFor();
    await examine(opened, "the dialog that erases");
    assert.equal((await world.request("GET", "/v1/customers/erase-1")).status, 200);
    await dialog.getByLabel("Type ERASE to erase").fill("erase");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    const receipt = page.getByRole("region", { name: "Receipt of an erasure" });
    await receipt.getByText("in no figure, list, search or export any more").waitFor();
    const counts = await receipt.locator("dl").innerText();
    assert.match(counts, /Signals\s+2\b/);
    assert.match(counts, /Identifiers\s+2\b/);
    assert.equal((await world.request("GET", "/v1/customers/erase-1")).status, 404);
    await examine(opened, "a receipt");
    await close();
  });

  it("shows an account with its people and its worth, and states it anew", async () => {
    const { get } = asked(visit());
    const account = await get<AccountBody>("/v1/accounts/demo-b002");
    const opened = await visit().open({ as: owner });
    const { page, go, close } = opened;
    await go("/accounts?search=bumi%20raya");
    await examine(opened, "accounts");
    await page.getByRole("link", { name: account.name! }).click();
    await page.getByRole("heading", { name: account.name! }).waitFor();
    const facts = page.getByRole("region", { name: "What it is" });
    const amount = new Intl.NumberFormat("en-GB").format(Math.round(account.revenue365.amount!));
    assert.ok((await facts.innerText()).includes(amount), amount);
    const people = page.getByRole("region", { name: "People" }).getByRole("listitem");
    assert.equal(await people.count(), account.people.length);
    const decider = account.people.find(({ roles }) => roles.includes("decision-maker"))!;
    assert.match(await people.first().innerText(), new RegExp(`${decider.name!}\\s+Decision`));
    await page.getByRole("list", { name: "Timeline" }).waitFor();
    await examine(opened, "an account");
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Potential of 365 days").fill("1,000,000");
    await page.getByLabel("Owner").fill("owner@x.example");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("without thousands separators").waitFor();
    await page.getByLabel("Potential of 365 days").fill("1000000");
    await page.getByText("IDR 1,000,000").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: account.name!, exact: true }).waitFor();
    const now = await get<AccountBody>("/v1/accounts/demo-b002");
    assert.deepEqual([now.potential, now.owner], [1_000_000, "owner@x.example"]);
    assert.deepEqual(
      [now.renewalOn, now.attributes, now.revenue365.typed],
      [account.renewalOn, account.attributes, account.revenue365.typed],
    );
    await close();
  });

  it("shows a viewer neither names nor a search, and offers nobody what they may not do", async () => {
    const { name } = await asked(visit()).customer("demo-advocate");
    const viewer = await visit().open({ as: await member(visit(), "viewer") });
    await viewer.go("/customers");
    await viewer.page.getByText("You see customers by their keys").waitFor();
    await viewer.page.locator("main tbody tr").first().waitFor();
    assert.equal(await viewer.page.getByLabel("Search customers").count(), 0);
    assert.ok((await namesOn(viewer)).every((key) => /^[0-9a-f]{8}$/.test(key)));
    // Of whom something was heard.
    const row = viewer.page.locator("main tbody tr", { has: viewer.page.locator("time") });
    await row.first().getByRole("link").first().click();
    await viewer.page.getByRole("list", { name: "Timeline" }).waitFor();
    const actions = ["Edit", "Export", "Erase …", "Join with another", "State another"];
    for (const each of actions)
      assert.equal(await viewer.page.getByRole("button", { name: each }).count(), 0, each);
    await examine(viewer, "a customer, to a viewer");
    await viewer.go("/proposals");
    await viewer.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await viewer.close();
    const contributor = await visit().open({ as: await member(visit(), "contributor") });
    await contributor.go("/customers/demo-advocate");
    await contributor.page.getByRole("heading", { name: name! }).waitFor();
    await contributor.page.getByRole("button", { name: "State another" }).waitFor();
    for (const each of actions.slice(1, 4))
      assert.equal(await contributor.page.getByRole("button", { name: each }).count(), 0, each);
    await contributor.page.getByRole("button", { name: "Edit" }).click();
    await contributor.page.getByRole("heading", { name: `Edit ${name!}` }).waitFor();
    assert.deepEqual(contributor.complaints, []);
    await contributor.close();
  });
}

export function emptyCustomerCases(visit: () => Visit): void {
  it("says how customers and accounts come to be where nobody is known", async () => {
    const opened = await visit().open({ as: await member(visit(), "owner") });
    for (const [path, heading] of [
      ["/customers", "Nobody is known yet"],
      ["/accounts", "No account is known yet"],
      ["/proposals", "Nobody is proposed"],
    ] as const) {
      await opened.go(path);
      await opened.page.getByRole("heading", { name: heading }).waitFor();
      await examine(opened, `${path}, empty`);
    }
    await opened.close();
  });
}
