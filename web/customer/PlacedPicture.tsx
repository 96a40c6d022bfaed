/** Four boxes: revenue across, satisfaction up, with the way of those who moved. */
import { useCallback } from "react";
import type { PlacementSummary } from "#contract/placement.ts";
import type { Palette } from "../../charts/palette.ts";
import { Chart } from "../parts/Chart.tsx";
import { standing as say } from "../parts/standing-words.ts";
import { decimal, shortMoney, whole } from "../words/format.ts";
import type { PlacedAccount } from "./placed.ts";
import { words } from "./placed-words.ts";

/** Names that find room: of those to be looked at first, then of the largest. */
const mostNamed = 26;
const height = 460;

/** What the picture says of one account. */
function pointOf({ id, name, standing }: PlacedAccount, currency: string, named: boolean) {
  const { score, revenue, n, silent, divided, before, move, placement } = standing;
  const told = [
    `${name ?? id}: ${say.placements[placement]}`,
    words.point(decimal(score!, 0), whole(n), shortMoney(revenue ?? 0, currency)),
    ...(move === null ? [] : [words.wasAt(say.moves[move], decimal(before.score!, 0))]),
    ...(silent ? [say.flags.silent] : []),
    ...(divided ? [say.flags.divided] : []),
  ];
  return {
    name: name ?? id,
    revenue: revenue ?? 0,
    score: score!,
    before: move === null ? undefined : before.score!,
    named,
    mark: silent ? ("silent" as const) : divided ? ("divided" as const) : ("plain" as const),
    said: told.join("\n"),
  };
}

export function PlacedPicture({
  accounts,
  summary,
}: {
  accounts: readonly PlacedAccount[];
  summary: PlacementSummary;
}) {
  const { currency, lines } = summary;
  const scored = accounts.filter(({ standing }) => standing.score !== null);
  const urgent = ({ standing: { move, silent, divided } }: PlacedAccount) =>
    move !== null || silent !== null || divided !== null;
  const first = scored.filter(urgent);
  const room = Math.max(0, mostNamed - first.length);
  const named = new Set([...first, ...scored.filter((each) => !urgent(each)).slice(0, room)]);
  const points = scored.map((each) => pointOf(each, currency, named.has(each)));
  const shown = JSON.stringify([points, lines, currency]);
  const option = useCallback(
    async (palette: Palette) => {
      const { placementsOption } = await import("../../charts/placements.ts");
      const { model, growth, dangling } = say.placements;
      return placementsOption({
        points,
        lines: { satisfied: lines.satisfied, high: lines.highFrom },
        boxes: { model, growth, atRisk: say.placements["at-risk"], dangling },
        axes: { revenue: words.revenueAxis, score: words.scoreAxis },
        write: (revenue) => shortMoney(revenue, currency),
        palette,
      });
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for all of it
    [shown],
  );
  const moved = first.flatMap((each) => (each.standing.move === null ? [] : [each]));
  return (
    <Chart
      label={words.pictureLabel(
        summary.groups.map(
          ({ placement, accounts: n }) => `${say.placements[placement]} ${whole(n)}`,
        ),
        moved.map(({ name, id, standing }) => `${name ?? id} ${say.moves[standing.move!]}`),
      )}
      name={`accounts-${summary.type}`}
      title={words.pictureTitle}
      height={height}
      option={option}
      least={520}
    />
  );
}
