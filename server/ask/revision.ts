/** Which revision of a draft a caller began from. */
import { CorridorError } from "#contract/error.ts";

/** The revision in `If-Match` or in the query; where both stand they must say the same. */
export function revisionMeant(headers: Headers, inQuery: number | undefined): number | undefined {
  const header = headers.get("if-match");
  if (header === null) return inQuery;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match)
    throw new CorridorError("invalid_request", 'If-Match must hold one revision, as in "3".');
  const revision = Number(match[1]);
  if (inQuery !== undefined && inQuery !== revision)
    throw new CorridorError(
      "invalid_request",
      `If-Match says revision ${revision}, the query string ${inQuery}.`,
    );
  return revision;
}

/** The header that names the revision of an answer. */
export const etag = ({ revision }: { revision: number }) => ({ etag: `"${revision}"` });
