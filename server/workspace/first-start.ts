/** The first owner: made where there is nobody yet. */
import { randomInt } from "node:crypto";
import { systemScope } from "#platform/scope.ts";
import { StartError } from "#platform/start-error.ts";
import type { Identity } from "./identity.ts";
import { passwordMessages, problemOf } from "./passwords.ts";
import type { PersonStore } from "./person-store.ts";

/** Letters and digits that nobody takes for one another. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to be typed in from a screen: 24 characters in groups, 118 bits. */
const randomPassword = (): string =>
  Array.from({ length: 6 }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(""),
  ).join("-");

/** The password that was set for the first owner can't be taken; the message says why. */
export class FirstOwnerError extends StartError {}

/**
 * Makes the owner of the first workspace where nobody has an account yet. Answers the password only
 * where one was made at random: it is for the terminal, once, and nowhere else.
 */
export async function makeFirstOwner(
  parts: { people: PersonStore; identity: Pick<Identity, "hash"> },
  workspace: string,
  given: { email: string; password: string | undefined },
): Promise<{ email: string; password: string | undefined } | undefined> {
  const system = systemScope("start");
  if (await parts.people.anybody(system)) return undefined;
  const problem =
    given.password === undefined ? undefined : await problemOf(given.password, [given.email]);
  if (problem !== undefined)
    throw new FirstOwnerError(
      `Corridor cannot start:\n  CORRIDOR_ADMIN_PASSWORD: ${passwordMessages[problem]}`,
    );
  const password = given.password ?? randomPassword();
  const email = given.email.toLowerCase();
  await parts.people.make(
    system,
    {
      email,
      name: email.split("@")[0]!,
      language: "en",
      // The operator has said whose it is.
      verified: true,
      hash: await parts.identity.hash(password),
    },
    [{ workspace, role: "owner", memberships: [] }],
  );
  return { email, password: given.password === undefined ? password : undefined };
}
