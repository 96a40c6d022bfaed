import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { signedIn } from "./person.ts";
import { failedStart, scratch, startServer, type RunningServer } from "./server.ts";
import { takeTemplate } from "./template.ts";
import { onServers } from "./world.ts";

/** Each start makes or finds its owner in a directory of its own; servers would share one. */
const skip = onServers ? "on embedded stores" : false;
const line = /^Sign in as (\S+) with the password (\S+) \(shown this once/gm;

test("the first start prints an owner's password once, and never logs it", { skip }, async () => {
  const { dir, remove } = scratch();
  const dataDir = join(dir, "data");
  let running: RunningServer | undefined;
  try {
    running = await startServer({
      dataDir,
      first: true,
      env: { LOG_LEVEL: "trace" },
      patience: 120_000,
    });
    const said = Array.from(running.output().matchAll(line));
    assert.equal(said.length, 1, running.output());
    const [, email, password] = said[0]!;
    assert.equal(email, "owner@corridor.localhost");
    assert.match(password!, /^([a-z2-9]{4}-){5}[a-z2-9]{4}$/);
    const own = await signedIn(running, { email: email!, password: password! });
    const { body } = await own.request<{ workspaces: { role: string }[] }>("GET", "/v1/session");
    assert.deepEqual(
      body.workspaces.map(({ role }) => role),
      ["owner"],
    );
    assert.equal(await running.end("SIGTERM"), 0);
    const logged = running
      .output()
      .split("\n")
      .filter((each) => each.startsWith("{"));
    assert.ok(logged.length > 0 && !logged.some((each) => each.includes(password!)));
  } finally {
    // A failed assertion must not leave a server behind; one that has ended takes no more signals.
    await running?.end("SIGKILL");
    remove();
  }
});

test("a password that everybody tries first stops the first start", { skip }, async () => {
  const { dir, remove } = scratch();
  const env = { CORRIDOR_ADMIN_PASSWORD: "Password2026!!" };
  takeTemplate("empty", join(dir, "data"));
  const { code, output } = await failedStart({
    dataDir: join(dir, "data"),
    env,
    patience: 120_000,
  });
  remove();
  assert.equal(code, 1);
  assert.match(output, /CORRIDOR_ADMIN_PASSWORD: It is among the passwords that have leaked/);
  assert.ok(!output.includes("Password2026"));
});
