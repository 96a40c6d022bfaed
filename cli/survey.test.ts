import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startTestServer, type TestServer } from "./testing/server.ts";
import { corridor, newFolder } from "./testing/terminal.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  server.intercept = () => ({
    status: 201,
    body: {
      survey: { id: "0198", name: "Airport" },
      report: [
        { source: "Q1", outcome: "whole", code: "whole", detail: "Taken as it is." },
        {
          source: "Q2",
          outcome: "left-out",
          code: "type_left",
          detail: "There is no such question here: HotSpot.",
        },
      ],
    },
  });
});

test("a file goes to the server as it is, and what was lost is printed", async () => {
  await using folder = await newFolder();
  const file = await folder.write("airport.lss", "<document/>");
  const { exit, out } = await corridor(["survey", "import", file, "--lang", "id"], server);
  assert.equal(exit, 0);
  assert.match(out, /^ditinggalkan  Q2 +There is no such question here: HotSpot\.$/m);
  assert.match(out, /^1 hal diambil seluruhnya, 0 diubah, 1 ditinggalkan\.$/m);
  assert.match(out, /"Airport".*0198/);
  assert.doesNotMatch(out, /Q1/);
  const [request] = server.requests;
  assert.deepEqual(
    [request?.path, request?.body],
    ["/v1/surveys/import?format=lss&lang=id", "<document/>"],
  );
});

test("what it is comes of the name or the option; a file that is none ends with 1, after one try", async () => {
  await using folder = await newFolder();
  const file = await folder.write("airport.txt", "{}");
  const unknown = await corridor(["survey", "import", file], server);
  assert.deepEqual([unknown.exit, server.requests.length], [1, 0]);
  assert.match(unknown.err, /--format/);
  assert.equal((await corridor(["survey", "import", file, "--format", "pdf"], server)).exit, 1);
  assert.match((await corridor(["survey", "export", file], server)).err, /import/);
  assert.equal((await corridor(["survey", "import", `${file}.qsf`], server)).exit, 1);
  server.intercept = () => ({
    status: 400,
    body: {
      error: {
        code: "invalid_request",
        message: "The file is not JSON: line 1, character 1 cannot stand there.",
      },
    },
  });
  const refused = await corridor(["survey", "import", file, "--format", "qsf"], server);
  assert.deepEqual([refused.exit, server.requests.length], [1, 1]);
  assert.match(refused.err, /line 1, character 1/);
});
