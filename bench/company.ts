/** How long a newcomer waits for the fictional company's year: the command against a new server. */
import { dropDirectory, freshDirectory, runCommand, startServer } from "./children.ts";
import { queryable } from "./client.ts";
import { readable } from "./report.ts";
import type { Part } from "./size.ts";

const mostSeconds = 60;
const signals = 50_000;

export const company: Part = async (_size, report) => {
  const directory = freshDirectory();
  const server = await startServer(directory);
  const made = await runCommand(["demo", "--signals", String(signals)], server.port);
  report(`demo: made in ${readable(made / 1000)} s`);
  const seen = await queryable(server.port);
  if (seen === 0) throw new Error("no signal of the demo can be queried when the command ends");
  const removed = await runCommand(["demo", "--remove"], server.port);
  await server.stop();
  dropDirectory(directory);
  return [
    {
      figure: `corridor demo, ${readable(signals)} signals through the intake until queryable`,
      corridor: `${readable(made / 1000)} s`,
      measured: made / 1000,
      unit: "s",
      bound: { most: mostSeconds },
      note: `taken out again in ${readable(removed / 1000)} s`,
    },
  ];
};
