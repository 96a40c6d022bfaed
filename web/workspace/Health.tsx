/** Whether the stores answer, what waits, and what is held: looked at again and again. */
import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Readiness } from "#contract/health.ts";
import { refusalOf, Refused } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { clock, decimal, whole } from "../words/format.ts";
import { words as all } from "./operation-words.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./workspace.module.css";

const words = all.health;

/** Not by `call`: that both stores are not there (503) is an answer here. */
async function readiness(signal: AbortSignal): Promise<Readiness> {
  const response = await fetch("/readyz", { signal }).catch((error: Error) => {
    throw new Refused(0, { code: "offline", message: error.message });
  });
  if (!response.ok && response.status !== 503) throw await refusalOf(response);
  return (await response.json()) as Readiness;
}

async function version(): Promise<string> {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw await refusalOf(response);
  return ((await response.json()) as { info: { version: string } }).info.version;
}

function Tile({
  name,
  hint,
  children,
  more,
}: {
  name: string;
  hint: string;
  children: ReactNode;
  more?: ReactNode;
}) {
  return (
    <section className={style.tile}>
      <h3>{name}</h3>
      <output>{children}</output>
      <p className={style.quiet}>{hint}</p>
      {more}
    </section>
  );
}

function State({ up }: { up: boolean }) {
  return (
    <span className={`${style.state} ${up ? style.good : style.bad}`}>
      {up ? words.up : words.down}
    </span>
  );
}

function Tiles({ of: { inbox, held } }: { of: Readiness }) {
  const may = useMay();
  const running = useQuery({ queryKey: ["version"], queryFn: version, staleTime: Infinity });
  const shown = (count: number | null) => (count === null ? words.unknown : whole(count));
  return (
    <div className={style.tiles}>
      <Tile name={words.inbox} hint={words.inboxHint}>
        {shown(inbox.rows)}
      </Tile>
      <Tile name={words.lag} hint={words.lagHint}>
        {inbox.oldestSeconds === null
          ? words.unknown
          : words.seconds(decimal(inbox.oldestSeconds, 1))}
      </Tile>
      <Tile
        name={words.held}
        hint={words.heldHint}
        more={
          (held.rows ?? 0) > 0 &&
          may("handle held signals") && (
            <Anchor component={Link} href="/signals/held" className={style.small}>
              {words.toHeld}
            </Anchor>
          )
        }
      >
        {shown(held.rows)}
      </Tile>
      <Tile name={words.version} hint={words.versionHint}>
        {running.data ?? "…"}
      </Tile>
    </div>
  );
}

export default function Health() {
  const query = useQuery({
    queryKey: ["readiness"],
    queryFn: ({ signal }) => readiness(signal),
    refetchInterval: 10_000,
    staleTime: 0,
  });
  return (
    <SettingsPage title={words.title} lead={words.lead}>
      <Loaded query={query}>
        {(state) => (
          <div className={style.section} style={{ gap: "1.5rem" }}>
            <div>
              <h2>
                <span className={`${style.state} ${state.ready ? style.good : style.bad}`}>
                  {state.ready ? words.ready : words.notReady}
                </span>
              </h2>
              <p className={style.quiet}>
                {[
                  state.ready ? words.readyText : words.notReadyText,
                  words.at(clock(query.dataUpdatedAt)),
                ].join(" ")}
              </p>
            </div>
            <dl className={style.facts} aria-label={words.stores}>
              <dt>{words.postgres}</dt>
              <dd>
                <State up={state.stores.postgres === "up"} />
              </dd>
              <dt>{words.clickhouse}</dt>
              <dd>
                <State up={state.stores.clickhouse === "up"} />
              </dd>
            </dl>
            <Tiles of={state} />
            <p className={style.quiet}>{words.metrics}</p>
          </div>
        )}
      </Loaded>
    </SettingsPage>
  );
}
