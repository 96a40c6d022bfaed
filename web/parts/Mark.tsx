/** How good a score is, by shape and colour: a disc, a ring, a diamond. */
export type Standing = "good" | "fair" | "poor";

const colours = { good: "var(--good)", fair: "var(--mantine-color-dimmed)", poor: "var(--bad)" };

export function Shape({ standing, x, y }: { standing: Standing; x: number; y: number }) {
  const fill = colours[standing];
  if (standing === "good") return <circle cx={x} cy={y} r={4.5} fill={fill} />;
  if (standing === "poor")
    return <path d={`M${x} ${y - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z`} fill={fill} />;
  return (
    <circle cx={x} cy={y} r={3.75} fill="var(--mantine-color-body)" stroke={fill} strokeWidth={2} />
  );
}

/** Beside words that say the same. */
export function Mark({ standing }: { standing: Standing }) {
  return (
    <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden="true">
      <Shape standing={standing} x={6.5} y={6.5} />
    </svg>
  );
}
