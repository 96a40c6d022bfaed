/** What a score goes with: outcome and predictors are chosen, and each one's part is told with its interval. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useAddress } from "../../data/address.ts";
import { Refused } from "../../data/client.ts";
import { useMayEnter, useSeesNothing, useSeesPart } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import overview from "../overview.module.css";
import { inCondition } from "../in-condition.ts";
import { SeesNothing } from "../SeesNothing.tsx";
import { endsBefore } from "../period.ts";
import { useDrivers } from "./asking.ts";
import { Choose } from "./Choose.tsx";
import list from "../findings.module.css";
import style from "./drivers.module.css";
import { useLook, type Look } from "./look.ts";
import { Predictors } from "./Predictors.tsx";
import { Result } from "./Result.tsx";
import { isSilent, Silence } from "./Silence.tsx";
import { useVariableNames } from "./names.ts";
import { listOf, ofIn, variableIn } from "./variable.ts";
import { silentWords } from "./silent-words.ts";
import { words } from "./words.ts";

const { nobody } = silentWords;

/** Nobody has the outcome: here, or at all. */
function Nobody({ look }: { look: Look }) {
  const mayEnter = useMayEnter();
  const [, change] = useAddress();
  const isPart = !look.isEmpty && (look.where !== undefined || look.days.from !== undefined);
  return (
    <Empty
      title={isPart ? nobody.part : nobody.title}
      actions={
        <>
          {isPart && (
            <Button
              variant="default"
              onClick={() =>
                change({ span: "all", from: undefined, to: undefined, where: undefined })
              }
            >
              {silentWords.silent.all}
            </Button>
          )}
          {mayEnter("read surveys") && <Link href="/surveys">{nobody.surveys}</Link>}
        </>
      }
    >
      {isPart && <p>{nobody.partLead}</p>}
      <p>{nobody.lead}</p>
    </Empty>
  );
}

/** What can be mended with a press where the server refuses. */
function Mended({ look, error }: { look: Look; error: Refused }) {
  const [, change] = useAddress();
  const nameOf = useVariableNames();
  const { name } = (error.details ?? {}) as { name?: string };
  const lost = look.predictors!.filter((text) => ofIn(variableIn(text)) === name);
  const others = look.predictors!.filter((text) => !lost.includes(text));
  const isUnknown = error.code === "unknown_measure" && lost.length > 0;
  return (
    <Empty
      title={isUnknown ? silentWords.unknown(nameOf(lost[0]!)) : silentWords.tooMany}
      actions={
        isUnknown ? (
          others.length > 0 && (
            <Button variant="default" onClick={() => change({ predictors: listOf(others) })}>
              {silentWords.silent.out(nameOf(lost[0]!))}
            </Button>
          )
        ) : (
          <Button variant="default" onClick={() => change({ missing: undefined })}>
            {silentWords.silent.complete}
          </Button>
        )
      }
    >
      {!isUnknown && <p>{silentWords.tooManyLead}</p>}
    </Empty>
  );
}

/** Whether it is known what to do about a refusal. */
const isMendable = (error: unknown, { question }: Look): error is Refused =>
  error instanceof Refused &&
  (error.code === "unknown_measure" ||
    (error.code === "not_computable" && question?.missing === "pairwise"));

function Answered({ look }: { look: Look }) {
  const query = useDrivers(look.question!);
  return (
    <div
      className={query.isPlaceholderData ? overview.stale : undefined}
      aria-busy={query.isFetching}
    >
      <Predictors
        key={look.predictors!.join()}
        look={look}
        applied={look.predictors!}
        again={() => void query.refetch()}
      />
      {isMendable(query.error, look) ? (
        <Mended look={look} error={query.error} />
      ) : (
        <Loaded query={query} waiting={<Waiting rows={8} height={40} />}>
          {(answer) =>
            isSilent(answer) ? (
              <Silence answer={answer} question={look.question!} />
            ) : (
              <Result answer={answer} question={look.question!} />
            )
          }
        </Loaded>
      )}
    </div>
  );
}

function Body({ look, error, again }: { look: Look; error: Error | null; again: () => unknown }) {
  if (look.outcome === undefined)
    return (
      <Empty title={nobody.value}>
        <p>{nobody.valueLead}</p>
      </Empty>
    );
  if (look.sets?.length === 0) return <Nobody look={look} />;
  if (look.predictors === undefined)
    return error ? <Failure error={error} again={again} /> : <Waiting rows={8} height={40} />;
  if (look.predictors.length === 0)
    return (
      <>
        <Predictors look={look} applied={look.predictors} again={() => undefined} />
        <Empty title={nobody.alone}>
          <p>{nobody.aloneLead}</p>
        </Empty>
      </>
    );
  return look.question ? <Answered look={look} /> : <Waiting rows={8} height={40} />;
}

export default function Drivers() {
  const { look, error, again } = useLook();
  const seesPart = useSeesPart();
  const seesNothing = useSeesNothing();
  const wrong = inCondition(error);
  if (seesNothing) return <SeesNothing title={words.title} />;
  return (
    <Page title={words.title} lead={words.lead}>
      {look === undefined ? (
        error ? (
          <Failure error={error} again={again} />
        ) : (
          <Waiting rows={6} height={40} />
        )
      ) : (
        <div className={style.page}>
          <Choose look={look} error={wrong} />
          {wrong === undefined && !endsBefore(look.days) && (
            <Body look={look} error={error} again={again} />
          )}
          {seesPart && <p className={list.note}>{words.part}</p>}
        </div>
      )}
    </Page>
  );
}
