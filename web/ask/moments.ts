/** Moments as a field of date and time shows them in the workspace's zone. Pure. */

const partsOf = (at: number, timeZone: string): string => {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
  return text.replace(" ", "T");
};

/** 2026-03-05T14:30 */
export const localTime = (moment: string, timeZone: string): string =>
  partsOf(Date.parse(moment), timeZone);

/** The moment at which the zone's clock shows that; undefined where the text is none. */
export function momentAt(text: string, timeZone: string): string | undefined {
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return undefined;
  let at = wanted;
  // Twice: where the clock is put forward or back between the two, the second look is right.
  for (let look = 0; look < 2; look++) at += wanted - Date.parse(`${partsOf(at, timeZone)}Z`);
  return new Date(at).toISOString();
}
