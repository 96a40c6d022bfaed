import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { goodPassword, signedIn, totpOf } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { startSmtp, textOf } from "#server/testing/smtp.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { colours, violations } from "./axe.ts";
import { browserMissing, launchBrowser } from "./browser.ts";

const skip = browserMissing() ?? false;
let browser: Browser;
let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;

before(async () => {
  if (skip) return;
  smtp = await startSmtp();
  [browser, world] = await Promise.all([
    launchBrowser(),
    startWorld({
      env: {
        SMTP_URL: smtp.url,
        MAIL_FROM: "cx@corridor.test",
        // Nothing of it is asked: the page only says that there is one.
        CORRIDOR_OIDC_ISSUER: "https://accounts.corridor.test",
        CORRIDOR_OIDC_CLIENT_ID: "corridor",
        CORRIDOR_OIDC_CLIENT_SECRET: "secret",
        CORRIDOR_OIDC_NAME: "Maju Bersama",
      },
    }),
  ]);
});
after(async () => {
  await browser?.close();
  await world?.stop();
  await smtp?.stop();
});

/** A browser of somebody's own; `complaints` is all that its pages complain of or ask for elsewhere. */
async function open(width = 1280, scheme: "light" | "dark" = "light") {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A page that says no travels under a status that the browser notes.
    if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== world.url && protocol !== "data:") complaints.push(`asked ${request.url()}`);
  });
  const go = (path: string) => page.goto(world.url + path);
  return { page, complaints, go, close: () => context.close() };
}

/** The path of a link that a mail carried, at the address that this test serves on. */
async function mailed(email: string, n = 1): Promise<string> {
  const mails = await eventually(
    async () => smtp.taken.filter(({ to }) => to.includes(email)),
    (found) => found.length >= n,
  );
  const { pathname, search } = new URL(/http:\/\/\S+/.exec(textOf(mails[n - 1]!))![0]);
  return pathname + search;
}
const invite = (email: string, more: object = {}) =>
  world.request<{ id: string }>("POST", "/v1/people", { email, role: "viewer", ...more });

