/**
 * What a page says of its customer is believed where the customer's own server has signed it. The
 * secret of a workspace is made from CORRIDOR_SECRET: nothing new is stored, and every process knows it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { identifierTypes, type Named } from "./identifier.ts";

/** The identity secret of a workspace: 256 bits, in base64url. */
export function identitySecret(secret: string, workspace: string): string {
  const bytes = hkdfSync("sha256", secret, workspace, "corridor identity secret", 32);
  return Buffer.from(bytes).toString("base64url");
}

/** What is signed: `id`, `email`, `phone`, `anonymousId` as they are sent, one a line, empty where absent. */
const signedText = (named: Named): string =>
  identifierTypes.map((type) => named[type] ?? "").join("\n");

export const sign = (secret: string, named: Named): string =>
  createHmac("sha256", secret).update(signedText(named)).digest("hex");

/** Whether the signature is that of these identifiers. Takes as long wherever the two differ. */
export function isSignedBy(secret: string, named: Named, signature: string): boolean {
  // A line break within one could move the border between two.
  if (identifierTypes.some((type) => /[\n\r]/.test(named[type] ?? ""))) return false;
  const expected = Buffer.from(sign(secret, named), "hex");
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
