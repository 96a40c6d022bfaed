/** A real SMTP server on loopback that keeps what it takes, and can be told how to fail. */
import { once } from "node:events";
import { SMTPServer } from "smtp-server";

export type Taken = { from: string; to: string[]; source: string };

/** `later`, `never`: it says so when the message is there. `drop`: it takes the message and hangs up without a word. */
export type Mood = "take" | "later" | "never" | "unknown-recipient" | "drop";

export async function startSmtp() {
  const taken: Taken[] = [];
  const seen: string[] = [];
  const state: { mood: Mood } = { mood: "take" };
  const answer = (code: number) => Object.assign(new Error("no"), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) =>
      state.mood === "unknown-recipient" ? done(answer(550)) : done(),
    onData(stream, session, done) {
      let source = "";
      stream.on("data", (part: Buffer) => (source += part.toString("utf8")));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source,
        };
        seen.push(source);
        if (state.mood === "drop") {
          (session as unknown as { connection?: unknown }).connection = undefined;
          for (const each of server.connections)
            (each as unknown as { _socket: { destroy(): void } })._socket.destroy();
          return;
        }
        if (state.mood === "later") return done(answer(451));
        if (state.mood === "never") return done(answer(554));
        taken.push(mail);
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    /** Every message that came in whole, taken or not. */
    seen,
    state,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** The text of a mail's first part, whatever it was encoded as for the way. */
export function textOf({ source }: Taken): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r?\n\r?\n([\s\S]*?)\r?\n--/i.exec(source)!;
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part[0])?.[1]?.toLowerCase();
  if (encoding === "base64") return Buffer.from(part[1]!, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return part[1]!;
  const bytes = part[1]!
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

export const headersOf = ({ source }: Taken): string => source.split(/\r?\n\r?\n/)[0]!;
