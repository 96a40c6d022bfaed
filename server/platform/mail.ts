/**
 * Mail over SMTP. One message is handed over once; where nobody can know whether the other side took
 * it, that is what is said, and it is for a person to decide whether to send it again.
 */
import type SMTPTransport from "nodemailer/lib/smtp-transport/index.js";

export type Message = {
  to: string;
  subject: string;
  text: string;
  html: string;
};

/** `again`: the other side did not take it and may later; `never`: it will not; `unknown`: nobody can say. */
export type Delivery = "sent" | "again" | "never" | "unknown";
export type Delivered = { delivery: Delivery; reason: string | null };

export type Mailer = {
  send(message: Message): Promise<Delivered>;
  close(): void;
};

type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  timeoutType?: string;
};

/** A connection that never came about has carried nothing. */
const neverConnected = /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)$/;

function whatOf(error: SmtpError): Delivery {
  const { code = "", originalCode = "", responseCode, timeoutType } = error;
  // An answer of the other side is certain, whenever it comes.
  if (responseCode !== undefined && responseCode >= 500) return "never";
  if (responseCode !== undefined && responseCode >= 400) return "again";
  if (code === "EENVELOPE" || code === "EMESSAGE") return "never";
  if (code === "EDNS" || code === "EAUTH" || code === "ETLS") return "again";
  if (neverConnected.test(originalCode)) return "again";
  if (timeoutType !== undefined && timeoutType !== "SOCKET_TIMEOUT") return "again";
  // Else it broke off somewhere, perhaps behind the last byte of the message.
  return "unknown";
}

/** The reason without what the other side wrote: that may repeat the address. */
const reasonOf = ({ code, command, responseCode }: SmtpError): string =>
  [code ?? "failed", command, responseCode].filter((each) => each !== undefined).join(" ");

/** A message's parts hold no line break where a header stands: what was typed in can't add one. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, " ").trim();

export function createMailer(url: string, from: string): Mailer {
  const options: SMTPTransport.Options & { url: string } = {
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A message never names files or addresses to be read into it.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const load = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport(options, { from: oneLine(from) });
  };
  // Loading its 39 files takes a tenth of a second of the processor: they wait for the first message.
  let loaded: ReturnType<typeof load> | undefined;
  return {
    async send({ to, subject, text, html }) {
      try {
        loaded ??= load();
        loaded.catch(() => (loaded = undefined));
        const transport = await loaded;
        await transport.sendMail({
          // As an object, so that it is one address whatever stands in it.
          to: { name: "", address: oneLine(to) },
          subject: oneLine(subject).slice(0, 200),
          text,
          html,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { delivery: "sent", reason: null };
      } catch (error) {
        return { delivery: whatOf(error as SmtpError), reason: reasonOf(error as SmtpError) };
      }
    },
    close: () =>
      void loaded?.then(
        (transport) => transport.close(),
        () => undefined,
      ),
  };
}
