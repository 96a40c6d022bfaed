/** What stands in a survey's place where it could not be read: that there is none, or what went wrong. */
import { Refused } from "../data/client.ts";
import { Failure } from "../parts/Failure.tsx";
import { Page } from "../parts/Page.tsx";
import { words } from "./builder-words.ts";

/** What is no id at all is refused as such. */
export const isNone = (error: Error): boolean =>
  error instanceof Refused && [400, 404].includes(error.status);

export function Unread({ error, again }: { error: Error; again: () => unknown }) {
  const back = { href: "/surveys", to: words.back };
  if (isNone(error))
    return <Page title={words.unknown.title} lead={words.unknown.lead} back={back} />;
  return (
    <Page title={words.unknown.unread} back={back}>
      <Failure error={error} again={again} />
    </Page>
  );
}
