/** An archive, as it comes, into a directory that is a backup only when all of it is there and right. */
import { hash } from "node:crypto";
import { mkdir, open, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  backupManifest,
  backupPath,
  manifestName,
  sealName,
  type BackupManifest,
} from "#contract/backup.ts";
import { codeOf, Failure, messageOf } from "../failure.ts";
import type { Words } from "../words/index.ts";
import { filesOf, TarError } from "./tar.ts";

/** Makes the directory, or takes an empty one. @throws Failure */
export async function takeDirectory(dir: string, words: Words): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if ((await readdir(dir)).length > 0) throw new Failure(words.backup.notEmpty(dir));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(words.backup.unusable(dir, codeOf(error) ?? messageOf(error)));
  }
}

/** Under a name that no reader looks for, until all of it is on the disk. */
async function write(dir: string, path: string, content: Buffer): Promise<void> {
  const to = join(dir, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const file = await open(`${to}.part`, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${to}.part`, to);
}

type Got = { bytes: number; sha256: string };

function checked(text: Buffer, seal: Buffer, got: ReadonlyMap<string, Got>): BackupManifest {
  if (seal.toString("utf8", 0, 64) !== hash("sha256", text, "hex"))
    throw new TarError("the manifest is damaged");
  const read = backupManifest.safeParse(JSON.parse(text.toString("utf8")));
  if (!read.success) throw new TarError("the manifest is of another version");
  for (const { path, bytes, sha256 } of read.data.files) {
    const file = got.get(path);
    if (!file) throw new TarError(`${path} is missing`);
    if (file.bytes !== bytes || file.sha256 !== sha256) throw new TarError(`${path} is damaged`);
  }
  if (got.size !== read.data.files.length) throw new TarError("it has files that it does not name");
  return read.data;
}

/** Writes the manifest last of all. @throws TarError where the archive is not whole or not right. */
export async function receive(
  stream: AsyncIterable<Uint8Array>,
  dir: string,
  onFile: (files: number, bytes: number) => void,
): Promise<BackupManifest> {
  const got = new Map<string, Got>();
  const about = new Map<string, Buffer>();
  let all = 0;
  for await (const { path, content } of filesOf(stream)) {
    if (path === manifestName || path === sealName) {
      about.set(path, Buffer.from(content));
      continue;
    }
    if (!backupPath.safeParse(path).success || got.has(path))
      throw new TarError("it holds a file that no backup has");
    await write(dir, path, content);
    got.set(path, { bytes: content.length, sha256: hash("sha256", content, "hex") });
    all += content.length;
    onFile(got.size, all);
  }
  const text = about.get(manifestName);
  const seal = about.get(sealName);
  if (!text || !seal) throw new TarError("it ends too early");
  const manifest = checked(text, seal, got);
  await write(dir, sealName, seal);
  await write(dir, manifestName, text);
  return manifest;
}
