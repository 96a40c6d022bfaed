/** Members and invitations. */
import { Button, Menu, VisuallyHidden } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { makeReset, removePerson, takeTotp, withdrawInvitation } from "#contract/people.ts";
import { useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useMay, useSession, useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Pages } from "../parts/Pages.tsx";
import { Scroll } from "../parts/Scroll.tsx";
import { moment, since } from "../words/format.ts";
import { ChangeMember } from "./ChangeMember.tsx";
import { Invite, Link, type HandedOver } from "./Invite.tsx";
import {
  useActors,
  useInvitations,
  useManagedRoles,
  usePeople,
  useReach,
  type Invitation,
  type Member,
} from "./members.ts";
import { words } from "./people-words.ts";
import { words as roleWords } from "./role-words.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./workspace.module.css";

const nameOf = ({ name, email }: Pick<Member, "name" | "email">) => name || email;

type Doing = { what: "change" | "remove" | "totp"; whom: Member };
type RowProps = {
  member: Member;
  reach: string;
  ask: (doing: Doing) => void;
  handOver: (of: HandedOver) => void;
};

function Actions({ member, ask, handOver }: Omit<RowProps, "reach">) {
  const mayOwners = useMay()("manage owners");
  const reset = useMutation({
    mutationFn: () =>
      call<typeof makeReset>("POST", "/v1/people/:id/reset", { params: { id: member.id } }),
    onSuccess: ({ link }) =>
      handOver({
        title: words.resetTitle(nameOf(member)),
        lead: words.resetLead,
        label: words.resetLink,
        link,
      }),
    onError: failed,
  });
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" aria-label={words.actions(nameOf(member))}>
          {words.open}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask({ what: "change", whom: member })}>{words.change}</Menu.Item>
        {mayOwners && <Menu.Item onClick={() => reset.mutate()}>{words.reset}</Menu.Item>}
        {mayOwners && member.totp && (
          <Menu.Item onClick={() => ask({ what: "totp", whom: member })}>{words.totp}</Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item c="var(--bad)" onClick={() => ask({ what: "remove", whom: member })}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MemberRow({ member, reach, ...rest }: RowProps) {
  const { timezone } = useWorkspace();
  const { person } = useSession();
  const managed = useManagedRoles();
  const { lastSignInAt: seen } = member;
  return (
    <tr>
      <td>
        <div className={style.strong}>
          {nameOf(member)}
          {member.id === person?.id && <span className={style.quiet}>{` (${words.you})`}</span>}
        </div>
        <div className={style.quiet}>
          {member.email}
          {!member.emailVerified && ` · ${words.unverified}`}
        </div>
      </td>
      <td>{roleWords.roles[member.role].label}</td>
      <td>{reach}</td>
      <td>{member.totp ? words.on : words.off}</td>
      <td className={style.nowrap}>
        {seen === null ? (
          words.never
        ) : (
          <time dateTime={seen} title={moment(seen, timezone)}>
            {since(seen)}
          </time>
        )}
      </td>
      <td className={style.end}>
        {managed.includes(member.role) && <Actions member={member} {...rest} />}
      </td>
    </tr>
  );
}

function Members(props: Pick<RowProps, "ask" | "handOver">) {
  const query = usePeople();
  const reach = useReach();
  return (
    <Pages
      query={query}
      of={(page) => page.people}
      none={undefined}
      waiting={<Waiting height={36} />}
    >
      {(members) => (
        <Scroll label={words.members}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.reach}</th>
                <th scope="col">{words.second}</th>
                <th scope="col">{words.seen}</th>
                <th scope="col">
                  <VisuallyHidden>{words.open}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <MemberRow key={member.id} member={member} reach={reach(member)} {...props} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Pages>
  );
}

function Invitations() {
  const client = useQueryClient();
  const { timezone } = useWorkspace();
  const query = useInvitations();
  const reach = useReach();
  const { nameOf: actor } = useActors();
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) =>
      call<typeof withdrawInvitation>("DELETE", "/v1/invitations/:id", { params: { id } }),
    async onSuccess(_, { email }) {
      await client.invalidateQueries({ queryKey: ["invitations"] });
      tell(words.withdrawn(email));
    },
    onError: failed,
  });
  return (
    <Pages
      query={query}
      of={(page) => page.invitations}
      none={<p>{words.noInvitations}</p>}
      waiting={<Waiting rows={2} />}
    >
      {(open) => (
        <Scroll label={words.invitations}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.reach}</th>
                <th scope="col">{words.by}</th>
                <th scope="col">{words.until}</th>
                <th scope="col">{words.mail}</th>
                <th scope="col">
                  <VisuallyHidden>{words.open}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {open.map((each) => (
                <tr key={each.id}>
                  <td>{each.email}</td>
                  <td>{roleWords.roles[each.role].label}</td>
                  <td>{reach(each)}</td>
                  <td>{actor(each.madeBy)}</td>
                  <td className={style.nowrap}>{moment(each.expiresAt, timezone)}</td>
                  <td>{words.mails[each.mail]}</td>
                  <td className={style.end}>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={words.withdrawOf(each.email)}
                      onClick={() => withdraw.mutate(each)}
                    >
                      {words.withdraw}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Pages>
  );
}

function Dialog({ doing: { what, whom }, close }: { doing: Doing; close: () => void }) {
  const client = useQueryClient();
  const name = nameOf(whom);
  const params = { id: whom.id };
  async function after(said: string) {
    await client.invalidateQueries({ queryKey: ["people"] });
    tell(said);
  }
  if (what === "change") return <ChangeMember of={whom} close={close} />;
  if (what === "totp")
    return (
      <Ask
        title={words.totpTitle(name)}
        action={words.totpAction}
        close={close}
        onAgree={() =>
          call<typeof takeTotp>("DELETE", "/v1/people/:id/totp", { params }).then(() =>
            after(words.totpDone(name)),
          )
        }
      >
        <p>{words.totpText}</p>
      </Ask>
    );
  return (
    <Ask
      title={words.removeTitle(name)}
      action={words.removeAction}
      close={close}
      onAgree={() =>
        call<typeof removePerson>("DELETE", "/v1/people/:id", { params }).then(() =>
          after(words.removed(name)),
        )
      }
    >
      <p>{words.removeText}</p>
    </Ask>
  );
}

export default function People() {
  // It stands in the address, so that the palette leads to it.
  const [address, change] = useAddress();
  const inviting = address.has("invite");
  const [doing, ask] = useState<Doing>();
  const [handed, handOver] = useState<HandedOver>();
  return (
    <SettingsPage
      title={words.title}
      lead={words.lead}
      actions={<Button onClick={() => change({ invite: "yes" })}>{words.invite}</Button>}
    >
      <div className={style.sections}>
        <section className={style.section}>
          <Members ask={ask} handOver={handOver} />
        </section>
        <section className={style.section}>
          <h2>{words.invitations}</h2>
          <Invitations />
        </section>
      </div>
      {inviting && <Invite close={() => change({ invite: undefined }, true)} handOver={handOver} />}
      {doing && <Dialog doing={doing} close={() => ask(undefined)} />}
      {handed && <Link of={handed} close={() => handOver(undefined)} />}
    </SettingsPage>
  );
}
