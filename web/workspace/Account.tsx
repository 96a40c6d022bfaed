/** One's own account: name and language, password, second step, sessions. */
import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { changeOwn, changePassword } from "#contract/session.ts";
import { call } from "../data/client.ts";
import { sessionQuery, useSession } from "../data/session.ts";
import { tell } from "../parts/tell.tsx";
import { useSending } from "../parts/form.tsx";
import { Page } from "../parts/Page.tsx";
import { words as common } from "../parts/form-words.ts";
import { languages } from "../words/catalogue.ts";
import { words } from "./account-words.ts";
import { languageNames } from "./languages.ts";
import { Second } from "./Second.tsx";
import { Sessions } from "./Sessions.tsx";
import style from "./workspace.module.css";

function Own() {
  const client = useQueryClient();
  const person = useSession().person!;
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState(person.language);
  const { busy, summary, field, send } = useSending("own");
  async function save() {
    const saved = await send(
      () => call<typeof changeOwn>("PATCH", "/v1/person", { body: { name, language } }),
      name.trim() === "" ? [{ path: "name", message: words.needName }] : [],
    );
    if (!saved) return;
    // Every word of the page is of one language, from its loading on.
    if (language !== person.language) location.reload();
    else {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      tell(words.saved);
    }
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {summary}
      <TextInput
        {...field("name")}
        label={words.name}
        description={words.nameHint}
        autoComplete="name"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={200}
      />
      <Select
        {...field("language")}
        label={words.language}
        description={words.languageHint}
        data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
        value={language}
        onChange={(value) => setLanguage(languages.find((each) => each === value) ?? language)}
        allowDeselect={false}
      />
      <div>
        <Button type="submit" loading={busy}>
          {common.save}
        </Button>
      </div>
    </form>
  );
}

/** Shorter is refused; what the server refuses for another reason it says itself. */
const shortest = 12;

function Password() {
  const client = useQueryClient();
  const { email } = useSession().person!;
  const [current, setCurrent] = useState("");
  const [wanted, want] = useState("");
  const { busy, summary, field, send } = useSending("password");
  async function change() {
    const changed = await send(
      () => call<typeof changePassword>("POST", "/v1/password", { body: { current, new: wanted } }),
      [
        ...(current === "" ? [{ path: "current", message: words.needCurrent }] : []),
        ...([...wanted].length < shortest ? [{ path: "new", message: words.needNew }] : []),
      ],
    );
    if (!changed) return;
    setCurrent("");
    want("");
    await client.invalidateQueries({ queryKey: ["sessions"] });
    tell(words.passwordChanged);
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {summary}
      <input type="hidden" name="username" value={email} autoComplete="username" />
      <PasswordInput
        {...field("current")}
        label={words.current}
        autoComplete="current-password"
        value={current}
        onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
        maxLength={1_000}
      />
      <PasswordInput
        {...field("new")}
        label={words.new}
        description={words.newHint}
        autoComplete="new-password"
        value={wanted}
        onChange={({ currentTarget }) => want(currentTarget.value)}
        maxLength={1_000}
      />
      <div>
        <Button type="submit" loading={busy}>
          {words.changePassword}
        </Button>
      </div>
    </form>
  );
}

export default function Account() {
  const person = useSession().person!;
  return (
    <Page title={words.title} lead={words.lead(person.email)}>
      <div className={style.sections}>
        <section className={style.section}>
          <h2>{words.you}</h2>
          <Own />
        </section>
        <section className={style.section}>
          <h2>{words.password}</h2>
          <p>{words.passwordLead}</p>
          <Password />
        </section>
        <Second />
        <Sessions />
      </div>
    </Page>
  );
}
