/**
 * A session that ends in the middle of something: whoever sits there signs in over what they were
 * doing, and the request that was refused goes once more. Nothing that was typed is lost.
 */
import { Anchor, Button, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import type { signIn, signInTotp } from "#contract/session.ts";
import { call, onSignedOut, Refused } from "../data/client.ts";
import { sessionQuery, watchPerson, type Session } from "../data/session.ts";
import { messageOf } from "../parts/Failure.tsx";
import { words } from "./words.ts";

export function SignInAgain() {
  const client = useQueryClient();
  const [asked, ask] = useState(false);
  const [second, setSecond] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);
  const email = client.getQueryData<Session>(sessionQuery.queryKey)?.person?.email ?? "";

  useEffect(
    () =>
      onSignedOut(
        () =>
          new Promise((resolve) => {
            waiting.current.push(resolve);
            ask(true);
          }),
      ),
    [],
  );

  useEffect(() => watchPerson(client), [client]);

  function settle(signedIn: boolean) {
    ask(false);
    setSecond(false);
    setProblem(undefined);
    for (const resolve of waiting.current.splice(0)) resolve(signedIn);
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setProblem(undefined);
    try {
      const { next } = second
        ? await call<typeof signInTotp>("POST", "/v1/sign-in/totp", {
            body: { code: value("code").replaceAll(/\s/g, "") },
          })
        : await call<typeof signIn>("POST", "/v1/sign-in", {
            body: { email: value("email"), password: value("password") },
          });
      if (next === "totp") setSecond(true);
      else {
        // Another person than before finds the page anew, and nothing is sent in their name.
        await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
        settle(true);
      }
    } catch (error) {
      setProblem(
        error instanceof Refused
          ? error.status === 401
            ? error.message
            : messageOf(error)
          : messageOf(error),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened={asked}
      onClose={() => settle(false)}
      title={words.ended.title}
      closeOnClickOutside={false}
      zIndex={1_000}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text>{words.ended.lead}</Text>
          {problem !== undefined && (
            <Text role="alert" c="var(--bad)">
              {problem}
            </Text>
          )}
          {second ? (
            <TextInput
              name="code"
              label={words.ended.code}
              autoComplete="one-time-code"
              required
              data-autofocus
              maxLength={40}
            />
          ) : (
            <>
              <TextInput
                name="email"
                type="email"
                label={words.ended.email}
                defaultValue={email}
                autoComplete="username"
                required
                maxLength={254}
              />
              <PasswordInput
                name="password"
                label={words.ended.password}
                autoComplete="current-password"
                required
                data-autofocus
                maxLength={1_000}
              />
            </>
          )}
          <Button type="submit" loading={busy}>
            {words.ended.button}
          </Button>
          <Anchor
            href={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search }).toString()}`}
          >
            {words.ended.leave}
          </Anchor>
        </Stack>
      </form>
    </Modal>
  );
}
