/** Where names stand beside their dots: on whichever side is free; on none where all are taken. Pure. */
export type Box = { x: number; y: number; width: number; height: number };

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Pixels between a dot and its name. */
const gap = 4;

/** To the right, the left, above and beneath a dot. */
const sidesOf = (dot: Box, { width, height }: Pick<Box, "width" | "height">): Box[] => {
  const [middle, centre] = [dot.y + dot.height / 2, dot.x + dot.width / 2];
  return [
    { x: dot.x + dot.width + gap, y: middle - height / 2, width, height },
    { x: dot.x - gap - width, y: middle - height / 2, width, height },
    { x: centre - width / 2, y: dot.y - gap / 2 - height, width, height },
    { x: centre - width / 2, y: dot.y + dot.height + gap / 2, width, height },
  ];
};

/** The place of a name that meets no dot but its own and no name before it, within `room`; undefined where there is none. */
export function placeOf(
  dot: Box,
  size: Pick<Box, "width" | "height">,
  { dots, names, room }: { dots: readonly Box[]; names: readonly Box[]; room: Box },
): Box | undefined {
  const others = dots.filter((each) => each.x !== dot.x || each.y !== dot.y);
  return sidesOf(dot, size).find(
    (box) =>
      box.x >= room.x &&
      box.x + box.width <= room.x + room.width &&
      box.y >= room.y &&
      box.y + box.height <= room.y + room.height &&
      ![...others, ...names].some((each) => meet(box, each)),
  );
}
