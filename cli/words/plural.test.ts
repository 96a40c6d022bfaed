import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "./en.ts";
import { id } from "./id.ts";

/** Each text of one thing, and of two. */
const { importing, reading, demo, query, proposal, backup } = en;
const of = (n: number) => ({ cut: "c", rows: n, files: n, tables: n, megabytes: 1, seconds: "1" });
const selasar = (n: number) => ({ signals: n, twice: n, customers: n, accounts: n, held: n });
const said: Record<string, (n: number) => string> = {
  dryRun: (n) => importing.dryRun(n, n),
  stillWaiting: (n) => importing.stillWaiting(n),
  report: (n) => importing.report("f", n),
  ragged: (n) => reading.ragged(n, 3),
  columnsDoNotFit: (n) => reading.columnsDoNotFit(n, n),
  demo: (n) => demo.summary({ ...selasar(n), seconds: "1.0" }),
  making: (n) => demo.making(n, "a", "b"),
  suppressed: (n) => query.suppressed(n),
  proposal: (n) => proposal.rows(n),
  made: (n) => backup.made({ dir: "d", ...of(n) }),
  checking: (n) => backup.checking(n, 1),
  loading: (n) => backup.loading(0, n),
  restored: (n) => backup.restored(of(n)),
};
const severalAsOne =
  /\b1 (\w+ )?(signals|rows|cells|names|values|customers|accounts|groups|files|tables|are|were|wait)\b|first rows|1 are|are held/;

for (const [name, text] of Object.entries(said))
  test(`${name}: one thing and two are told apart`, () => {
    assert.doesNotMatch(text(1), severalAsOne);
    assert.notEqual(text(1).replaceAll("1", "2"), text(2));
  });

test("one signal of the demo that is held is held, with its reason", () => {
  assert.match(
    said.demo!(1),
    /1 signal of 1 customer in 1 account; 1 was sent twice and counts once; 1 cannot be processed and is held, with its reason\./,
  );
  assert.match(
    said.demo!(2),
    /2 were sent twice and count once; 2 .* are held, each with its reason/,
  );
  assert.equal(importing.dryRun(1, 1), "1 signal of the first row. Nothing was sent.");
  assert.equal(id.importing.dryRun(1, 1), "1 sinyal dari baris pertama. Tidak ada yang dikirim.");
});
