/** All that the workspace knows by key: what waits to be reviewed first, then every type. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { getRegistry, RegistrySummary } from "#contract/industry.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { whole } from "../words/format.ts";
import { isChosen, setChosen } from "./chosen.ts";
import { Industry } from "./Industry.tsx";
import style from "./journey.module.css";
import { words } from "./registry-words.ts";
import { addressOf, groups, type Group } from "./types.ts";
import { typeWords } from "./type-words.ts";

type Counts = RegistrySummary["types"];

function Review({ types }: { types: Counts }) {
  const open = types.filter(({ unreviewed }) => unreviewed > 0);
  if (open.length === 0) return undefined;
  return (
    <section className={style.section}>
      <h2>{words.review}</h2>
      <p>{words.reviewLead}</p>
      <ul className={style.review}>
        {open.map(({ type, unreviewed }) => (
          <li key={type}>
            <Link href={`${addressOf(type)}?show=open`}>
              {typeWords[type].many}
              <strong>{whole(unreviewed)}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Types({ group, types }: { group: Group; types: Counts }) {
  return (
    <section className={style.section}>
      <h2>{words.groups[group]}</h2>
      <ul className={style.types}>
        {groups[group].map((type) => {
          const { total, active, unreviewed } = types.find((each) => each.type === type)!;
          return (
            <li key={type}>
              <Link href={addressOf(type)}>{typeWords[type].many}</Link>
              <p>{typeWords[type].what}</p>
              <p className={style.counts}>
                {unreviewed > 0 && <span>{words.unreviewed(whole(unreviewed))}</span>}
                {total > active && <span>{`${words.off}: ${whole(total - active)}`}</span>}
                <span>{`${words.inUse}: ${whole(active)}`}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export default function Registry() {
  const mayChange = useMay()("change the registry");
  const [asked, ask] = useState(false);
  const [chosen, choose] = useState(isChosen);
  const query = useQuery({
    queryKey: ["registry", "summary"],
    queryFn: () => call<typeof getRegistry>("GET", "/v1/registry/summary"),
  });
  const begins = !chosen && (query.data?.untouched ?? true);
  function settle() {
    setChosen();
    choose(true);
    ask(false);
  }
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayChange && !begins && !asked ? (
          <Button variant="default" onClick={() => ask(true)}>
            {words.industry}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} waiting={<Waiting rows={10} height={32} />}>
        {(summary) => (
          <div className={style.sections}>
            {mayChange && (begins || asked) && (
              <Industry summary={summary} asked={asked} close={settle} />
            )}
            <Review types={summary.types} />
            {(Object.keys(groups) as Group[]).map((group) => (
              <Types key={group} group={group} types={summary.types} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
