/** An answer of `POST /v1/query` in any of the forms that its question fits: on a page of its own, or in a tile among others. */
import { drawnForms, fitsForm, formsFor, type DrawnForm } from "#contract/drawn.ts";
import type { Begun } from "../begun.ts";
import style from "../overview.module.css";
import { CrosstabPicture, type Edges } from "./Crosstab.tsx";
import { DistributionPicture } from "./Distribution.tsx";
import own from "./drawn.module.css";
import { FigurePicture } from "./Figure.tsx";
import { FlowPicture } from "./Flow.tsx";
import { HeatPicture } from "./Heat.tsx";
import { LeaguePicture } from "./League.tsx";
import { Notes } from "./Notes.tsx";
import type { PictureProps } from "./picture.ts";
import { PlainTable } from "./Plain.tsx";
import { RankingPicture, type RowActions } from "./Ranking.tsx";
import { ScatterPicture, type Against } from "./Scatter.tsx";
import { SharesPicture } from "./Shares.tsx";
import { TrendPicture } from "./Trend.tsx";
import { words } from "./words.ts";

export type DrawnProps = PictureProps &
  RowActions & {
    /** The form; the usual one of its question where absent. */
    as?: DrawnForm | undefined;
    /** scatter: the other measure, and its answer to the same question. */
    against?: Against | undefined;
    /** crosstab: the same by rows and by columns alone, which stand at its edges. */
    edges?: Edges | undefined;
    /** Of a comparison: whether the period before is whole. */
    begun?: Begun | undefined;
  };

function Picture({
  as,
  against,
  edges,
  begun,
  narrow,
  signals,
  ...props
}: DrawnProps & { as: DrawnForm }) {
  const { query } = props;
  if (!fitsForm(as, query) || (as === "scatter" && against === undefined))
    return <p className={style.note}>{words.unfit(words.forms[as])}</p>;
  switch (as) {
    case "figure":
      return <FigurePicture {...props} begun={begun} />;
    case "trend":
      return <TrendPicture {...props} />;
    case "distribution":
      return <DistributionPicture {...props} />;
    case "shares":
      return <SharesPicture {...props} />;
    case "scatter":
      return <ScatterPicture {...props} against={against!} />;
    case "flow":
      return <FlowPicture {...props} />;
    case "heat":
      return <HeatPicture {...props} />;
    case "crosstab":
      return <CrosstabPicture {...props} edges={edges} signals={signals} />;
    case "table":
      return <PlainTable {...props} signals={signals} />;
    default:
      if (query.shrink) return <LeaguePicture {...props} narrow={narrow} signals={signals} />;
      return (
        <RankingPicture
          {...props}
          narrow={narrow}
          signals={signals}
          withoutVerdict={begun !== undefined && (begun.waits || begun.since !== undefined)}
        />
      );
  }
}

export function Drawn({ as, ...props }: DrawnProps) {
  const form = as ?? formsFor(props.query)[0]!;
  return (
    <div className={own.drawn}>
      <Picture {...props} as={form} />
      <Notes query={props.query} answer={props.answer} small={props.small} />
    </div>
  );
}

export { drawnForms, fitsForm, formsFor, type DrawnForm };
