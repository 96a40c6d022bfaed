import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { Page } from "../parts/Page.tsx";
import { words } from "./words.ts";

/** What an address shows that leads nowhere, or where the reader may not go: which of the two, nobody is told. */
export function Missing() {
  return (
    <Page title={words.missing.title} lead={words.missing.lead}>
      <Anchor component={Link} href="/today">
        {words.missing.home}
      </Anchor>
    </Page>
  );
}
