/** What was published, and what is otherwise in one version, or the draft, than in another. */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type {
  getSurveyDifference,
  getSurveyVersion,
  listSurveyVersions,
  SurveyChange,
} from "#contract/survey-version-routes.ts";
import { call } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { Cards, Scroll } from "../parts/Scroll.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { moment, whole } from "../words/format.ts";
import style from "./builder.module.css";
import { useBuilding } from "./building.ts";
import { questionOf } from "./definition.ts";
import look from "./versions.module.css";
import { words as all } from "./view-words.ts";

const words = all.versions;

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? words.absent
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

/** Signs that stand for what happened beside its word. */
const signs: Readonly<Record<SurveyChange["what"], string>> = {
  added: "+",
  removed: "−",
  moved: "↕",
  changed: "~",
};

function ChangeRow({ change }: { change: SurveyChange }) {
  const { draft, say } = useBuilding();
  const key = change.place.split(".").at(-1) ?? "";
  const question = change.of === "question" ? questionOf(draft, key) : undefined;
  const text = question && "text" in question ? say(question.text) : undefined;
  return (
    <li className={look.change} data-what={change.what}>
      <p>
        <span className={look.sign} aria-hidden="true">
          {signs[change.what]}
        </span>
        <strong>{words.of[change.of]}</strong> {text ? `“${text}”` : ""}{" "}
        {change.place !== "" && <code>{change.place}</code>} {words.what[change.what]}
      </p>
      {change.fields.length > 0 && (
        <Scroll label={change.place || words.of.survey}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.field}</th>
                <th scope="col">{words.before}</th>
                <th scope="col">{words.after}</th>
              </tr>
            </thead>
            <tbody>
              {change.fields.map(({ field, before, after }) => (
                <tr key={field}>
                  <th scope="row">
                    <code>{field}</code>
                  </th>
                  <td className={look.before}>{shown(before)}</td>
                  <td className={look.after}>{shown(after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </li>
  );
}

type Side = number | "draft";

function Difference({ versions }: { versions: readonly number[] }) {
  const { survey, revision } = useBuilding();
  const [from, setFrom] = useState<Side>(versions[0]!);
  const [to, setTo] = useState<Side>("draft");
  const query = useQuery({
    queryKey: ["survey-difference", survey.id, from, to, revision],
    queryFn: ({ signal }) =>
      call<typeof getSurveyDifference>("GET", "/v1/surveys/:id/difference", {
        params: { id: survey.id },
        query: { from, to },
        signal,
      }),
  });
  const sides = [
    { value: "draft", label: words.draft },
    ...versions.map((each) => ({ value: String(each), label: words.number(whole(each)) })),
  ];
  const side = (text: string): Side => (text === "draft" ? "draft" : Number(text));
  return (
    <section className={look.difference}>
      <h2>{words.compare}</h2>
      <div className={look.sides}>
        <NativeSelect
          size="sm"
          label={words.from}
          value={String(from)}
          data={sides}
          onChange={({ currentTarget }) => setFrom(side(currentTarget.value))}
        />
        <NativeSelect
          size="sm"
          label={words.to}
          value={String(to)}
          data={sides}
          onChange={({ currentTarget }) => setTo(side(currentTarget.value))}
        />
      </div>
      <Loaded query={query}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p>{words.same}</p>
          ) : (
            <ul className={look.changes}>
              {changes.map((change) => (
                <ChangeRow key={`${change.of} ${change.place} ${change.what}`} change={change} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

export default function Versions() {
  const { survey, change, flush, readOnly } = useBuilding();
  const { timezone } = useWorkspace();
  useEffect(() => void flush(), [flush]);
  const query = useQuery({
    queryKey: ["survey-versions", survey.id],
    queryFn: ({ signal }) =>
      call<typeof listSurveyVersions>("GET", "/v1/surveys/:id/versions", {
        params: { id: survey.id },
        signal,
      }),
  });
  async function restore(version: number) {
    try {
      const { definition } = await call<typeof getSurveyVersion>(
        "GET",
        "/v1/surveys/:id/versions/:version",
        { params: { id: survey.id, version: String(version) } },
      );
      change(() => definition);
      tell(words.restored(whole(version)));
    } catch (error) {
      failed(error);
    }
  }
  return (
    <div className={style.view}>
      <div>
        <h2>{words.title}</h2>
        <p className={style.lead}>{words.lead}</p>
      </div>
      <Loaded query={query}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <>
              <div className={look.list}>
                <Cards label={words.list}>
                  <thead>
                    <tr>
                      <th scope="col">{words.version}</th>
                      <th scope="col">{words.published}</th>
                      <th scope="col">{words.draft}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {versions.map(({ version, publishedAt }) => (
                      <tr key={version}>
                        <td data-label={words.version}>{whole(version)}</td>
                        <td data-label={words.published}>
                          <time dateTime={publishedAt}>{moment(publishedAt, timezone)}</time>
                        </td>
                        <td>
                          {!readOnly && (
                            <Button
                              size="compact-sm"
                              variant="subtle"
                              aria-label={`${words.restore}: ${words.number(whole(version))}`}
                              onClick={() => void restore(version)}
                            >
                              {words.restore}
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </Cards>
              </div>
              <Difference versions={versions.map(({ version }) => version)} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
