import type { Analyse } from "../types.ts";

export const analyse: Analyse<"hidden"> = ({ key, attribute, values }) => [
  {
    key,
    label: {},
    of: { in: "attributes", name: attribute ?? key },
    picture: "share",
    ...(values && { values: values.map((value) => ({ value, label: {} })) }),
  },
];
