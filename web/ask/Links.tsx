/** Personal links: a customer in each line, a link for each, as a file for whoever sends them. */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { makeSurveyLinks } from "#contract/survey-links.ts";
import type { QuestionOf } from "#contract/survey.ts";
import { call } from "../data/client.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { copyText } from "../parts/copy.ts";
import { useSending } from "../parts/form.tsx";
import { csvOf, save } from "../parts/save.ts";
import { tell } from "../parts/tell.tsx";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import style from "./builder.module.css";
import { nameOfLanguage } from "./languages.ts";
import { customersIn, mostLinks, type Addressed } from "./links.ts";
import { linkWords as words } from "./link-words.ts";
import { momentAt } from "./moments.ts";

type Made = Addressed & { url: string };

/** Links that are shown; the file has all. */
const mostShown = 20;
const dayMs = 86_400_000;
/** Days that a link may hold; the response itself is kept open for 40. */
const lasting = ["", "7", "14", "30", "90"] as const;

/** What all links of one making say beside whose they are; "" where nothing. */
type Beside = {
  readonly days: string;
  readonly touchpoint: string;
  readonly language: string;
  /** The day on which that happened which is asked about: 2026-01-31. */
  readonly happened: string;
  /** By key of a hidden question. */
  readonly hidden: Readonly<Record<string, string>>;
};

/** Of as many as there are. */
async function made(
  survey: string,
  customers: readonly Addressed[],
  beside: Beside,
  timezone: string,
) {
  const { days, touchpoint, language, happened } = beside;
  // A day is named in the workspace's zone, where noon is on it.
  const occurredAt = happened && momentAt(`${happened}T12:00`, timezone);
  const hidden = Object.fromEntries(Object.entries(beside.hidden).filter(([, value]) => value));
  const common = {
    ...(days && { expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }),
    ...(touchpoint && { touchpoint }),
    ...(language && { language }),
    ...(occurredAt && { occurredAt }),
    ...(Object.keys(hidden).length > 0 && { hidden }),
  };
  const links = customers.map(({ customer }) => ({ customer, ...common }));
  const answer = await call<typeof makeSurveyLinks>("POST", "/v1/surveys/:id/links", {
    params: { id: survey },
    body: { links },
  });
  return customers.map((each, n): Made => ({ ...each, url: answer.links[n]!.url }));
}

