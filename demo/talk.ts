/** Conversations, what researchers noted, what the staff believes (T8), and use. */
import type { SignalInput } from "#contract/signal.ts";
import type { Account } from "./accounts.ts";
import { businessMail } from "./business.ts";
import { panelUse } from "./panel.ts";
import { regions, units } from "./people.ts";
import type { Person, Region } from "./people.ts";
import { largestRemainder, normalQuantile } from "./quota.ts";
import type { Random } from "./random.ts";
import { agent, event, month as monthOf, pad, signal, who } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { backupNotes, callOpenings, notes } from "./stems/public.ts";
import type { Note } from "./stems/public.ts";
import { appDown, network, outage, supportPoor } from "./stems/service.ts";
import { billOther, billUnclear, deliveryLate } from "./stems/unhappy.ts";
import type { Stems } from "./stems/stems.ts";
import { minute, officeTime, someTime, workDay } from "./time.ts";
import type { Month } from "./time.ts";
import { place } from "./touchpoints.ts";
import type { Place } from "./touchpoints.ts";
import type { SupportStory } from "./support.ts";
import { comment, fill } from "./words.ts";

/** What a customer of a region rings about in a month. */
function matter(chance: Random, region: Region, month: Month): Stems {
  const here: Stems[] = [];
  if (region === "North" && month.index >= 7) here.push(billUnclear);
  if (region === "West" && month.index >= 3) here.push(deliveryLate);
  if (region === "East" && month.index === 9) here.push(outage, outage);
  if (month.index === 9) here.push(appDown);
  return here.length > 0 && chance.chance(0.6)
    ? chance.pick(here)
    : chance.pick([supportPoor, network, billOther]);
}

function talk(chance: Random, id: string, ticket: SupportStory["tickets"][number]): SignalInput {
  const { channel, person, month, openedAt } = ticket.ticket;
  const { language } = person;
  const opening = fill(chance, chance.pick(callOpenings[language]), { language, at: openedAt });
  const said = comment(chance, matter(chance, person.region, month), { language, at: openedAt });
  const where = { phone: place.supportPhone, chat: place.supportChat, app: place.supportEmail };
  return signal(id, "conversation", openedAt + 2 * minute, {
    ...who(person),
    place: where[channel],
    employee: agent(chance),
    reference: { type: "ticket", id: ticket.id },
    language,
    text: channel === "phone" ? `${opening} ${said}` : said,
    attributes: { region: person.region, plan: person.plan },
  });
}

/** Call notes, chats and mails: the tour's first, a few from accounts, the rest of tickets. */
export function conversations(
  frame: Frame,
  disputes: SignalInput[],
  support: SupportStory,
  accounts: Account[],
): SignalInput[] {
  const chance = frame.random("conversations");
  const n = frame.counts.area.conversation;
  const mine = support.tickets.filter(({ ticket }) => ticket.person === frame.crowd.advocate);
  const others = chance.shuffle(support.tickets.filter((one) => !mine.includes(one)));
  const firm = Math.round(n / 15);
  const made = [
    ...disputes,
    ...mine.map((one, i) => talk(chance, `talk-advocate-${i + 1}`, one)),
    ...Array.from({ length: firm }, (_, i) =>
      businessMail(frame, chance, accounts, `talk-b-${pad(i + 1, 4)}`),
    ),
  ].slice(0, n);
  const rest = others.slice(0, n - made.length);
  return [...made, ...rest.map((one, i) => talk(chance, `talk-${pad(i + 1, 4)}`, one))];
}

const kinds = [
  { area: "interview", kind: "interview-note", planted: backupNotes.interview },
  { area: "observation", kind: "observation", planted: backupNotes.observation },
  { area: "focus", kind: "focus-group-note", planted: [] as string[] },
] as const;

const spoken = { medium: "in-person", contact: "direct" } as const;

