/** What customers expect after a promise to them was broken, beside what all others expect. */
import { NativeSelect } from "@mantine/core";
import type { EarlierAnswer, GapsInput } from "#contract/gaps.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { decimal, unitOf, whole } from "../../words/format.ts";
import { axisOf, Interval } from "../Interval.tsx";
import { useGaps } from "./asking.ts";
import list from "../findings.module.css";
import style from "./gaps.module.css";
import { words } from "./words.ts";

const { earlier: say } = words;

/** Half a year, as people mean it. */
const days = 183;
/** Measures in which customers are asked what they expect. */
const isExpectation = ({ key, active, reviewed }: RegistryEntry<"measure">): boolean =>
  active && reviewed && key.startsWith("expected");

/** A signal that shows the promise broken; undefined of an entry that promises nothing. */
function brokenIn(entry: RegistryEntry<"promise">): string | undefined {
  if (!entry.reviewed || !entry.active) return undefined;
  const { touchpoint, measure, comparison, level } = entry.definition;
  const number = /[.e]/.test(String(level)) ? String(level) : `${level}.0`;
  return `touchpoint == ${JSON.stringify(touchpoint)} && measures[${JSON.stringify(measure)}] ${comparison === "<=" ? ">" : "<"} ${number}`;
}

function Answer({ answer }: { answer: EarlierAnswer }) {
  const { after, others, delta, low, high, differs, unit, unknown } = answer;
  if (after.n + others.n === 0) return <p className={list.soft}>{say.none}</p>;
  const write = (value: number) =>
    unit === undefined ? decimal(value, 2) : `${decimal(value, 2)} ${unitOf(unit)}`;
  const axis = axisOf([after, others].flatMap((each) => [each.low, each.mean, each.high]));
  const verdict =
    differs === null || delta === null
      ? say.few
      : differs
        ? say.apart(
            write(Math.abs(delta)),
            ...([low!, high!].map((end) => decimal(end, 2)) as [string, string]),
          )
        : say.chance;
  return (
    <>
      <table className={`${list.rows} ${style.rows}`}>
        <thead>
          <tr>
            <th scope="col">{say.group}</th>
            <th scope="col">{words.columns.interval}</th>
            <th scope="col" className={list.right}>
              {say.mean}
            </th>
            <th scope="col" className={list.right}>
              {words.columns.n}
            </th>
          </tr>
        </thead>
        <tbody>
          {(
            [
              [say.after, after],
              [say.others, others],
            ] as const
          ).map(([name, group]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={style.pictureCell}>
                <Interval estimate={group.mean} low={group.low} high={group.high} axis={axis} />
              </td>
              <td className={list.right}>
                {group.mean === null ? "–" : write(group.mean)}
                {group.low !== null && group.high !== null && (
                  <span className={list.soft}>
                    {words.interval(decimal(group.low, 2), decimal(group.high, 2))}
                  </span>
                )}
              </td>
              <td className={`${list.right} ${style.base}`}>
                <span className={list.phone}>{"n "}</span>
                {whole(group.n)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={style.verdict}>{verdict}</p>
      {unknown > 0 && <p className={list.soft}>{say.unknown(whole(unknown))}</p>}
    </>
  );
}

export function Earlier({ question }: { question: GapsInput }) {
  const [parameters, change] = useAddress();
  const expectations = (useEntries("measure").data ?? []).filter(isExpectation);
  const promises = (useEntries("promise").data ?? []).filter(
    (each) => brokenIn(each) !== undefined,
  );
  const expectation =
    expectations.find(({ key }) => key === parameters.get("expects")) ?? expectations[0];
  const promise = promises.find(({ key }) => key === parameters.get("broken")) ?? promises[0];
  const where = promise && brokenIn(promise);
  const isThere = expectation !== undefined && where !== undefined;
  const { by: _by, interval: _interval, order: _order, ...selection } = question;
  const asked: GapsInput = {
    ...selection,
    sources: ["zone"],
    ...(isThere ? { earlier: { expectation: expectation.key, where, days } } : {}),
  };
  const query = useGaps(asked, isThere);
  if (!isThere) return undefined;
  const choices = (entries: readonly (RegistryEntry<"measure"> | RegistryEntry<"promise">)[]) =>
    entries.map((entry) => ({ value: entry.key, label: labelOf(entry) }));
  return (
    <section className={style.source} aria-labelledby="earlier">
      <div className={list.top}>
        <h2 id="earlier">{say.title}</h2>
        <p>{say.lead}</p>
      </div>
      <div className={style.chosen}>
        <NativeSelect
          label={say.expectation}
          value={expectation.key}
          data={choices(expectations)}
          onChange={({ currentTarget: { value } }) => change({ expects: value }, true)}
        />
        <NativeSelect
          label={say.promise}
          value={promise!.key}
          data={choices(promises)}
          onChange={({ currentTarget: { value } }) => change({ broken: value }, true)}
        />
      </div>
      <Loaded query={query} waiting={<Waiting rows={3} height={32} />}>
        {({ earlier }) =>
          earlier ? <Answer answer={earlier} /> : <Waiting rows={3} height={32} />
        }
      </Loaded>
    </section>
  );
}
