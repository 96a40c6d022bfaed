/** The page of one entry. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import { Refused } from "../data/client.ts";
import { labelOf } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { moment, whole } from "../words/format.ts";
import { readEntry } from "./api.ts";
import { Editor } from "./Editor.tsx";
import { words } from "./entry-words.ts";
import { stateOf, StateMark } from "./State.tsx";
import { addressOf, partOf, typeOf } from "./types.ts";
import { typeWords } from "./type-words.ts";
import style from "./journey.module.css";

const backTo = (type: RegistryType) => ({ href: addressOf(type), to: typeWords[type].many });

function Facts({ of }: { of: RegistryEntry }) {
  const { timezone } = useWorkspace();
  return (
    <p className={style.facts}>
      <code>{of.key}</code>
      <StateMark of={stateOf(of)} />
      <span>{words.version(whole(of.version))}</span>
      <time dateTime={of.updatedAt}>{words.changedAt(moment(of.updatedAt, timezone))}</time>
    </p>
  );
}

function Of({ type, of }: { type: RegistryType; of: string }) {
  const query = useQuery({
    queryKey: ["registry", type, "entry", of],
    queryFn: () => readEntry(type, of),
  });
  const { error } = query;
  if (error instanceof Refused && error.status === 404 && !query.data)
    return (
      <Page title={typeWords[type].one} back={backTo(type)}>
        <Empty title={words.missing(typeWords[type].one, of)}>
          <p>{words.missingText}</p>
        </Empty>
      </Page>
    );
  return (
    <Page
      title={query.data ? labelOf(query.data) : of}
      back={backTo(type)}
      lead={typeWords[type].one}
    >
      <Loaded query={query} waiting={<Waiting rows={8} height={36} />}>
        {(entry) => (
          <>
            <Facts of={entry} />
            <Editor key={`${type}/${of}`} type={type} entry={entry} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

export default function EntryPage() {
  const { type, key } = useParams<{ type: string; key: string }>();
  const known = typeOf(type);
  if (!known) return <Page title={words.missing(words.back, partOf(type))} />;
  return <Of type={known} of={partOf(key)} />;
}
