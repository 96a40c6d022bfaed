/** The rules of the levels: read by everybody, changed by whoever may change the registry, taken back by a press. */
import { Button, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { getLoyaltyRules, LoyaltyRules, putLoyaltyRules } from "#contract/loyalty.ts";
import { call } from "../../data/client.ts";
import { useMay } from "../../data/session.ts";
import { useSending } from "../../parts/form.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { standing as say } from "../../parts/standing-words.ts";
import { tell } from "../../parts/tell.tsx";
import style from "./loyalty.module.css";
import { ruleWords as words } from "./rule-words.ts";

const signals = ["cancelled", "returned", "renewed", "referral", "praise", "invited"] as const;

const put = (rules: LoyaltyRules, version: number) =>
  call<typeof putLoyaltyRules>("PUT", "/v1/loyalty/rules", { body: { rules, version } });

function Shown({ rules }: { rules: LoyaltyRules }) {
  return (
    <>
      <ol className={style.rules}>
        {rules.levels.map(({ level, when }) => (
          <li key={level}>
            <b>{say.levels[level]}</b>
            <code>{when}</code>
          </li>
        ))}
      </ol>
      <p className={style.note}>{words.otherwise}</p>
    </>
  );
}

function Edit({
  held,
  version,
  close,
}: {
  held: LoyaltyRules;
  version: number;
  close: () => void;
}) {
  const client = useQueryClient();
  const [rules, setRules] = useState(held);
  const { busy, summary, send } = useSending("rules");
  const saved = async () => {
    await client.invalidateQueries({ queryKey: ["loyalty"] });
    await client.invalidateQueries({ queryKey: ["customers", "level"] });
  };
  async function save() {
    const done = await send(async () => {
      const now = await put(rules, version);
      await saved();
      tell(words.saved, async () => {
        await put(held, now.version);
        await saved();
      });
    });
    if (done) close();
  }
  return (
    <form
      className={style.edit}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {summary}
      {rules.levels.map(({ level, when }, place) => (
        <Textarea
          key={level}
          label={`${place + 1}. ${say.levels[level]}`}
          value={when}
          maxLength={2_000}
          autosize
          onChange={({ currentTarget: { value } }) =>
            setRules({
              ...rules,
              levels: rules.levels.map((each) =>
                each.level === level ? { level, when: value } : each,
              ),
            })
          }
        />
      ))}
      <p className={style.note}>{words.facts(Object.keys(say.facts).join(", "))}</p>
      <h3>{words.signals}</h3>
      {signals.map((name) => (
        <Textarea
          key={name}
          label={words.signal[name]}
          value={rules.signals[name]}
          maxLength={2_000}
          autosize
          onChange={({ currentTarget: { value } }) =>
            setRules({ ...rules, signals: { ...rules.signals, [name]: value } })
          }
        />
      ))}
      <div className={style.buttons}>
        <Button type="submit" loading={busy}>
          {words.save}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

export function Rules() {
  const may = useMay();
  const [editing, edit] = useState(false);
  const query = useQuery({
    queryKey: ["loyalty", "rules"],
    queryFn: ({ signal }) => call<typeof getLoyaltyRules>("GET", "/v1/loyalty/rules", { signal }),
  });
  return (
    <section className={style.section}>
      <h2>{words.title}</h2>
      <Loaded query={query} waiting={<Waiting rows={5} height={28} />}>
        {({ rules, version }) =>
          editing ? (
            <Edit held={rules} version={version} close={() => edit(false)} />
          ) : (
            <>
              <Shown rules={rules} />
              {may("change the registry") && (
                <div>
                  <Button variant="default" onClick={() => edit(true)}>
                    {words.change}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
