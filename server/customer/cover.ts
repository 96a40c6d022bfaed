/**
 * Covers of customers' keys. A key is a hash of an identifier, which anybody can compute: whoever may
 * not see names would find out by it whose an e-mail address is. They are shown a cover instead, the
 * key's 16 bytes as one block of AES-256 under a key made from the secret and the workspace: always the
 * same, as long as a key, turned back here alone, and guessed by nobody. Pure but for the secret.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Scope } from "#platform/scope.ts";
import { seesNames } from "./person.ts";

type Caller = Pick<Scope, "workspace" | "may">;

/** Workspaces whose keys are kept at hand; making one takes longer than a block. */
const mostKept = 1_000;

const bytesOf = (key: string): Buffer => Buffer.from(key.replaceAll("-", ""), "hex");
const keyOf = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

export function createCovers(secret: string) {
  const kept = new Map<string, Buffer>();

  function ofWorkspace(workspace: string): Buffer {
    let made = kept.get(workspace);
    if (!made) {
      made = Buffer.from(
        hkdfSync("sha256", secret, "corridor", `cover of customers' keys ${workspace}`, 32),
      );
      if (kept.size >= mostKept) kept.clear();
      kept.set(workspace, made);
    }
    return made;
  }

  // One block, and no two keys are the same: what a mode would add to it is nothing.
  const cover = (workspace: string, key: string): string =>
    keyOf(
      createCipheriv("aes-256-ecb", ofWorkspace(workspace), null)
        .setAutoPadding(false)
        .update(bytesOf(key)),
    );
  const uncover = (workspace: string, covered: string): string =>
    keyOf(
      createDecipheriv("aes-256-ecb", ofWorkspace(workspace), null)
        .setAutoPadding(false)
        .update(bytesOf(covered)),
    );

  return {
    cover,
    uncover,
    /** A customer's key as this caller is shown it. */
    shown: (scope: Caller, key: string): string =>
      seesNames(scope) ? key : cover(scope.workspace, key),
    /** The key that this caller means by a UUID; for who may not see names a key itself means nobody. */
    meant: (scope: Caller, asked: string): string =>
      seesNames(scope) ? asked.toLowerCase() : uncover(scope.workspace, asked.toLowerCase()),
  };
}

export type Covers = ReturnType<typeof createCovers>;
