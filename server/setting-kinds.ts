/** What values of settings look like: each says what is allowed, and never repeats what it was given. */
import { isIP } from "node:net";
import { z } from "zod";

export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`);

export const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `a URL that begins with ${protocols.map((p) => `${p}//`).join(" or ")}`,
  );

function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
export const networks = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isNetwork),
    "addresses or networks, separated by commas, as in 10.0.0.1,172.16.0.0/12",
  );

export const share = z
  .string()
  .regex(/^(0|1|0\.\d{1,9}|1\.0{1,9})$/, "a number from 0 to 1")
  .transform(Number);

/** A header's name by RFC 9110. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** `name=value,name=value`; values percent-encoded, as OpenTelemetry has them. */
export const headers = z.string().transform((text, context) => {
  const pairs = text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", ...rest] = part.split("=");
      return [name.trim().toLowerCase(), rest.join("=").trim()] as const;
    });
  try {
    const read = pairs.map(([name, value]) => [name, decodeURIComponent(value)] as const);
    if (read.every(([name, value]) => token.test(name) && /^[\t\x20-\x7e]+$/.test(value)))
      return Object.fromEntries(read);
  } catch {
    // Not percent-encoded: said below, without the value.
  }
  context.addIssue({
    code: "custom",
    message: "name=value pairs, separated by commas, values percent-encoded",
  });
  return z.NEVER;
});

/** An address of mail, alone or as in `Corridor <cx@example.com>`. */
export const mailbox = z
  .string()
  .max(320)
  .regex(/^([^<>\r\n]+<)?[^\s<>@]+@[^\s<>@]+>?$/, "an address, as in Corridor <cx@example.com>");
