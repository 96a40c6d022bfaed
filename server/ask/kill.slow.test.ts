import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "#server/testing/world.ts";
import { scratch, startServer, type RunningServer } from "#server/testing/server.ts";
import { createRespondent, publish, type Page } from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";

/** Responses that the quota has room for: reached after the server was killed, not before. */
const limit = 60;

const survey = surveyInput({
  pages: [{ key: "one", questions: [{ key: "nps", type: "nps", text: { en: "How likely?" } }] }],
  quotas: [{ key: "enough", if: "answers.nps >= 9", limit, ending: "full" }],
  endings: [
    { key: "thanks", text: { en: "Thank you." } },
    { key: "full", text: { en: "We have enough." } },
  ],
});

/** Forms by whether their answer came. */
type Sent = { taken: Page[]; unanswered: Page[]; full: number };

/** Milliseconds that a form is looked at: who is faster than anybody can be takes no place in a quota. */
const reading = 1_600;
/** Forms that a client reads at once. */
const batch = 25;

async function client(server: RunningServer, id: string, sent: Sent, most: number): Promise<void> {
  const person = createRespondent(server);
  let read: Page[] = [];
  for (let n = 0; n < most; n++) {
    let page: Page | undefined;
    try {
      if (read.length === 0) {
        read = await Promise.all(Array.from({ length: batch }, () => person.get(`/s/${id}`)));
        await sleep(reading);
      }
      page = read.shift()!;
      // Every third is counted by no quota and goes another way.
      const { html, status } = await person.send(page, { nps: n % 3 === 0 ? "5" : "9" });
      assert.equal(status, 200);
      if (html.includes("We have enough")) sent.full++;
      else sent.taken.push(page);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      if (page) sent.unanswered.push(page);
      return;
    }
  }
}

test("kill -9 while people send their answers: each counts once, with its quota or not at all", async () => {
  const { dir, remove } = scratch();
  const sent: Sent = { taken: [], unanswered: [], full: 0 };
  let server: RunningServer | undefined;
  try {
    const first = await startServer({ dataDir: dir });
    const id = await publish(first as unknown as World, survey);
    const clients = Array.from({ length: 8 }, () => client(first, id, sent, 10_000));
    // In the middle of it, however slow the machine is.
    for (let n = 0; n < 3_000 && sent.taken.length < limit / 4; n++) await sleep(5);
    await first.end("SIGKILL");
    await Promise.all(clients);
    assert.ok(sent.unanswered.length > 0, "nobody waited for an answer when it ended");
    server = await startServer({ dataDir: dir });
    const running = server;
    const person = createRespondent(server);
    // Whoever saw no answer sends again; whoever did, sends twice.
    for (const page of sent.unanswered) {
      const { html } = await person.send(page, { nps: "9" });
      if (html.includes("We have enough")) sent.full++;
      else sent.taken.push(page);
    }
    for (const page of sent.taken.slice(0, 20))
      assert.match((await person.send(page, { nps: "9" })).html, /already/);
    const more = Array.from({ length: 4 }, () =>
      client(running, id, sent, 1 + Math.ceil((limit * 1.6) / 4)),
    );
    await Promise.all(more);
    assert.ok(sent.full > 0);
    await server.drained();
    const count = async (where: string) =>
      (await running.query({ measure: { kind: "count" }, include: ["suspicious"], where } as never))
        .total?.n;
    assert.equal(await count(`survey.id == "${id}"`), sent.taken.length);
    assert.equal(await count(`survey.id == "${id}" && measures.nps == 9`), limit);
  } finally {
    await server?.end("SIGTERM");
    remove();
  }
});
