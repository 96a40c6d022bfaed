/** What a room says to somebody who belongs to no part of the workspace. */
import { Empty, Page } from "../parts/Page.tsx";
import { start } from "./start-words.ts";

export function SeesNothing({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Empty title={start.nothing}>
        <p>{start.nothingLead}</p>
      </Empty>
    </Page>
  );
}