function MadeLinks({ links, name }: { links: readonly Made[]; name: string }) {
  const rows = links.map(({ said, url }) => [said, url]);
  const copy = async () => {
    const isDone = await copyText(rows.map((row) => row.join("\t")).join("\n"));
    tell(isDone ? words.copied : words.notCopied);
  };
  return (
    <div className={style.made} role="region" aria-label={words.made(whole(links.length))}>
      <p role="status">{words.made(whole(links.length))}</p>
      <div className={style.buttons}>
        <Button onClick={() => save(`${name}.csv`, csvOf([[...words.columns], ...rows]))}>
          {words.csv}
        </Button>
        <Button variant="default" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
      <div className="scroll" tabIndex={0} role="group" aria-label={words.list}>
        <table className={style.links}>
          <thead>
            <tr>
              {words.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {links.slice(0, mostShown).map(({ said, url }) => (
              <tr key={said}>
                <td>{said}</td>
                <td>
                  <code>{url}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {links.length > mostShown && (
        <p className={style.lead}>{words.more(whole(links.length - mostShown))}</p>
      )}
    </div>
  );
}

/** What a hidden question takes: one of its values, or any text. */
function Hidden(props: {
  question: QuestionOf<"hidden">;
  value: string;
  onChange: (value: string) => void;
}) {
  const { question, value, onChange } = props;
  const { key, values } = question;
  return values ? (
    <NativeSelect
      label={key}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: "", label: words.nothing },
        ...values.map((each) => ({ value: each, label: each })),
      ]}
    />
  ) : (
    <TextInput
      label={key}
      value={value}
      maxLength={500}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function BesideFields({ beside, set }: { beside: Beside; set: (fields: Partial<Beside>) => void }) {
  const { draft } = useBuilding();
  const { data } = useEntries("touchpoint");
  const hidden = draft.pages
    .flatMap(({ questions }) => questions)
    .filter((question) => question.type === "hidden");
  return (
    <>
      <div className={style.beside}>
        <NativeSelect
          label={words.place}
          description={words.placeHint}
          value={beside.touchpoint}
          onChange={({ currentTarget }) => set({ touchpoint: currentTarget.value })}
          data={[
            { value: "", label: words.asSurvey },
            ...(data ?? []).map((entry) => ({ value: entry.key, label: labelOf(entry) })),
          ]}
        />
        {draft.languages.length > 1 && (
          <NativeSelect
            label={words.language}
            description={words.languageHint}
            value={beside.language}
            onChange={({ currentTarget }) => set({ language: currentTarget.value })}
            data={[
              { value: "", label: words.asCustomer },
              ...draft.languages.map((value) => ({ value, label: nameOfLanguage(value) })),
            ]}
          />
        )}
        <TextInput
          type="date"
          label={words.happened}
          description={words.happenedHint}
          value={beside.happened}
          min="1900-01-01"
          max="2199-12-31"
          onChange={({ currentTarget }) => set({ happened: currentTarget.value })}
        />
      </div>
      {hidden.length > 0 && (
        <fieldset className={style.brought}>
          <legend>{words.brought}</legend>
          <p className={style.lead}>{words.broughtHint}</p>
          <div className={style.beside}>
            {hidden.map((question) => (
              <Hidden
                key={question.key}
                question={question}
                value={beside.hidden[question.key] ?? ""}
                onChange={(value) => set({ hidden: { ...beside.hidden, [question.key]: value } })}
              />
            ))}
          </div>
        </fieldset>
      )}
      <NativeSelect
        label={words.expires}
        value={beside.days}
        onChange={({ currentTarget }) => set({ days: currentTarget.value })}
        data={lasting.map((value) => ({
          value,
          label: value === "" ? words.never : words.days(value),
        }))}
      />
    </>
  );
}

export function Links() {
  const { survey, draft } = useBuilding();
  const { timezone } = useWorkspace();
  const [text, setText] = useState("");
  const [beside, setBeside] = useState<Beside>({
    days: "30",
    touchpoint: "",
    language: "",
    happened: "",
    hidden: {},
  });
  const [links, setLinks] = useState<readonly Made[]>([]);
  const form = useSending("links");
  const { customers, wrong } = customersIn(text);

  async function make() {
    const problem =
      customers.length === 0
        ? words.none
        : wrong !== undefined
          ? words.wrong(wrong)
          : customers.length > mostLinks
            ? words.tooMany(whole(customers.length), whole(mostLinks))
            : undefined;
    await form.send(
      async () => setLinks(await made(survey.id, customers, beside, timezone)),
      problem === undefined ? [] : [{ path: "links", message: problem }],
    );
  }
  return (
    <section className={style.section}>
      <h2>{words.title}</h2>
      <p className={style.lead}>{words.text}</p>
      <p className={style.lead}>{words.means[draft.confidentiality]}</p>
      {form.summary}
      <Textarea
        {...form.field("links")}
        className={style.wide!}
        label={words.customers}
        description={words.customersHint(whole(mostLinks))}
        value={text}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={200_000}
        spellCheck={false}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setLinks([]);
        }}
      />
      <BesideFields
        beside={beside}
        set={(fields) => {
          setBeside({ ...beside, ...fields });
          setLinks([]);
        }}
      />
      <Button variant="default" loading={form.busy} onClick={() => void make()}>
        {customers.length > 0 ? words.make(whole(customers.length)) : words.makeSome}
      </Button>
      {links.length > 0 && <MadeLinks links={links} name={words.file(survey.name)} />}
    </section>
  );
}
