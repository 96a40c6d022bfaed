/** What keeps a figure from being given, in words, and the one press that mends it. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { Refused } from "../../data/client.ts";
import { useAddress, type Change } from "../../data/address.ts";
import { useMay } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Empty } from "../../parts/Page.tsx";
import { whole } from "../../words/format.ts";
import { inBrackets } from "../question.ts";
import type { Look } from "./asking.ts";
import { words } from "./words.ts";

const say = words.mend;

type Press = { label: string; change: Change } | { label: string; href: string };
type Mending = { told: string; presses: Press[] };
type Details = {
  reason?: string;
  columns?: number;
  category?: string;
  name?: string;
  scale?: { min: number; max?: number; whole?: boolean };
  outside?: number;
  n?: number;
};

/** Only values that lie on a scale, as a condition. */
function onScale(
  name: string,
  { min, max, whole: isWhole }: NonNullable<Details["scale"]>,
): string {
  const field = `measures.${name}`;
  return [
    `${field} >= ${min}`,
    ...(max === undefined ? [] : [`${field} <= ${max}`]),
    ...(isWhole && max !== undefined && max - min <= 20
      ? [`${field} in [${Array.from({ length: max - min + 1 }, (_, n) => min + n).join(", ")}]`]
      : []),
  ].join(" && ");
}

function ofScale(look: Look, { name, scale, outside, n }: Details, mayDefine: boolean): Mending {
  const { choice, query, measure } = look;
  const registry =
    mayDefine && choice !== undefined
      ? [{ label: say.measure, href: `/registry/measure/${encodeURIComponent(choice.key)}` }]
      : [];
  if (name === undefined || scale === undefined || !/^[A-Za-z_]\w*$/.test(name))
    return {
      told: say.noScale,
      presses: [
        ...(choice === undefined
          ? []
          : [
              {
                label: say.asMean,
                change: { measure: JSON.stringify({ kind: "mean", of: measure.of ?? choice.key }) },
              },
            ]),
        ...registry,
      ],
    };
  const condition = onScale(name, scale);
  const where =
    query.where === undefined ? condition : `${inBrackets(query.where)} && ${condition}`;
  return {
    told: say.scales(whole(outside ?? 0), whole(n ?? 0)),
    presses: [{ label: say.onScale, change: { where } }, ...registry],
  };
}

const withoutRake: Press = { label: say.withoutRake, change: { rake: undefined } };
const withoutLetters: Press = { label: say.withoutLetters, change: { letters: undefined } };

function ofReason({ reason, columns, category }: Details, look: Look): Mending | undefined {
  switch (reason) {
    case "letters-overlap":
      return { told: say.lettersOverlap, presses: [withoutLetters] };
    case "letters-columns":
      return {
        told: say.lettersColumns(whole(columns ?? 0)),
        presses: [
          ...(look.by.length > 1
            ? [{ label: say.swap, change: { by: look.by.toReversed().join(",") } }]
            : []),
          withoutLetters,
        ],
      };
    case "rake-patterns":
      return {
        told: say.rakePatterns,
        presses: [
          { label: say.present, change: { pattern: "present" } },
          { label: say.past, change: { pattern: "past" } },
          withoutRake,
        ],
      };
    case "rake-overlaps":
      return { told: say.rakeOverlaps, presses: [withoutRake] };
    case "rake-few":
      return { told: say.rakeFew, presses: [withoutRake] };
    case "rake-cells":
      return { told: say.rakeCells, presses: [withoutRake] };
    case "rake-nobody":
      return { told: say.rakeNobody(category ?? ""), presses: [withoutRake] };
    case "rake-contradicts":
      return { told: say.rakeContradicts, presses: [withoutRake] };
    default:
      return undefined;
  }
}

function mendingOf(error: Refused, look: Look, mayDefine: boolean): Mending | undefined {
  const details = (error.details ?? {}) as Details;
  if (error.code === "scale_mismatch") return ofScale(look, details, mayDefine);
  const { rake = [] } = look.query;
  if (error.code === "unknown_dimension" && rake.some(({ by }) => by === details.name))
    return { told: say.dimension, presses: [withoutRake] };
  if (error.code === "unknown_dimension")
    return {
      told: say.dimension,
      presses: [
        { label: say.undivided, change: { by: undefined } },
        ...(mayDefine && look.by.some((each) => each.startsWith("segment"))
          ? [{ label: say.segments, href: "/registry/segment" }]
          : []),
      ],
    };
  if (error.code === "forbidden" && look.query.rake)
    return { told: say.rakeForbidden, presses: [withoutRake] };
  return ofReason(details, look);
}

export function Mend({ error, look, again }: { error: Error; look: Look; again: () => unknown }) {
  const [, change] = useAddress();
  const may = useMay();
  const mending =
    error instanceof Refused ? mendingOf(error, look, may("change the registry")) : undefined;
  if (!mending) return <Failure error={error} again={again} />;
  return (
    <div role="alert">
      <Empty
        title={say.title}
        actions={mending.presses.map((press) =>
          "href" in press ? (
            <Link key={press.label} href={press.href}>
              {press.label}
            </Link>
          ) : (
            <Button key={press.label} variant="default" onClick={() => change(press.change)}>
              {press.label}
            </Button>
          ),
        )}
      >
        <p>{mending.told}</p>
      </Empty>
    </div>
  );
}
