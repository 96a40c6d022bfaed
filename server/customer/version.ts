/** The version that a change is meant for. Pure. */
import { CorridorError } from "#contract/error.ts";

/** The version in `If-Match` or in the body; where both stand they must say the same. */
export function versionMeant(headers: Headers, inBody: number | undefined): number | undefined {
  const header = headers.get("if-match");
  if (header === null) return inBody;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match)
    throw new CorridorError("invalid_request", 'If-Match must hold one version, as in "3".');
  const version = Number(match[1]);
  if (inBody !== undefined && inBody !== version)
    throw new CorridorError(
      "invalid_request",
      `If-Match says version ${version}, the body ${inBody}.`,
    );
  return version;
}
