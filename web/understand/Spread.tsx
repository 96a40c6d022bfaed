/** How the answers to the measure that the Overview looks at are spread over its scale. */
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { useAnswer } from "./asking.ts";
import { DistributionPicture, spreadHeight } from "./drawn/Distribution.tsx";
import { spreadOf } from "./question.ts";
import type { View } from "./view.ts";

export default function Spread({ view, table }: { view: View; table: boolean }) {
  const question = spreadOf(view);
  const query = useAnswer(question);
  return (
    <Loaded query={query} waiting={<Waiting rows={1} height={spreadHeight} />}>
      {(answer) => answer && <DistributionPicture query={question} answer={answer} table={table} />}
    </Loaded>
  );
}
