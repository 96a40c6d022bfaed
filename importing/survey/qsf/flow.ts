/** Qualtrics' flow: blocks in an order, branches, ends, randomizers; ours is pages with conditions and jumps. */
import type { Condition } from "../condition.ts";
import type { DraftPage } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { passOff } from "./common.ts";
import { assign } from "./embedded.ts";
import type { Qsf } from "./file.ts";
import { readLogic, takeLogic } from "./logic.ts";
import { addBlock, type Skips } from "./blocks.ts";

/** A branch that is gone through, with the thing that reports it. */
export type Gate = { thing: Thing; what: string; read: () => Condition };
export type Walk = {
  readonly gates: readonly Gate[];
  /** Within a randomizer that ours can't say. */
  readonly chance: boolean;
};

const passed = ["FlowID", "Type", "ID", "Description", "Autofill", "Properties"];

export class Flow {
  readonly file: Qsf;
  readonly skips: Skips = [];
  readonly #seen = new Set<string>();
  /** Pages of the one randomizer that ours can say. */
  #random: DraftPage[] | undefined;
  constructor(file: Qsf) {
    this.file = file;
  }

  walk(list: readonly [string, Part][], walk: Walk): void {
    for (const [, element] of list) this.#element(element, walk);
  }

  #element(element: Part, walk: Walk): void {
    const { draft } = this.file;
    const type = element.text("Type");
    const label = [element.text("FlowID"), type, element.text("Description")];
    element.pass(...passed);
    if (type === "Block" || type === "Standard") return this.#block(element, walk);
    const thing = draft.report.thing(label.filter((each) => each !== "").join(" "));
    element.belongs(thing);
    switch (type) {
      case "Branch":
        return this.#branch(element, thing, walk);
      case "Group":
        return this.walk(element.parts("Flow"), walk);
      case "BlockRandomizer":
      case "Randomizer":
        return this.#randomizer(element, thing, walk);
      case "EmbeddedData":
        return assign(this.file, element, thing, walk);
      case "EndSurvey":
        return this.#end(element, thing, walk);
      default:
        element.tracker.whole(element.raw);
        thing.left("flow_left", { name: type || "?" });
    }
  }

  /** Shows a page only where all branches about it are gone through. */
  #gate(page: DraftPage, gates: readonly Gate[], lost: () => void): void {
    if (gates.length === 0) return;
    const { draft } = this.file;
    draft.later(() => {
      const conditions: string[] = [];
      for (const { thing, what, read } of gates) {
        const before = conditions.length;
        draft.try(thing, what, () => conditions.push(draft.cel(read(), { page })));
        if (conditions.length === before) lost();
      }
      if (conditions.length === 0) return;
      page.showIf =
        conditions.length === 1
          ? conditions[0]!
          : conditions.map((each) => `(${each})`).join(" && ");
    });
  }

  /** Blocks one after another, without a flow. */
  blocks(ids: readonly string[]): void {
    for (const id of ids) this.#add(id, id, []);
  }

  /** Whether the flow came to a block. */
  walked(id: string): boolean {
    return this.#seen.has(id);
  }

  #block(element: Part, { gates }: Walk): void {
    this.#add(element.text("ID"), element.text("FlowID"), gates);
  }

  #add(id: string, place: string, gates: readonly Gate[]): void {
    const { draft, blocks, survey } = this.file;
    const block = blocks.get(id);
    if (!block) return survey.left("block_missing", { name: id }, place);
    if (this.#seen.has(id)) return survey.left("block_again", { name: id }, place);
    this.#seen.add(id);
    const thing = draft.report.thing([id, block.peek("Description") ?? ""].join(" ").trim());
    for (const page of addBlock(this.file, block, thing, this.skips))
      this.#gate(page, gates, () => undefined);
  }

  #branch(element: Part, thing: Thing, walk: Walk): void {
    const logic = element.part("BranchLogic");
    if (logic) takeLogic(logic);
    const inner = element.parts("Flow");
    if (inner.length === 0) thing.changed("branch_empty");
    const gate: Gate | undefined = logic && {
      thing,
      what: "BranchLogic",
      read: () => readLogic(logic),
    };
    if (!gate) thing.left("not_understood", {}, "BranchLogic");
    // What is about no page needs its condition tried all the same, so that it is reported.
    else this.file.draft.when(thing, gate.what, {}, gate.read, () => undefined);
    this.walk(inner, { ...walk, gates: [...walk.gates, ...(gate ? [gate] : [])] });
  }

  #randomizer(element: Part, thing: Thing, walk: Walk): void {
    const { draft } = this.file;
    const inner = element.parts("Flow");
    const subset = element.number("SubSet");
    passOff(element, "EvenPresentation");
    const from = draft.pages.length;
    const all = subset === undefined || subset >= inner.length;
    const onlyBlocks = inner.every(([, each]) =>
      ["Block", "Standard"].includes(String(each.peek("Type"))),
    );
    this.walk(inner, { ...walk, chance: true });
    const pages = draft.pages.slice(from);
    if (!all) thing.left("random_subset", { n: subset, of: inner.length });
    else if (this.#random || !onlyBlocks || pages.length !== inner.length || pages.length < 2)
      thing.left("random_pages");
    else this.#random = pages;
    if (all) element.pass("EvenPresentation");
  }

  /** An end is a page that shows nothing and leads to it. */
  #end(element: Part, thing: Thing, { gates, chance }: Walk): void {
    const { draft, ending } = this.file;
    element.pass("EndingType");
    const options = element.part("Options");
    passOff(element, "Options");
    options?.pass("Advanced", "SurveyTermination");
    if (options?.has("EOSMessage")) {
      options.pass("EOSMessage", "EOSMessageLibrary");
      thing.left("ending_library", {}, "EOSMessage");
    }
    if (chance) {
      thing.left("random_end");
      return;
    }
    const page = draft.page("end", thing);
    page.jumps.push({ to: { end: ending } });
    // Without its condition it would end the survey for everybody.
    this.#gate(page, gates, () => {
      page.jumps = [];
      thing.left("end_ungated");
    });
  }

  /** When all is walked: skips find where they lead, pages their order. */
  finish(): void {
    const { draft } = this.file;
    const pageOf = new Map<Thing, number>();
    for (const [at, page] of draft.pages.entries())
      for (const asked of page.questions) {
        const thing = draft.things.get(asked)!;
        if (!pageOf.has(thing)) pageOf.set(thing, at);
      }
    for (const skip of this.skips) skip.aim(pageOf);
    if (!this.#random) return;
    draft.pageOrder = "random";
    for (const page of draft.pages) if (!this.#random.includes(page)) page.fixed = true;
  }
}
