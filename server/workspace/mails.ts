/** Mail that the workspace sends: written in the reader's language, kept until it is sent, sent at most once. */
import { html, raw } from "hono/html";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer, Message } from "#platform/mail.ts";
import { systemScope } from "#platform/scope.ts";
import type { Seal } from "#platform/seal.ts";
import type { MailState, MailStore } from "./mail-store.ts";
import { filled, wordsOf, type WordLanguage } from "./words.ts";

const minute = 60_000;
/** A mail that the other side would not take now is tried so many times, by the job, ever later. */
const mostTries = 30;
/** Nothing takes longer than the limits of SMTP add up to; who took it then is gone. */
const longestSending = 10 * minute;
/** Milliseconds for which settled mails are kept, without their content. */
const kept = 90 * 24 * 60 * minute;

/** An address that goes on in the next line behind one of its signs, and only where none fits within a word of it. */
const breaking = (address: string) =>
  address
    .split(/(?<=[/?&=#])/)
    .map((part, n) => (n === 0 ? html`${part}` : html`${raw("<wbr>")}${part}`));

/** A mail of one purpose: plain text, and the same as simple HTML that asks for nothing from anywhere. */
export async function mailOf(
  kind: "invitation" | "reset",
  to: string,
  link: string,
  language: WordLanguage,
  values: Readonly<Record<string, string>>,
): Promise<Message> {
  const words = wordsOf(language).mail[kind];
  const subject = filled(words.subject, values);
  const lines = words.lines.map((line) => filled(line, values));
  const text = [...lines, link, words.end].join("\n\n");
  const body = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${subject}</title>
      </head>
      <body
        style="margin:0;padding:32px 20px;background:#ffffff;color:#1e1c19;font:16px/1.6 system-ui,sans-serif;overflow-wrap:break-word;word-wrap:break-word"
      >
        <div style="max-width:34rem;margin:0 auto">
          ${lines.map((line) => html`<p>${line}</p>`)}
          <p style="margin:28px 0">
            <a
              href="${link}"
              style="background:#0f5c58;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none"
              >${words.button}</a
            >
          </p>
          <p style="color:#5f5a52;font-size:14px">${breaking(link)}</p>
          <p style="color:#5f5a52;font-size:14px">${words.end}</p>
        </div>
      </body>
    </html>`;
  return { to, subject, text: `${text}\n`, html: String(body) };
}

export type MailParts = {
  store: MailStore;
  mailer: Mailer | undefined;
  seal: Seal;
  /** Has a mail delivered soon, by whichever process. */
  enqueue: (id: string) => Promise<void>;
  log: Log;
};

export function createMails({ store, mailer, seal, enqueue, log }: MailParts) {
  const system = systemScope("mail");
  return {
    /** Whether this server sends mail at all. */
    on: mailer !== undefined,

    /** Keeps a mail and has it sent. Answers its id. */
    async send(workspace: string | null, kind: string, message: Message): Promise<string> {
      const content = seal.close(JSON.stringify(message));
      const id = await store.add(system, { workspace, kind, recipient: message.to, content });
      await enqueue(id);
      return id;
    },

    state: (id: string): Promise<MailState | undefined> => store.state(system, id),

    /**
     * Sends a mail that waits. Throws where the other side would not take it now, so that the job comes
     * back. One that is not waiting, as somebody else has taken it or it was sent, is left alone.
     */
    async deliver(id: string): Promise<void> {
      if (!mailer) return;
      const mail = await store.take(system, id);
      if (!mail || mail.content === null) return;
      const { delivery, reason } = await mailer.send(
        JSON.parse(seal.open(mail.content)) as Message,
      );
      const again = delivery === "again" && mail.tries < mostTries;
      const state = (
        {
          sent: "sent",
          never: "failed",
          unknown: "unconfirmed",
          again: again ? "waiting" : "failed",
        } as const
      )[delivery];
      await store.settle(system, id, state, reason);
      if (state !== "sent") log.warn({ mail: id, state, reason }, "a mail was not sent");
      if (again) throw new Error(`the mail server would not take it: ${reason}`);
    },

    /** After a restore: what waited at the backup's cut may have been sent since, and is not sent again. */
    async giveUpRestored(): Promise<void> {
      const unconfirmed = await store.giveUpAll(system);
      if (unconfirmed > 0) log.warn({ mails: unconfirmed }, "mails are unconfirmed");
    },

    /** What was on its way when a process ended is unconfirmed; what nobody came for is sent for again. */
    async sweep(): Promise<void> {
      const now = clock.now();
      const unconfirmed = await store.giveUp(system, new Date(now - longestSending));
      if (unconfirmed > 0) log.warn({ mails: unconfirmed }, "mails are unconfirmed");
      for (const id of await store.forgotten(system, new Date(now - longestSending)))
        await enqueue(id);
      await store.prune(system, new Date(now - kept));
    },
  };
}

export type Mails = ReturnType<typeof createMails>;
