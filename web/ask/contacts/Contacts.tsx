/** How people who answered anonymously asked to be reached: a list that tells nothing of their answers. */
import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useParams } from "wouter";
import type { listSurveyContacts } from "#contract/survey-contacts.ts";
import { call, type Answer } from "../../data/client.ts";
import { Waiting } from "../../parts/Loaded.tsx";
import { Empty } from "../../parts/Page.tsx";
import { Pages } from "../../parts/Pages.tsx";
import parts from "../../parts/parts.module.css";
import { csvOf, save } from "../../parts/save.ts";
import { Cards } from "../../parts/Scroll.tsx";
import { SearchField } from "../../parts/SearchField.tsx";
import { failed } from "../../parts/tell.tsx";
import { whole } from "../../words/format.ts";
import build from "../builder.module.css";
import { words as builder } from "../builder-words.ts";
import { useAbout } from "../results/look.ts";
import result from "../results/results.module.css";
import { State } from "../Standing.tsx";
import { Views } from "../Views.tsx";
import style from "./contacts.module.css";
import { Remove, whoOf } from "./Remove.tsx";
import { words } from "./words.ts";

type Page = Answer<typeof listSurveyContacts>;
export type Contact = Page["contacts"][number];

/** Rows of a page on the screen, and of one that is read for a file. */
const [shown, read] = [200, 1_000];

type Asked = {
  cursor: string | undefined;
  limit: number;
  search?: string | undefined;
};
const contactsOf = (id: string, query: Asked, signal?: AbortSignal) =>
  call<typeof listSurveyContacts>("GET", "/v1/surveys/:id/contacts", {
    params: { id },
    query,
    ...(signal ? { signal } : {}),
  });

/** All there are, as a file. */
function Take({ id, name }: { id: string; name: string }) {
  const [busy, setBusy] = useState(false);
  async function take() {
    setBusy(true);
    try {
      const all: Contact[] = [];
      let cursor: string | undefined;
      do {
        const page = await contactsOf(id, { cursor, limit: read });
        all.push(...page.contacts);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      const rows = all.map((each) => [each.name, each.email, each.phone]);
      save(`${words.file(name)}.csv`, csvOf([[words.name, words.email, words.phone], ...rows]));
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} onClick={() => void take()}>
      {words.export}
    </Button>
  );
}

function Row({ contact, remove }: { contact: Contact; remove: () => void }) {
  const { name, email, phone } = contact;
  return (
    <tr className={style.row}>
      <td data-label={words.name}>{name ?? words.none}</td>
      <td data-label={words.email}>{email ?? words.none}</td>
      <td data-label={words.phone}>{phone ?? words.none}</td>
      <td className={parts.right}>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.removeOf(whoOf(contact))}
          onClick={remove}
        >
          {words.remove}
        </Button>
      </td>
    </tr>
  );
}

export default function Contacts() {
  const { id } = useParams<{ id: string }>();
  const about = useAbout(id);
  const [removing, remove] = useState<Contact>();
  // Whom somebody looks for stands in no address, which others see.
  const [search, look] = useState("");
  const query = useInfiniteQuery({
    queryKey: ["survey-contacts", id, search],
    queryFn: ({ pageParam, signal }) =>
      contactsOf(id, { cursor: pageParam, limit: shown, search: search || undefined }, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const name = about.data?.name;
  const isOther = about.data !== undefined && about.data.confidentiality !== "anonymous";
  const total = query.data?.pages[0]?.total ?? 0;
  const isAny = total > 0 || search !== "";
  useEffect(() => {
    document.title = `${name === undefined ? words.tab : words.title(name)} · Corridor`;
  }, [name]);
  return (
    <div className={result.results}>
      <header className={build.head}>
        <div className={build.names}>
          <Link href="/surveys" className={build.back}>
            {`‹ ${builder.back}`}
          </Link>
          <h1 tabIndex={-1}>{name ?? words.tab}</h1>
          {about.data && <State survey={about.data} />}
        </div>
        <div className={build.tools}>{isAny && <Take id={id} name={name ?? words.tab} />}</div>
        <Views id={id} here="contacts" isAnonymous={!isOther} />
      </header>
      <div className={result.body}>
        {isAny && (
          <div className={style.above}>
            <p className={build.lead}>{words.lead}</p>
            <p className={build.lead}>{words.when}</p>
            <div className={style.find} role="search">
              <SearchField
                label={words.search}
                clear={words.clear}
                value={search}
                onSearch={look}
              />
              <p role="status">{words.total(whole(total), total)}</p>
            </div>
          </div>
        )}
        <Pages
          query={query}
          of={(page) => page.contacts}
          waiting={<Waiting rows={6} />}
          none={
            search === "" && (
              <Empty title={isOther ? words.other : words.empty}>
                <p>{isOther ? words.otherText : words.emptyText}</p>
              </Empty>
            )
          }
        >
          {(contacts) => (
            <Cards label={words.list}>
              <thead>
                <tr>
                  {[words.name, words.email, words.phone].map((each) => (
                    <th key={each} scope="col">
                      {each}
                    </th>
                  ))}
                  <th scope="col" className={parts.right}>
                    {words.remove}
                  </th>
                </tr>
              </thead>
              <tbody>
                {contacts.map((contact) => (
                  <Row key={contact.id} contact={contact} remove={() => remove(contact)} />
                ))}
              </tbody>
            </Cards>
          )}
        </Pages>
        {removing && <Remove survey={id} contact={removing} close={() => remove(undefined)} />}
      </div>
    </div>
  );
}
