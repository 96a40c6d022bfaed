/** A survey as it is made: its outline, the page that respondents see, and the settings of what is chosen. */
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useParams } from "wouter";
import type { getSurvey, SurveyBody } from "#contract/survey-routes.ts";
import { oneOf, useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import style from "./builder.module.css";
import { BuildingProvider, useBuilding, useMakeBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import { addQuestion, type Chosen } from "./definition.ts";
import { Live } from "./Live.tsx";
import { Outline } from "./Outline.tsx";
import { ProblemsButton } from "./Problems.tsx";
import { Publish } from "./Publish.tsx";
import { surveyQuery } from "./saving.ts";
import { Settings } from "./Settings.tsx";
import { Standing, State } from "./Standing.tsx";
import { TypePicker } from "./TypePicker.tsx";
import { Unread } from "./Unread.tsx";
import { Views, views, type View } from "./Views.tsx";

const Map = lazy(() => import("./Map.tsx"));
const Languages = lazy(() => import("./Languages.tsx"));
const Look = lazy(() => import("./Look.tsx"));
const Versions = lazy(() => import("./Versions.tsx"));
const Share = lazy(() => import("./Share.tsx"));

const panes = ["outline", "live", "settings"] as const;
type Pane = (typeof panes)[number];

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.7 } as const;

function Questions() {
  const [pane, show] = useState<Pane>("live");
  const [picking, pick] = useState<Chosen>();
  return (
    <>
      <div className={style.panes}>
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={words.panes.label}
          value={pane}
          onChange={(value) => show(value as Pane)}
          data={panes.map((each) => ({ value: each, label: words.panes[each] }))}
        />
      </div>
      <div className={style.three} data-pane={pane}>
        <Outline
          add={pick}
          edit={() => {
            show("settings");
            requestAnimationFrame(() => document.getElementById("ask-text")?.focus());
          }}
        />
        <Live />
        <Settings />
      </div>
      {picking && <Picker after={picking} close={() => pick(undefined)} />}
    </>
  );
}

function Picker({ after, close }: { after: Chosen; close: () => void }) {
  const { draft, change, choose } = useBuilding();
  return (
    <TypePicker
      close={close}
      pick={(type) => {
        const done = addQuestion(draft, after, type);
        change(() => done.definition);
        choose(done.chosen);
        close();
      }}
    />
  );
}

function Built({ survey }: { survey: SurveyBody }) {
  const mayManage = useMay()("manage surveys");
  const building = useMakeBuilding(survey, !mayManage);
  const { draft, canUndo, canRedo, undo, redo } = building;
  const [parameters, setAddress] = useAddress();
  const view = oneOf(parameters.get("view"), views);
  const [publishing, publish] = useState(false);
  useHotkeys(
    [
      ["mod+Z", undo],
      ["mod+shift+Z", redo],
      ["mod+Y", redo],
    ],
    [],
  );
  useEffect(() => {
    document.title = `${draft.name} · Corridor`;
  }, [draft.name]);
  const see = (next: View) => setAddress({ view: next === "questions" ? undefined : next });
  return (
    <BuildingProvider value={building}>
      <div className={style.builder} data-view={view}>
        <header className={style.head}>
          <div className={style.names}>
            <Link href="/surveys" className={style.back}>
              {`‹ ${words.back}`}
            </Link>
            <h1 tabIndex={-1}>{draft.name}</h1>
            <State survey={survey} />
          </div>
          <div className={style.tools}>
            <Standing />
            <ProblemsButton />
            {mayManage && (
              <>
                <ActionIcon.Group>
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={words.undo}
                    title={words.undo}
                    disabled={!canUndo}
                    onClick={undo}
                  >
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                      <path
                        d="M5.500 3 2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6"
                        {...stroke}
                      />
                    </svg>
                  </ActionIcon>
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={words.redo}
                    title={words.redo}
                    disabled={!canRedo}
                    onClick={redo}
                  >
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                      <path d="m10.500 3 3 3-3 3M13.500 6H6a3.500 3.500 0 0 0 0 7h4" {...stroke} />
                    </svg>
                  </ActionIcon>
                </ActionIcon.Group>
                <Button onClick={() => publish(true)}>{words.publish}</Button>
              </>
            )}
          </div>
          <Views id={survey.id} here={view} isAnonymous={survey.confidentiality === "anonymous"} />
        </header>
        {!mayManage && <p className={style.note}>{words.readOnly}</p>}
        <Suspense fallback={<Waiting rows={6} />}>
          {view === "questions" && <Questions />}
          {view === "map" && <Map see={() => see("questions")} />}
          {view === "languages" && <Languages />}
          {view === "look" && <Look />}
          {view === "versions" && <Versions />}
          {view === "share" && <Share publish={() => publish(true)} />}
        </Suspense>
        {publishing && <Publish close={() => publish(false)} share={() => see("share")} />}
      </div>
    </BuildingProvider>
  );
}

export default function Builder() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: surveyQuery(id),
    queryFn: ({ signal }) =>
      call<typeof getSurvey>("GET", "/v1/surveys/:id", { params: { id }, signal }),
    // What is edited must not change under whoever edits it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (query.error && query.data === undefined)
    return <Unread error={query.error} again={() => query.refetch()} />;
  return (
    <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
      {(survey) => <Built key={survey.id} survey={survey} />}
    </Loaded>
  );
}
