import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { surveyTheme } from "#contract/survey-theme.ts";
import { contrast } from "#questions/contrast.ts";
import { themeCss } from "./theme.ts";

const theme = (own: object = {}) => surveyTheme.parse(own);
const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
const variable = (css: string, name: string) =>
  new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(css)![1]!;

describe("a survey's theme", () => {
  it("is read on whatever it stands on, for every theme that may be saved", () => {
    fc.assert(
      fc.property(hex, hex, hex, (accent, background, text) => {
        const own = theme({ accent, background, text });
        // As the linter asks of a theme.
        fc.pre(contrast(text, background) >= 4.5 && contrast(accent, background) >= 3);
        const css = themeCss(own);
        for (const ground of ["paper", "card", "wash"])
          for (const name of ["link", "soft"]) {
            const ratio = contrast(variable(css, name), variable(css, ground));
            // What the makers' own ink does not reach on a tint of their own, nothing does.
            const most = contrast(variable(css, "ink"), variable(css, ground));
            assert.ok(
              ratio >= Math.min(4.5, most) - 0.05,
              `${name} on ${ground}: ${ratio} in ${css}`,
            );
          }
        assert.ok(contrast(variable(css, "on"), variable(css, "accent")) >= 4.5);
      }),
    );
  });

  it("has nothing but what its lists and six digits give", () => {
    const css = themeCss(theme({ accent: "#AB12cd", radius: 24, font: "mono", dark: "never" }));
    assert.match(css, /--radius:24px/);
    assert.ok(!/[<>{}\\]/.test(css.replaceAll(/[{}]/g, "")));
    assert.ok(!css.includes("prefers-color-scheme"));
  });
});
