/** All texts side by side: the source, and one language that they are put into. */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Fragment, memo, useMemo, useRef, useState } from "react";
import type { getSurvey } from "#contract/survey-routes.ts";
import { shippedAt } from "#questions/texts.ts";
import { isShipped } from "#questions/words.ts";
import { call, ownHeaders, refusalOf, Refused } from "../data/client.ts";
import { download } from "../parts/download.ts";
import { Check } from "../parts/native.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { whole } from "../words/format.ts";
import style from "./builder.module.css";
import { useBuilding, type Building } from "./building.ts";
import { words as builder } from "./builder-words.ts";
import { withText } from "./fields.tsx";
import { nameOfLanguage } from "./languages.ts";
import look from "./languages.module.css";
import { isWord, textsOf, withAt, type Found, type Place } from "./texts.ts";
import { typeWords } from "./type-words.ts";
import { words as all } from "./view-words.ts";

const words = all.languages;
/** Characters of a text, and of a word of the page. */
const mostText = 5_000;
const mostWord = 300;

/** What a word of the page is where nobody has written one: of the source it is there to be read, too. */
const standingIn = ({ place }: Found, tag: string, source: string): string | undefined =>
  shippedAt(place, tag) ?? (tag === source ? shippedAt(place, "en") : undefined);

type Line = { line: number; message: string };

