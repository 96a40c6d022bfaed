/** How many answers go from the division that the Overview looks at to another one. */
import { Select } from "@mantine/core";
import { useAddress } from "../data/address.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { useDimensions } from "./dimensions.ts";
import { FlowPicture } from "./drawn/Flow.tsx";
import { Hidden } from "./drawn/Hidden.tsx";
import { look } from "./look-words.ts";
import style from "./overview.module.css";
import { flowTo } from "./question.ts";
import type { View } from "./view.ts";

const say = look.flow;

export default function Flow({ view, to, table }: { view: View; to: string; table: boolean }) {
  const [, change] = useAddress();
  const dimensions = useDimensions();
  const question = flowTo(view, to);
  const query = useAnswer(question);
  return (
    <div className={style.heat}>
      <div className={style.lead}>
        <Select
          label={say.to}
          value={to}
          data={dimensions.map(({ group, items }) => ({
            group,
            items: items.filter(({ value }) => value !== view.by),
          }))}
          onChange={(value) => change({ into: value ?? undefined }, true)}
          searchable
          allowDeselect={false}
          maxDropdownHeight={360}
        />
        <p className={style.soft}>{say.lead}</p>
      </div>
      <Loaded query={query} waiting={<Waiting rows={1} height={260} />}>
        {(answer) =>
          answer && !query.isPlaceholderData ? (
            <>
              <FlowPicture query={question} answer={answer} table={table} />
              <Hidden answer={answer} />
            </>
          ) : (
            <Waiting rows={1} height={260} />
          )
        }
      </Loaded>
    </div>
  );
}
