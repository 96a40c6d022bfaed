/**
 * Rooms are loaded when they are gone to. One whose code is here already is drawn at once: React shows
 * what stood in for a part that was waited for 300 ms at least, also where that came sooner.
 */
import { type ComponentType, lazy, useState } from "react";

type Module = { default: ComponentType };
export type RoomPage = ComponentType & {
  /** Has its code come; never throws: who goes there is told what is wrong. */
  load: () => Promise<void>;
};

export function roomPage(load: () => Promise<Module>): RoomPage {
  let here: ComponentType | undefined;
  const begin = async (): Promise<Module> => {
    const module = await load();
    here = module.default;
    return module;
  };
  const Waited = lazy(begin);
  function RoomOnce() {
    // What a room was begun with it stays, or all that is typed in it would go.
    const [Page] = useState(() => here ?? Waited);
    return <Page />;
  }
  return Object.assign(RoomOnce, {
    load: () =>
      begin().then(
        () => {},
        () => {},
      ),
  });
}