const Cell = memo(function Cell(props: {
  label: string;
  language: string;
  text: string;
  /** What is said where nothing stands here. */
  shipped: string | undefined;
  most: number;
  readOnly: boolean;
  onChange: (text: string) => void;
}) {
  const { label, language, text, shipped, most, readOnly, onChange } = props;
  return (
    <Textarea
      size="sm"
      autosize
      minRows={1}
      maxRows={12}
      aria-label={label}
      lang={language}
      dir="auto"
      readOnly={readOnly}
      value={text}
      maxLength={most}
      placeholder={shipped}
      data-missing={text === "" && shipped === undefined ? true : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
});

function useGroups(found: readonly Found[], { draft, say }: Building) {
  const groups: { key: string; name: string; items: Found[] }[] = [];
  for (const each of found) {
    const key = each.of.join(".");
    let group = groups.find((other) => other.key === key);
    if (!group) groups.push((group = { key, name: nameOf(each.of), items: [] }));
    group.items.push(each);
  }
  function nameOf(of: Place): string {
    const [list, n, within, at] = of;
    if (list === "endings") return builder.outline.ending(whole(Number(n) + 1));
    if (list !== "pages") return words.of.whole;
    const page = draft.pages[Number(n)]!;
    const question = within ? page.questions[Number(at)] : undefined;
    if (question) return `${typeWords[question.type].name} · ${question.key}`;
    return say(page.title) || builder.outline.page(whole(Number(n) + 1));
  }
  return groups;
}

function AddLanguage() {
  const { draft, change, speak } = useBuilding();
  const [tag, setTag] = useState("");
  const fits =
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) &&
    !draft.languages.some((each) => each.toLowerCase() === tag.toLowerCase());
  return (
    <div className={look.add}>
      <TextInput
        size="sm"
        label={words.tag}
        value={tag}
        maxLength={35}
        spellCheck={false}
        onChange={({ currentTarget }) => setTag(currentTarget.value.trim())}
      />
      <Button
        size="sm"
        variant="default"
        disabled={!fits}
        onClick={() => {
          change((now) => ({ ...now, languages: [...now.languages, tag] }));
          speak(tag);
          setTag("");
        }}
      >
        {words.add}
      </Button>
    </div>
  );
}

function Files({ setLines }: { setLines: (lines: Line[]) => void }) {
  const { survey, flush, revision, take, readOnly } = useBuilding();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const address = `/v1/surveys/${survey.id}/texts`;
  async function bring(file: File | undefined) {
    if (!file || !(await flush())) return;
    setBusy(true);
    setLines([]);
    try {
      const response = await fetch(`${address}?revision=${revision}`, {
        method: "PUT",
        body: await file.text(),
        credentials: "same-origin",
        headers: { "content-type": "text/csv", ...ownHeaders() },
      });
      if (!response.ok) throw await refusalOf(response);
      const { changed } = (await response.json()) as { changed: number };
      const now = await call<typeof getSurvey>("GET", "/v1/surveys/:id", {
        params: { id: survey.id },
      });
      take(now.definition, now.revision);
      tell(words.inDone(whole(changed)));
    } catch (error) {
      const { problems } = (error instanceof Refused ? (error.details ?? {}) : {}) as {
        problems?: Line[];
      };
      if (problems && problems.length > 0) setLines(problems);
      else failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className={style.buttons}>
      <Button
        size="sm"
        variant="default"
        onClick={() =>
          void flush().then(() => download(address, `${survey.name}.csv`).catch(failed))
        }
      >
        {words.out}
      </Button>
      {!readOnly && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,text/csv"
            onChange={({ currentTarget }) => {
              void bring(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
          <Button size="sm" variant="default" loading={busy} onClick={() => input.current?.click()}>
            {words.in}
          </Button>
        </>
      )}
    </div>
  );
}

export default function Languages() {
  const building = useBuilding();
  const { draft, change, language, speak, readOnly } = building;
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [lines, setLines] = useState<Line[]>([]);
  const source = draft.languages[0]!;
  const target = language === source ? (draft.languages[1] ?? source) : language;
  const isAlone = target === source;
  const found = useMemo(() => {
    const all = textsOf(draft, target);
    // Of one language alone there is nothing to translate but what the page says of itself.
    return isAlone ? all.filter(({ place }) => isWord(place) && !isShipped(target)) : all;
  }, [draft, target, isAlone]);
  const missing = found.filter(({ texts }) => !texts[target]);
  // What is being filled in must not vanish under whoever fills it in.
  const key = `${target} ${onlyMissing}`;
  const now = () => ({ key, places: new Set(missing.map(({ place }) => place.join("."))) });
  const [begun, setBegun] = useState(now);
  if (begun.key !== key) setBegun(now());
  const { places } = begun;
  const shown = onlyMissing ? found.filter(({ place }) => places.has(place.join("."))) : found;
  const groups = useGroups(shown, building);
  const sides = isAlone ? [target] : [source, target];
  const hasTable = !isAlone || found.length > 0;
  const set = (at: Found, tag: string) => (text: string) =>
    change(
      (now) => withAt(now, at.place, withText(at.texts, tag, text)),
      `${at.place.join(".")} ${tag}`,
    );
  return (
    <div className={style.view}>
      <div className={look.top}>
        <div>
          <h2>{words.title}</h2>
          <p className={style.lead}>{words.lead}</p>
        </div>
        <Files setLines={setLines} />
      </div>
      {lines.length > 0 && (
        <div role="alert" className={style.other}>
          <p>{words.lines}</p>
          <ul>
            {lines.map(({ line, message }) => (
              <li key={line + message}>{words.line(whole(line), message)}</li>
            ))}
          </ul>
        </div>
      )}
      {isAlone && <p>{words.one}</p>}
      {hasTable && (
        <div className={look.bar}>
          {!isAlone && (
            <NativeSelect
              size="sm"
              label={words.target}
              value={target}
              onChange={({ currentTarget }) => speak(currentTarget.value)}
              data={draft.languages
                .slice(1)
                .map((each) => ({ value: each, label: nameOfLanguage(each) }))}
            />
          )}
          <Check label={words.missing} checked={onlyMissing} change={setOnlyMissing} />
          <p role="status" className={look.done}>
            {words.done(whole(found.length - missing.length), whole(found.length))}
          </p>
        </div>
      )}
      {!readOnly && <AddLanguage />}
      {hasTable && shown.length === 0 && <p>{words.none}</p>}
      {shown.length > 0 && (
        <div className={look.table}>
          <table aria-label={words.table}>
            <thead>
              <tr>
                <th scope="col">{words.where}</th>
                {sides.map((tag) => (
                  <th key={tag} scope="col">
                    {nameOfLanguage(tag)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <Fragment key={group.key}>
                  <tr className={look.group}>
                    <th scope="rowgroup" colSpan={sides.length + 1}>
                      {group.name}
                    </th>
                  </tr>
                  {group.items.map((each) => (
                    <tr key={each.place.join(".")}>
                      <th scope="row">{each.name}</th>
                      {sides.map((tag) => (
                        <td key={tag}>
                          <Cell
                            label={`${group.name}, ${each.name}, ${nameOfLanguage(tag)}`}
                            language={tag}
                            text={each.texts[tag] ?? ""}
                            shipped={standingIn(each, tag, source)}
                            most={isWord(each.place) ? mostWord : mostText}
                            readOnly={readOnly}
                            onChange={set(each, tag)}
                          />
                        </td>
                      ))}
                    </tr>
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
