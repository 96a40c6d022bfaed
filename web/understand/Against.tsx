/** The groups that the Overview looks at by two measures: the second is chosen here. */
import { Select } from "@mantine/core";
import { useAddress } from "../data/address.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { scatterHeight } from "../../charts/scatter.ts";
import { useAnswer } from "./asking.ts";
import { ScatterPicture } from "./drawn/Scatter.tsx";
import { look } from "./look-words.ts";
import type { Choice } from "./measures.ts";
import style from "./overview.module.css";
import { againstOf } from "./question.ts";
import type { View } from "./view.ts";

const say = look.against;

export default function Against({
  view,
  other,
  table,
}: {
  view: View;
  other: Choice;
  table: boolean;
}) {
  const [, change] = useAddress();
  const [first, second] = againstOf(view, other);
  const across = useAnswer(first);
  const up = useAnswer(second);
  const waiting = <Waiting rows={1} height={scatterHeight} />;
  const late = across.isPlaceholderData || up.isPlaceholderData;
  return (
    <div className={style.heat}>
      <div className={style.lead}>
        <Select
          label={say.measure}
          value={other.key}
          data={view.choices
            .filter(({ key }) => key !== view.choice.key)
            .map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => change({ against: key ?? undefined }, true)}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
        />
      </div>
      <Loaded query={across} waiting={waiting}>
        {(x) => (
          <Loaded query={up} waiting={waiting}>
            {(y) => {
              if (late) return waiting;
              if (!x || !y) return <p className={style.note}>{say.empty}</p>;
              return (
                <ScatterPicture
                  query={first}
                  answer={x}
                  against={{ measure: other.measure, answer: y }}
                  table={table}
                />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}
