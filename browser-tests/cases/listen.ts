/** What came in: the list with its filters, one signal, what is held, and a developer's first steps. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "playwright-core";
import { examine, type Visit } from "../visit.ts";

type Signal = {
  id: string;
  kind: string;
  occurredAt: string;
  measures?: Record<string, number>;
  text?: unknown;
  customer?: { id?: string };
};
type World = Visit["world"];

async function listed(world: World, query: Record<string, string>): Promise<Signal[]> {
  const address = `/v1/signals?${new URLSearchParams({ limit: "1000", ...query })}`;
  return (await world.request<{ signals: Signal[] }>("GET", address)).body.signals;
}

const idsOf = (page: Page): Promise<string[]> =>
  page
    .locator("main li a[href^='/signals/']")
    .evaluateAll((links) =>
      links.map((link) => decodeURIComponent(link.getAttribute("href")!.split("/")[2]!)),
    );

export function listenCases(visit: () => Visit): void {
  it("lists signals newest first, narrowed by what stands in the address", async () => {
    const { world, open } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/signals?kind=response&touchpoint=rebate-claim&only=figures");
    const where = 'touchpoint == "rebate-claim" && kind == "response"';
    const known = await listed(world, { where, include: "" });
    await page.getByText(`All ${known.length} are here.`).waitFor();
    const ids = await idsOf(page);
    assert.ok(ids.length >= 5);
    assert.deepEqual(
      ids,
      known.slice(0, ids.length).map(({ id }) => id),
    );
    const value = Object.values(known[0]!.measures!)[0]!;
    const first = page.locator("main li").first();
    assert.match(
      await first.innerText(),
      new RegExp(`\\b${value}\\b[^\\n]*(Easy|Difficult|Neither)`),
    );
    // People stand by their names, with the id beside.
    const by = known.find((each) => each.customer?.id)!;
    const id = by.customer!.id!;
    type Customer = { name: string };
    const { name } = (await world.request<Customer>("GET", `/v1/customers/${id}`)).body;
    const row = page.locator("main li", {
      has: page.locator(`a[href="/signals/${encodeURIComponent(by.id)}"]`),
    });
    assert.equal(await row.getByRole("link", { name, exact: true }).count(), 1);
    assert.match(await row.innerText(), new RegExp(`${name} ${id}`));
    await examine(opened, "signals");
    await page.getByLabel("Touchpoint").selectOption("bill");
    await page.waitForURL(/touchpoint=bill/);
    await page.getByText("100 read so far").waitFor();
    await close();
  });

  it("finds signals by the words in them, and keeps the words in its address", async () => {
    const { world, open } = visit();
    const { page, go, close } = await open();
    await go("/signals");
    await page.getByLabel("Words").fill("agent kind");
    await page.waitForURL(/search=agent\+kind/);
    const known = await listed(world, { search: "agent kind" });
    assert.ok(known.length > 0 && known.length < 1_000, `${known.length} were found`);
    for (const { text } of known) {
      const said = JSON.stringify(text).toLowerCase();
      assert.ok(/\bagent\b/.test(said) && /\bkind\b/.test(said), said);
    }
    await page.locator(`main li a[href="/signals/${encodeURIComponent(known[0]!.id)}"]`).waitFor();
    assert.equal((await idsOf(page))[0], known[0]!.id);
    await close();
  });

  it("shows what is wrong with a condition where it is, asks only what can be asked, and goes back", async () => {
    const { world, open } = visit();
    const { page, go, complaints, close } = await open();
    await go("/signals");
    const field = page.getByLabel("Condition");
    await field.fill("measures.nps >< 3");
    await page.getByText("Line 1, column 15: Something is missing before <.").waitFor();
    await field.press("Enter");
    assert.equal(new URL(page.url()).search, "");
    const where = 'measures.nps == 0 && channel == "store"';
    await field.fill(where);
    await field.press("Enter");
    const known = await listed(world, { where });
    if (known.length === 0) await page.getByText("No signal fits these filters").waitFor();
    else await page.getByText(`All ${known.length} are here.`).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("where"), where);
    await page.goBack();
    await page.getByText("100 read so far").waitFor();
    assert.equal(await field.inputValue(), "");
    assert.deepEqual(complaints, []);
    await close();
  });

  it("says beside the dates what is wrong with them, and takes none that no calendar has", async () => {
    const { page, go, close } = await visit().open();
    await go("/signals?from=2025-10-31&to=2025-10-01");
    await page.getByText("This day lies before the first.").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    for (const to of ["2025-99-99", "2025-02-31"]) {
      await go(`/signals?to=${to}`);
      await page.locator('main a[href^="/signals/"]').first().waitFor();
    }
    await close();
  });

  it("scrolls through thousands with few rows in the page, each signal once", async () => {
    const { page, go, complaints, close } = await visit().open();
    await go("/signals?kind=response");
    await page.getByText("100 read so far").waitFor();
    const seen = new Set<string>();
    for (let turn = 0; seen.size < 400 && turn < 120; turn += 1) {
      for (const id of await idsOf(page)) seen.add(id);
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(30);
    }
    assert.ok(seen.size >= 400, `${seen.size} seen`);
    assert.ok((await page.locator("main li").count()) < 60);
    const far = await page.evaluate(() => scrollY);
    await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLElement>("main li a[href^='/signals/']")];
      links.find((link) => link.getBoundingClientRect().top > 0)!.click();
    });
    await page.getByRole("link", { name: "All signals" }).waitFor();
    await page.goBack();
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 600, far);
    assert.deepEqual(complaints, []);
    await close();
  });

  it("opens one by keyboard, with the registry's words, in Indonesian too", async () => {
    const { world, open } = visit();
    const [known] = await listed(world, {
      where: 'kind == "response" && measures.csat == 5.0 && touchpoint == "support-chat"',
      limit: "1",
    });
    const opened = await open();
    await opened.go("/signals?touchpoint=support-chat&where=measures.csat%20%3D%3D%205");
    await opened.page.locator(`main li a[href$="${known!.id}"]`).focus();
    await opened.page.keyboard.press("Enter");
    await opened.page.getByRole("heading", { level: 1, name: /^Survey response of / }).waitFor();
    await opened.page.getByText("Support chat").waitFor();
    assert.match(await opened.page.locator("main").innerText(), /CSAT 5 of 5 Satisfied/);
    await examine(opened, "a signal");
    await opened.close();
    const indonesian = await open({ lang: "id" });
    await indonesian.go(`/signals/${known!.id}`);
    await indonesian.page.getByText("Obrolan bantuan").waitFor();
    assert.match(await indonesian.page.locator("main").innerText(), /CSAT 5 dari 5 Puas/);
    await indonesian.go("/signals?kind=response");
    await indonesian.page.getByText("100 telah dibaca").waitFor();
    await examine(indonesian, "sinyal");
    await indonesian.close();
  });

  it("tells why signals are held, and sends one again that comes back as its cause stands", async () => {
    const { world, open } = visit();
    const held = async () =>
      (await world.request<{ held: { heldId: string }[] }>("GET", "/v1/held?limit=1000")).body.held;
    const before = await held();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/signals/held");
    const headings = page.getByRole("main").getByRole("heading", { level: 2 });
    await headings.first().waitFor();
    assert.equal(await headings.count(), before.length);
    assert.ok(
      (await page.getByRole("heading", { name: "A score lies outside its scale" }).count()) > 5,
    );
    // It says what to do in a browser; how by program stands behind a press.
    const said = await page.getByRole("main").innerText();
    assert.match(said, /\d+ for “Likelihood to recommend” lies outside its scale \(0 to 10\)\./);
    assert.doesNotMatch(said, /\/v1\//);
    await examine(opened, "held signals");
    await page
      .getByRole("button", { name: /^Send again/ })
      .first()
      .click();
    await page.getByText("1 signal goes through again.").waitFor();
    await world.drained();
    assert.equal((await held()).length, before.length);
    await close();
    const indonesian = await open({ lang: "id" });
    await indonesian.go("/signals/held");
    await indonesian.page.getByText("Sebuah nilai di luar skalanya").first().waitFor();
    // What the server says of it stands behind a press, and nothing else is in its language.
    await indonesian.page
      .getByText(/^\S+ untuk “.*” berada di luar skalanya \(\d+ sampai \d+\)\./)
      .first()
      .waitFor();
    const english = indonesian.page.locator("main li p[lang=en]");
    assert.equal(await english.count(), before.length);
    assert.equal(await english.first().isVisible(), false);
    await indonesian.page.getByText("Rincian teknis").first().click();
    assert.match(await english.first().innerText(), /its scale|must hold|It changes|occurred at/);
    await examine(indonesian, "sinyal tertahan");
    await indonesian.close();
  });
}

export function emptyListenCases(visit: () => Visit): void {
  it("leads to the first signal where nothing is, and says that nothing is held", async () => {
    const opened = await visit().open();
    await opened.go("/signals");
    await opened.page.getByText("Nothing has come in yet").waitFor();
    await examine(opened, "no signals");
    await opened.go("/signals/held");
    await opened.page.getByText("Nothing is held").waitFor();
    await examine(opened, "nothing held");
    await opened.close();
  });

  it("gives a command with a key in it, notices what it sent, and deletes that again", async () => {
    const { world, open } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    await go("/signals/send");
    await page.getByRole("button", { name: "Make a key" }).click();
    const command = page.getByRole("region", { name: "Command that sends a signal" });
    await command.getByText(/Bearer corridor_/).waitFor();
    await examine(opened, "first steps");
    const text = await command.innerText();
    const answer = await fetch(/curl (\S+)/.exec(text)![1]!, {
      method: "POST",
      headers: {
        authorization: /authorization: ([^"]+)"/.exec(text)![1]!,
        "content-type": "application/json",
      },
      body: /-d '([^']+)'/.exec(text)![1]!,
    });
    assert.equal(answer.status, 202);
    await page.getByText("Your signal is here.").waitFor();
    await page.getByRole("link", { name: "See the signal" }).click();
    await page.getByText("The technician came within the two hours.").first().waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByText("It leaves every figure at once").waitFor();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByText("The signal is deleted.").waitFor();
    assert.deepEqual(await listed(world, {}), []);
    // An id may hold any character, and those that a page publishes hold a slash.
    const odd = { id: "page/7: é?", kind: "response", text: "Of a page." };
    await world.send([{ ...odd, occurredAt: new Date().toISOString() }]);
    await go("/signals");
    await page.locator("main li a[href^='/signals/']").click();
    await page.getByRole("button", { name: "Delete" }).waitFor();
    await page.getByText(odd.text).first().waitFor();
    await world.request("DELETE", `/v1/signals/${encodeURIComponent(odd.id)}`);
    await close();
  });
}