async function examine(page: Page, complaints: string[], name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(await violations(page), [], `${name} light`);
  // What else the rules look at has no scheme.
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await violations(page, colours), [], `${name} dark`);
  for (const width of [320, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name}: ${wide} px at ${width}`);
  }
  assert.deepEqual(complaints, [], name);
}

describe("the pages for signing in, in a browser", { skip }, () => {
  it("are accessible in both languages, with and without something wrong", async () => {
    await invite("look@corridor.test");
    const link = await mailed("look@corridor.test");
    for (const lang of ["en", "id"]) {
      const { page, complaints, go, close } = await open();
      for (const path of [
        `/sign-in?lang=${lang}`,
        `/sign-in/second-step?lang=${lang}`,
        `/forgotten?lang=${lang}`,
        link.replace("lang=en", `lang=${lang}`),
        `/reset/${"x".repeat(43)}?lang=${lang}`,
      ]) {
        await go(path);
        assert.equal(await page.locator("html").getAttribute("lang"), lang, path);
        await examine(page, complaints, path);
      }
      await go(`/sign-in?lang=${lang}`);
      await page.fill("#email", "nobody@corridor.test");
      await page.fill("#password", "wrong");
      await page.keyboard.press("Enter");
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match(
        await alert.innerText(),
        lang === "en" ? /do not belong together/ : /tidak cocok/,
      );
      assert.ok(await alert.evaluate((said) => said === document.activeElement));
      assert.equal(await page.inputValue("#email"), "nobody@corridor.test");
      assert.equal(await page.inputValue("#password"), "");
      await examine(page, complaints, "wrong");
      await close();
    }
  });

  it("take somebody from a mail into the workspace, out, and in again", async () => {
    await invite("sari@corridor.test", { language: "id", memberships: [{}] });
    const { page, complaints, go, close } = await open();
    await go(await mailed("sari@corridor.test"));
    await page.getByLabel("Nama Anda").fill("Sari Wijaya");
    await page.getByLabel("Kata sandi").fill("Password2026!!");
    await page.getByRole("button", { name: "Bergabung" }).click();
    assert.match(await page.getByRole("alert").innerText(), /bocor/);
    assert.equal(await page.getByLabel("Nama Anda").inputValue(), "Sari Wijaya");
    await page.getByLabel("Kata sandi").fill(goodPassword);
    await page.getByRole("button", { name: "Bergabung" }).click();
    // The application opens, in the language of the invitation.
    await page.getByRole("heading", { name: "Lihat angka pertama Anda" }).waitFor();
    await go("/sign-in?lang=id");
    await page.getByRole("heading", { name: "Sudah masuk" }).waitFor();
    assert.match(await page.locator("main").innerText(), /Sari Wijaya \(sari@corridor\.test\)/);
    await examine(page, complaints, "signed in");
    await page.getByRole("button", { name: "Keluar" }).click();
    await page.getByRole("heading", { name: "Masuk" }).waitFor();
    await page.fill("#email", "Sari@Corridor.test");
    await page.fill("#password", goodPassword);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Lihat angka pertama Anda" }).waitFor();
    // The mail's link is used.
    await go(await mailed("sari@corridor.test"));
    await page.getByRole("heading", { name: "Tautan ini tidak membuka apa pun" }).waitFor();
    await close();
  });

  it("ask for the second step, and take it", async () => {
    const email = "second@corridor.test";
    await invite(email, { memberships: [{}] });
    const token = (await mailed(email)).split("/")[2]!.split("?")[0]!;
    await fetch(`${world.url}/v1/invitations/accept`, {
      method: "POST",
      headers: { origin: world.url, "content-type": "application/json" },
      body: JSON.stringify({ token, name: "Second", password: goodPassword }),
    });
    const member = await signedIn(world, { email, password: goodPassword });
    const { body } = await member.request<{ secret: string; backupCodes: string[] }>(
      "POST",
      "/v1/totp",
      { password: goodPassword },
    );
    await member.request("POST", "/v1/totp/confirm", { code: totpOf(body.secret) });
    const { page, complaints, go, close } = await open();
    await go("/sign-in?lang=en");
    await page.fill("#email", email);
    await page.fill("#password", goodPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    await page.getByLabel("Code").fill("000 000");
    await page.keyboard.press("Enter");
    assert.match(await page.getByRole("alert").innerText(), /does not fit/);
    await examine(page, complaints, "wrong code");
    await page.getByLabel("Code").fill(` ${body.backupCodes[0]!} `);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "See your first figure" }).waitFor();
    await close();
  });

  it("lead to a new password, and to nothing that was asked for elsewhere", async () => {
    const { page, complaints, go, close } = await open();
    await go("/sign-in?lang=en");
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByLabel("E-mail address").fill(testOwner.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
    await go(await mailed(testOwner.email));
    assert.ok(
      await page.getByLabel("E-mail address").evaluate((field) => field.hasAttribute("readonly")),
    );
    await page.getByLabel("New password").fill("window carpet planet 5");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("The password is set.").waitFor();
    await examine(page, complaints, "password set");
    await page.fill("#email", testOwner.email);
    await page.fill("#password", "window carpet planet 5");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "See your first figure" }).waitFor();
    await close();
  });

  it("bring somebody who has an account back to their invitation", async () => {
    const member = await world.request<{ id: string; link: null }>("POST", "/v1/workspaces", {
      name: "Elsewhere",
      owner: "sari@corridor.test",
    });
    assert.equal(member.status, 201);
    const { page, complaints, go, close } = await open();
    await go(await mailed("sari@corridor.test", 2));
    await page.getByRole("heading", { name: "Join Elsewhere" }).waitFor();
    await examine(page, complaints, "known account");
    await page.locator("main").getByRole("link", { name: "Sign in" }).click();
    await page.fill("#email", "sari@corridor.test");
    await page.fill("#password", goodPassword);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("heading", { name: "Lihat angka pertama Anda" }).waitFor();
    await go("/sign-in?lang=en");
    assert.match(await page.locator("main").innerText(), /Elsewhere \(owner\)/);
    await close();
  });

  it("refuse a form that another site's page sends", async () => {
    const { page, go, close } = await open();
    const answer = await page.request.post(`${world.url}/sign-in?lang=en`, {
      form: { email: testOwner.email, password: testOwner.password },
      headers: { origin: "https://evil.example" },
    });
    assert.equal(answer.status(), 403);
    assert.match(await answer.text(), /came from another site/);
    await go("/sign-in?lang=en");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await close();
  });
});
