/** From a bearer token to a scope: the bootstrap key, and the keys that people make. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { actionsOfKey, type Action } from "#contract/permission.ts";
import { clock } from "#platform/clock.ts";
import { systemScope, withoutInstallation, type Scope } from "#platform/scope.ts";
import type { KeyStore, StoredKey } from "./key-store.ts";

/** Milliseconds for which a key that was found is not looked up again; so long another process may take to hear of a revocation. */
const remembered = 2_000;
/** At most so many are remembered. */
const most = 10_000;
/** Milliseconds between two notes of when a key was last used. */
const noted = 60_000;

export type MadeKey = { token: string; digest: string; hint: string };

export type KeyParts = {
  store: Pick<KeyStore, "byDigest" | "used">;
  /** The key that the operator has set, or that the first start made: every right in the first workspace. */
  bootstrap: { key: string; workspace: string };
  secret: string;
};

/** Workspaces are made by people and the bootstrap key alone; what touches all of them, in the first one. */
function mayOf({ scopes, workspace }: StoredKey, firstWorkspace: string): ReadonlySet<Action> {
  const may = actionsOfKey(scopes);
  if (workspace !== firstWorkspace) return withoutInstallation(may);
  return new Set([...may].filter((action) => action !== "manage workspaces"));
}

/** What a key opens; undefined where it was revoked or has run out. */
export function scopeOfKey(key: StoredKey, now: number, firstWorkspace: string): Scope | undefined {
  if (key.revoked_at !== null) return undefined;
  if (key.expires_at !== null && key.expires_at.getTime() <= now) return undefined;
  const may = mayOf(key, firstWorkspace);
  return {
    workspace: key.workspace,
    actor: `key:${key.id}`,
    may,
    reach: "everything",
    // One that may publish, and not send, stands in pages for everybody to read, whatever else it may.
    trusted: may.has("send signals") || !key.scopes.includes("publish"),
  };
}

export function createKeys({ store, bootstrap, secret }: KeyParts) {
  const digest = (text: string): Buffer => createHmac("sha256", secret).update(text).digest();
  const expected = digest(bootstrap.key);
  const first: Scope = {
    workspace: bootstrap.workspace,
    actor: "key:bootstrap",
    may: actionsOfKey(["manage"]),
    reach: "everything",
    trusted: true,
  };
  const system = systemScope("keys");
  const found = new Map<string, { key: StoredKey; until: number }>();
  const uses = new Map<string, number>();

  async function find(hex: string): Promise<StoredKey | undefined> {
    const known = found.get(hex);
    if (known && known.until > clock.now()) return known.key;
    const key = await store.byDigest(system, hex);
    found.delete(hex);
    if (!key) return undefined;
    if (found.size >= most) found.clear();
    found.set(hex, { key, until: clock.now() + remembered });
    return key;
  }

  function note(id: string): void {
    const now = clock.now();
    if (now - (uses.get(id) ?? 0) < noted) return;
    if (uses.size >= most) uses.clear();
    uses.set(id, now);
    // Nobody waits for it, and one that fails is made good by the next.
    store.used(system, id).catch(() => uses.delete(id));
  }

  return {
    /** The scope that a token opens. Digests are compared, so that neither length nor prefix of a key leaks. */
    async authenticate(token: string): Promise<Scope | undefined> {
      const own = digest(token);
      if (timingSafeEqual(own, expected)) return first;
      const key = await find(own.toString("hex"));
      const scope = key && scopeOfKey(key, clock.now(), bootstrap.workspace);
      if (scope) note(key.id);
      return scope;
    },

    /** A new key: 256 bits, its scope in its name so that a leaked one can be told by sight. */
    make(scopes: readonly string[]): MadeKey {
      const strongest = ["manage", "read", "ingest", "publish"].find((each) =>
        scopes.includes(each),
      );
      const token = `corridor_${strongest}_${randomBytes(32).toString("base64url")}`;
      return { token, digest: digest(token).toString("hex"), hint: token.slice(-4) };
    },

    /** Forgets what is remembered: a revocation holds here at once. */
    forget: () => found.clear(),
  };
}

export type Keys = ReturnType<typeof createKeys>;
