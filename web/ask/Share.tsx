/** How people come to a survey: its link, its code for paper, and whether it is open. */
import { Anchor, Button, NativeSelect, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { closeSurvey, openSurvey, SurveyBody } from "#contract/survey-routes.ts";
import type { getSurveyVersion } from "#contract/survey-version-routes.ts";
import { call, ownHeaders } from "../data/client.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { Code } from "../parts/Code.tsx";
import { download } from "../parts/download.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import style from "./builder.module.css";
import { Links } from "./Links.tsx";
import { surveyQuery } from "./saving.ts";

const words = all.share;

function Turn() {
  const { survey } = useBuilding();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const isOpen = survey.state === "open";
  async function turn(to: "close" | "open") {
    const { state } = await call<typeof openSurvey | typeof closeSurvey>(
      "POST",
      `/v1/surveys/:id/${to}`,
      { params: { id: survey.id } },
    );
    client.setQueryData<SurveyBody>(surveyQuery(survey.id), (before) =>
      before ? { ...before, state } : before,
    );
    void client.invalidateQueries({ queryKey: ["surveys"] });
  }
  async function press() {
    setBusy(true);
    try {
      await turn(isOpen ? "close" : "open");
      tell(isOpen ? words.closedNow : words.openNow, () => turn(isOpen ? "open" : "close"));
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void press()}>
      {isOpen ? words.close : words.reopen}
    </Button>
  );
}

/** The picture that leads there, asked for as whoever is here: an address alone would not say in which workspace. */
function useQr(id: string, touchpoint: string) {
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    let address: string | undefined;
    const read = async () => {
      const response = await fetch(qrOf(id, touchpoint, "svg"), {
        credentials: "same-origin",
        headers: ownHeaders(),
        signal: stop.signal,
      });
      if (!response.ok) return;
      address = URL.createObjectURL(await response.blob());
      setPicture(address);
    };
    read().catch(() => {});
    return () => {
      stop.abort();
      setPicture(undefined);
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [id, touchpoint]);
  return picture;
}

const qrOf = (id: string, touchpoint: string, format: "svg" | "png"): string =>
  `/v1/surveys/${id}/qr?${new URLSearchParams({ format, ...(format === "png" && { size: "1200" }), ...(touchpoint && { touchpoint }) }).toString()}`;

function Codes() {
  const { survey, language } = useBuilding();
  const [touchpoint, setTouchpoint] = useState("");
  const { data } = useEntries("touchpoint");
  const picture = useQr(survey.id, touchpoint);
  const touchpoints = (data ?? []).map((entry) => ({ value: entry.key, label: labelOf(entry) }));
  const name = [survey.name, touchpoint].filter(Boolean).join(" ");
  const sheet = new URLSearchParams({
    lang: language,
    ...(touchpoint && { touchpoints: touchpoint }),
  });
  return (
    <section className={style.section}>
      <h2>{words.qr}</h2>
      <p className={style.lead}>{words.qrText}</p>
      <NativeSelect
        label={words.touchpoint}
        value={touchpoint}
        onChange={({ currentTarget }) => setTouchpoint(currentTarget.value)}
        data={[{ value: "", label: words.anywhere }, ...touchpoints]}
      />
      {picture === undefined ? (
        <Skeleton width={176} height={176} />
      ) : (
        <img className={style.qr} src={picture} alt={words.qrAlt} />
      )}
      <div className={style.buttons}>
        {(["svg", "png"] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            onClick={() =>
              void download(qrOf(survey.id, touchpoint, format), `${name}.${format}`).catch(failed)
            }
          >
            {words[format]}
          </Button>
        ))}
        <Button
          variant="default"
          onClick={() =>
            void download(
              `/v1/surveys/${survey.id}/sheet?${sheet.toString()}`,
              `${name}.html`,
            ).catch(failed)
          }
        >
          {words.sheet}
        </Button>
      </div>
    </section>
  );
}

/** Who fills in what people meet: the newest version, from which a draft may differ. */
function usePublishedForm(): SurveyBody["definition"]["form"] | undefined {
  const { survey } = useBuilding();
  const { id, published, version, definition } = survey;
  const differs = published !== null && published !== version;
  const { data, isError } = useQuery({
    queryKey: ["survey-version", id, published],
    enabled: differs,
    queryFn: ({ signal }) =>
      call<typeof getSurveyVersion>("GET", "/v1/surveys/:id/versions/:version", {
        params: { id, version: String(published) },
        signal,
      }),
  });
  return differs && !isError ? data?.definition.form : definition.form;
}

/** A form of the staff is begun at a customer: its address alone would not say about whom it is. */
function AtCustomer() {
  const { survey, readOnly } = useBuilding();
  return (
    <div className={style.view}>
      <section className={style.section}>
        <h2>{words.title}</h2>
        <p className={style.lead}>{survey.state === "closed" ? words.closed : words.atCustomer}</p>
        <div className={style.buttons}>
          <Anchor component={Link} href="/customers">
            {words.toCustomers}
          </Anchor>
          {!readOnly && <Turn />}
        </div>
      </section>
    </div>
  );
}

export default function Share({ publish }: { publish: () => void }) {
  const { survey, readOnly } = useBuilding();
  const form = usePublishedForm();
  if (survey.published === null)
    return (
      <div className={style.view}>
        <section className={style.section}>
          <h2>{words.title}</h2>
          <p className={style.lead}>{words.notYet}</p>
          {!readOnly && <Button onClick={publish}>{all.publish}</Button>}
        </section>
      </div>
    );
  if (form === undefined) return <Waiting rows={4} height={32} />;
  if (form === "about-customer") return <AtCustomer />;
  return (
    <div className={style.view}>
      <section className={style.section}>
        <h2>{words.title}</h2>
        <p className={style.lead}>{survey.state === "closed" ? words.closed : words.text}</p>
        <div className={style.wide}>
          <Code label={words.link} text={survey.url} />
        </div>
        <div className={style.buttons}>
          <Anchor href={survey.url} target="_blank" rel="noreferrer">
            {words.open}
          </Anchor>
          {!readOnly && <Turn />}
        </div>
      </section>
      {!readOnly && survey.state !== "closed" && <Links />}
      <Codes />
    </div>
  );
}
