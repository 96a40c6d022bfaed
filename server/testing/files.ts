/** Looks for strings in every file below a directory: in the bytes as they lie there. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The strings in the writings that a store may keep them in. */
function writings(text: string): Buffer[] {
  const forms = new Set([
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    JSON.stringify(text).slice(1, -1),
  ]);
  return [...forms].flatMap((form) => [Buffer.from(form, "utf8"), Buffer.from(form, "utf16le")]);
}

type Sought = { text: string; bytes: Buffer };

/** Without those in which another stands: wherever they are, that is. Each is a reading of every file. */
function shortest(all: readonly Sought[]): Sought[] {
  const different = new Map(all.map((each) => [each.bytes.toString("latin1"), each]));
  return [...different.values()].filter(
    ({ bytes }) =>
      ![...different.values()].some((each) => each.bytes !== bytes && bytes.includes(each.bytes)),
  );
}

/** Names of files in which any of the strings stands, each with the string; of two, one of which holds the other, with that. */
export function filesWith(dir: string, strings: readonly string[]): string[] {
  const sought = shortest(
    strings.flatMap((text) => writings(text).map((bytes) => ({ text, bytes }))),
  );
  const found: string[] = [];
  const look = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const each = join(path, entry.name);
      if (entry.isDirectory()) look(each);
      else if (entry.isFile()) {
        let content: Buffer;
        try {
          content = readFileSync(each);
        } catch (error) {
          // A store removes files of its own while this looks.
          if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
          throw error;
        }
        for (const { text, bytes } of sought)
          if (content.includes(bytes)) found.push(`${each.slice(dir.length)}: ${text}`);
      }
    }
  };
  look(dir);
  return [...new Set(found)];
}
