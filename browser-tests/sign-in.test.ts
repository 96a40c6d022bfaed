import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { client, startProvider, type Account } from "#server/testing/oidc.ts";
import { goodPassword, signedIn, totpOf } from "#server/testing/person.ts";
import { eventually, freePort } from "#server/testing/server.ts";
import { startSmtp, textOf } from "#server/testing/smtp.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { colours, violations } from "./axe.ts";
import { browserMissing, focused, launchBrowser } from "./browser.ts";

const skip = browserMissing() ?? false;
let browser: Browser;
let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let provider: Awaited<ReturnType<typeof startProvider>>;
/** Whom the provider knows. */
const accounts: Record<string, Account> = {
  ana: { email: "ana@corridor.test", email_verified: true, name: "Ana Putri" },
  budi: { email: "budi@corridor.test", email_verified: false, name: "Budi" },
  stranger: { email: "stranger@corridor.test", email_verified: true },
};

before(async () => {
  if (skip) return;
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  [smtp, provider] = await Promise.all([
    startSmtp(),
    startProvider(`${base}/sign-in/oidc/callback`, accounts),
  ]);
  [browser, world] = await Promise.all([
    launchBrowser(),
    startWorld({
      env: {
        SMTP_URL: smtp.url,
        MAIL_FROM: "cx@corridor.test",
        PORT: String(port),
        CORRIDOR_PUBLIC_URL: base,
        CORRIDOR_OIDC_ISSUER: provider.issuer,
        CORRIDOR_OIDC_CLIENT_ID: client.id,
        CORRIDOR_OIDC_CLIENT_SECRET: client.secret,
        CORRIDOR_OIDC_NAME: "Maju Bersama",
        CORRIDOR_PRIVATE_NETWORKS: "127.0.0.0/8",
      },
    }),
  ]);
});
after(async () => {
  await browser?.close();
  await world?.stop();
  await provider?.stop();
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
  // The provider's own pages would have a typeface of elsewhere.
  await context.route(
    (url) => !["127.0.0.1", "localhost"].includes(url.hostname),
    (route) => route.abort(),
  );
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
    const isProviders = page.url().startsWith(provider.issuer) || origin === provider.issuer;
    if (origin !== world.url && protocol !== "data:" && !isProviders)
      complaints.push(`asked ${request.url()}`);
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
/** On the provider's pages: signs in and agrees, or goes back without. */
async function atProvider(page: Page, login: string | undefined): Promise<void> {
  if (login === undefined) return page.getByRole("link", { name: "Cancel" }).click();
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
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
      await focused(alert);
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

  it("lead to the provider and, for whom it knows and who is invited, back into the workspace", async () => {
    await invite("ana@corridor.test", { memberships: [{}] });
    const { page, go, close } = await open();
    // Where they were going they come to.
    await go("/surveys?text=a");
    await page.getByRole("link", { name: "Sign in with Maju Bersama" }).click();
    await page.waitForURL((url) => url.origin === provider.issuer);
    await atProvider(page, "ana");
    await page.getByRole("heading", { name: "Surveys", level: 1 }).waitFor();
    assert.equal(page.url(), `${world.url}/surveys?text=a`);
    await page.getByRole("button", { name: "Ana Putri" }).first().waitFor();
    // What the provider answered stands in no address that is gone back to.
    await page.goBack();
    assert.ok(!page.url().includes("code="), page.url());
    await close();
  });

  it("say clearly whom the provider does not bring in, and why, in both languages", async () => {
    await invite("budi@corridor.test", { memberships: [{}] });
    for (const [lang, button, login, said] of [
      ["en", "Sign in with Maju Bersama", "stranger", /Nobody has invited this account/],
      ["en", "Sign in with Maju Bersama", "budi", /does not say that your e-mail address is yours/],
      ["en", "Sign in with Maju Bersama", undefined, /Signing in with Maju Bersama did not work/],
      ["id", "Masuk dengan Maju Bersama", undefined, /Masuk dengan Maju Bersama tidak berhasil/],
    ] as const) {
      const { page, complaints, go, close } = await open();
      await go(`/sign-in?lang=${lang}`);
      await page.getByRole("link", { name: button }).click();
      await page.waitForURL((url) => url.origin === provider.issuer);
      await atProvider(page, login);
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.equal(new URL(page.url()).origin, world.url);
      assert.match(await alert.innerText(), said);
      await focused(alert);
      complaints.splice(0);
      await examine(page, complaints, `refused ${login ?? "by oneself"} ${lang}`);
      // It can be tried again, or with a password, from where it says so.
      await page.getByRole("link", { name: button }).waitFor();
      await go("/overview");
      assert.equal(new URL(page.url()).pathname, "/sign-in");
      await close();
    }
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
