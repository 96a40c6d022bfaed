/** `corridor backup DIR`: a backup of the running server, which may be on another machine. */
import { resolve } from "node:path";
import { backupState } from "#contract/backup.ts";
import type { Client } from "../client.ts";
import type { Command, Context } from "../command.ts";
import { codeOf, exits, Failure, messageOf } from "../failure.ts";
import { createProgressLine } from "./line.ts";
import { receive, takeDirectory } from "./receive.ts";
import { TarError } from "./tar.ts";

const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);

/** What the server says of the one that it broke off, where it says anything. */
async function reasonOf(client: Client, began: number): Promise<string | undefined> {
  const answer = await client.send({ method: "GET", path: "/v1/backups" }).catch(() => undefined);
  const { failed } = backupState.safeParse(answer).data ?? {};
  return failed && Date.parse(failed.at) >= began ? failed.message : undefined;
}

export const backupCommand: Command = {
  name: "backup",
  usage: "DIR",
  summary: (words) => words.commands.backup.summary,
  description: (words) => words.commands.backup.description,
  operands: { least: 1, most: 1, name: "DIR" },
  options: {},
  async run(context, values, [operand = ""]) {
    const { words, out, err, stop } = context;
    const dir = resolve(operand);
    const client = context.client(values);
    await takeDirectory(dir, words);
    const stream = await client.open("/v1/backups/archive", stop);
    err.write(`${words.backup.making(dir)}\n`);
    const line = createProgressLine(err);
    const began = Date.now();
    try {
      const manifest = await receive(stream, dir, (files, bytes) =>
        line.show(words.backup.progress(files, megabytes(bytes))),
      );
      line.end();
      const sum = (of: "rows" | "bytes") => manifest.files.reduce((n, file) => n + file[of], 0);
      const about = { dir, cut: manifest.cut, files: manifest.files.length };
      out.write(
        `${words.backup.made({ ...about, rows: sum("rows"), megabytes: megabytes(sum("bytes")) })}\n`,
      );
      return exits.done;
    } catch (error) {
      line.end();
      if (stop.aborted) throw error;
      throw await failureOf(error, { context, client, dir, began });
    }
  },
};

async function failureOf(
  error: unknown,
  about: { context: Context; client: Client; dir: string; began: number },
): Promise<Failure> {
  const say = about.context.words.backup;
  const code = codeOf(error);
  const ofTheDisk = code !== undefined && /^E(NOSPC|ACCES|ROFS|PERM|DQUOT|IO|EXIST)$/.test(code);
  const reason = ofTheDisk
    ? code
    : ((await reasonOf(about.client, about.began)) ??
      (error instanceof TarError ? say.notUnderstood(messageOf(error)) : say.ended));
  return new Failure(say.cutShort(about.dir, reason), exits.server, { cause: error });
}
