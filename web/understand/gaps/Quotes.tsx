/** What was said where something fell short, in the customers' own words. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useWorkspace } from "../../data/session.ts";
import { saidIn, whoIn } from "../../listen/signal.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { day } from "../../words/format.ts";
import { useSaid } from "./asking.ts";
import list from "../findings.module.css";
import style from "./gaps.module.css";
import { words } from "./words.ts";

function Said({ quotes }: { quotes: Readonly<Record<string, string>> }) {
  const { timezone } = useWorkspace();
  const said = useSaid(quotes, true);
  return (
    <Loaded query={said}>
      {({ pages }) => {
        const all = pages.flatMap(({ signals }) => signals);
        if (all.length === 0) return <p>{words.saidNone}</p>;
        return (
          <>
            <p className={list.soft}>{words.saidLead}</p>
            <ul className={style.said}>
              {all.map((signal) => (
                <li key={signal.id}>
                  <blockquote>{saidIn(signal)}</blockquote>
                  <p>
                    {day(signal.occurredAt, timezone)}
                    {" · "}
                    <Link href={`/signals/${encodeURIComponent(signal.id)}`}>
                      {whoIn(signal)?.called ?? words.open}
                    </Link>
                  </p>
                </li>
              ))}
            </ul>
            {said.hasNextPage && (
              <Button
                mt="sm"
                variant="default"
                loading={said.isFetchingNextPage}
                onClick={() => void said.fetchNextPage()}
              >
                {words.more}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

export function Quotes({ of, quotes }: { of: string; quotes: Readonly<Record<string, string>> }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={words.quotesOf(of)}
        onClick={() => setOpened(true)}
      >
        {words.said}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={words.saidOf(of)}
        closeButtonProps={{ "aria-label": words.close }}
        size="lg"
      >
        {opened && <Said quotes={quotes} />}
      </Modal>
    </>
  );
}