/** Where the n-th note of a kind was taken, and what such notes say. */
function setting(area: (typeof kinds)[number]["area"], n: number): { where: Place; says: Note } {
  if (area === "interview") return { where: spoken, says: notes.interview };
  if (area === "focus") return { where: spoken, says: notes.focus };
  return n % 3 === 2
    ? { where: place.store, says: notes.store }
    : { where: place.firstUse, says: notes.firstUse };
}

/** Interviews, observations and focus groups; five of them say that a backup line is wanted. */
export function researchNotes(frame: Frame): SignalInput[] {
  const chance = frame.random("notes");
  return kinds.flatMap(({ area, kind, planted }) =>
    Array.from({ length: frame.counts.area[area] }, (_, i) => {
      const wanted = planted[i];
      const month = wanted ? monthOf(frame, 11) : (frame.months[(i * 5) % 12] as Month);
      const { where, says } = setting(area, i);
      const [first, second] = chance.shuffle(says.points) as [string, string];
      const text = wanted ?? `${chance.pick(says.subjects)} ${first} ${second}`;
      const at = officeTime(chance, workDay(chance, month));
      return signal(`${kind}-${pad(i + 1, 3)}`, kind, at, {
        place: where,
        ...(wanted ? { programme: "study-backup-line", offering: "backup-line" } : {}),
        pattern: "potential",
        confidentiality: "confidential",
        language: wanted && /\byang\b/.test(wanted) ? "id" : "en",
        attributes: {
          study: wanted ? "backup-line" : "everyday-use",
          region: chance.pick(regions),
        },
        text: fill(chance, text, { language: "en", at }),
      });
    }),
  );
}

/** T8: staff guesses mirror each other around 78, so that their mean is 78 in each wave. */
export function staffMirror(frame: Frame): SignalInput[] {
  const chance = frame.random("staff");
  const sizes = largestRemainder(frame.counts.area.staff, [1, 1]);
  const branches = Object.values(units).flat();
  return [6, 12].flatMap((number, w) => {
    const wave = monthOf(frame, number);
    const n = sizes[w] as number;
    const guesses = Array.from({ length: n }, (_, i) => {
      const half = Math.floor(n / 2);
      if (i >= 2 * half) return 78;
      const away = Math.min(
        20,
        Math.round(9 * normalQuantile(0.5 + ((i >> 1) + 0.5) / (2 * half))),
      );
      return i % 2 === 0 ? 78 + away : 78 - away;
    });
    return chance.shuffle(guesses).map((estimate, i) => {
      const unit = branches[i % branches.length] as string;
      return signal(
        `staff-${wave.key}-${pad(i + 1, 3)}`,
        "response",
        someTime(chance, wave, 3, 25),
        {
          voice: "employee",
          confidentiality: "anonymous",
          programme: "staff-mirror",
          pattern: "present",
          survey: { id: "staff-mirror", version: 1 },
          medium: "web-page",
          unit,
          language: chance.chance(0.8) ? "id" : "en",
          measures: {
            estimate,
            osat: 3 + chance.weighted([12, 58, 30]),
            "asat.reliability": 3 + chance.weighted([15, 55, 30]),
            "asat.customer-care": 3 + chance.weighted([10, 50, 40]),
            "asat.billing": 3 + chance.weighted([15, 55, 30]),
          },
          attributes: { wave: wave.key, region: unit.split("/")[0] as string },
        },
      );
    });
  });
}

/** Use of the panel's members in gigabytes a month, and their visits. */
export function usage(frame: Frame, members: Person[]): SignalInput[] {
  const chance = frame.random("usage");
  return panelUse(frame, members).map(({ person, at, event: name }, i) => {
    if (name === "monthly-use") {
      return event(`use-c-${pad(i + 1)}`, "usage-event", at, person, {
        event: name,
        place: place.use,
        measures: { use: Math.round(9000 * Math.exp(0.6 * chance.normal())) / 100 },
        attributes: { panel: true },
      });
    }
    return event(`visit-web-${pad(i + 1)}`, "usage-event", at, person, {
      event: name,
      place: name === "visit" ? place.website : place.reviewRead,
      measures: { minutes: 1 + chance.int(20) },
      attributes: { panel: true },
    });
  });
}
