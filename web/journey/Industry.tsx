/** The industry of a workspace: which of the defaults it needs, said before it is switched. */
import { Button, Radio } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { chooseIndustry, RegistrySummary } from "#contract/industry.ts";
import type { RegistryType } from "#contract/registry.ts";
import { call } from "../data/client.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useSending } from "../parts/form.tsx";
import { tell } from "../parts/tell.tsx";
import { listOf, whole } from "../words/format.ts";
import style from "./journey.module.css";
import { words } from "./registry-words.ts";
import { typeWords } from "./type-words.ts";

const choices = ["telecom", "retail", "b2b-software", "all"] as const;
type Choice = (typeof choices)[number];
type Keys = RegistrySummary["industries"][number]["off"];

/** Types whose defaults an industry may switch. */
const switchable = [
  "touchpoint",
  "journey",
  "stage",
  "function",
  "channel",
  "aspect",
  "measure",
  "answer",
] as const satisfies readonly RegistryType[];

/** What of a type would be switched, by its labels. What no industry switches is a default or one's own: it stays. */
function OfType({
  type,
  off,
  ever,
  to,
}: {
  type: RegistryType;
  off: Keys;
  ever: Keys;
  to: boolean;
}) {
  const { data = [] } = useEntries(type);
  const found = data.filter(
    ({ key, active, reviewed }) =>
      reviewed &&
      active !== to &&
      (to
        ? (ever[type]?.includes(key) ?? false) && !off[type]?.includes(key)
        : off[type]?.includes(key)),
  );
  if (found.length === 0) return undefined;
  return (
    <li>
      <strong>{typeWords[type].many}</strong>
      {": "}
      {listOf(found.map(labelOf))}
    </li>
  );
}

function Preview({ summary, choice }: { summary: RegistrySummary; choice: Choice }) {
  const off = summary.industries.find(({ industry }) => industry === choice)?.off ?? {};
  const ever: Keys = {};
  for (const each of summary.industries)
    for (const type of switchable) (ever[type] ??= []).push(...(each.off[type] ?? []));
  return (
    <div className={style.rows} role="status">
      {[false, true].map((to) => (
        <div key={String(to)} className={style.switched}>
          <p className={style.quiet}>{to ? words.comesOn : words.goesOff}</p>
          <ul>
            {switchable.map((type) => (
              <OfType key={type} type={type} off={off} ever={ever} to={to} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

export function Industry({
  summary,
  asked,
  close,
}: {
  summary: RegistrySummary;
  /** Whether somebody has come to it, or a new workspace begins with it. */
  asked: boolean;
  close: () => void;
}) {
  const client = useQueryClient();
  const [choice, choose] = useState<Choice>();
  const { busy, summary: problems, send } = useSending("industry");
  async function apply() {
    const sent = await send(async () => {
      const { on, off } = await call<typeof chooseIndustry>("POST", "/v1/registry/industry", {
        body: { industry: choice === "all" ? null : choice! },
      });
      const count = [...Object.values(on), ...Object.values(off)].flat().length;
      await client.invalidateQueries({ queryKey: ["registry"] });
      tell(count === 0 ? words.same : words.switched(whole(count), count));
    });
    if (sent) close();
  }
  return (
    <section className={style.call}>
      <h2>{asked ? words.industry : words.industryNew}</h2>
      <p>{asked ? words.industryLead : words.industryNewLead}</p>
      {problems}
      <Radio.Group
        aria-label={words.industry}
        value={choice ?? null}
        onChange={(value) => choose(choices.find((each) => each === value))}
      >
        <div className={style.rows}>
          {choices.map((each) => (
            <Radio
              key={each}
              value={each}
              label={words.industries[each].label}
              description={words.industries[each].hint}
            />
          ))}
        </div>
      </Radio.Group>
      {choice && <Preview summary={summary} choice={choice} />}
      <div className={style.buttons}>
        <Button disabled={choice === undefined} loading={busy} onClick={() => void apply()}>
          {words.apply}
        </Button>
        <Button variant="default" onClick={close}>
          {asked ? words.cancel : words.keep}
        </Button>
      </div>
    </section>
  );
}
