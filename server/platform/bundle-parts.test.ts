import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { stylesOf, withoutBarrel } from "./bundle-parts.ts";

const folder = join(import.meta.dirname, "../../node_modules/@mantine/core");
const parts = (text: string) =>
  withoutBarrel(text, "@mantine/core", join(folder, "esm", "index.mjs"));

describe("imports of a library that gives all from one file", () => {
  it("become imports of the parts, under the names that they were given", () => {
    const text = parts(
      'import { Button, rem as size, type ButtonProps } from "@mantine/core";\nuse();',
    );
    assert.match(text, /^import \{ Button as Button \} from ".*components\/Button\/Button\.mjs";/);
    assert.match(text, /import \{ rem as size \} from ".*rem\.mjs";\nuse\(\);$/);
    assert.ok(!text.includes("ButtonProps"));
  });

  it("over several lines, and of what the library has from another", () => {
    const text = parts('import {\n  Modal,\n  RemoveScroll,\n} from "@mantine/core";');
    assert.match(text, /Modal\.mjs";/);
    assert.match(text, /from "react-remove-scroll";/);
  });

  it("stay as they are where a name is not known, and of other libraries", () => {
    for (const text of [
      'import { Button, NoSuchThing } from "@mantine/core";',
      'import { useHotkeys } from "@mantine/hooks";',
      'import type { ButtonProps } from "@mantine/core";',
      'import "@mantine/core/styles.css";',
    ])
      assert.equal(parts(text), text);
  });
});

describe("styles of the components that are used", () => {
  const whole = readFileSync(join(folder, "styles.css"), "utf8");

  it("are those, and what holds for all, in the order of the whole", () => {
    const styles = stylesOf(folder, new Set(["Button", "UnstyledButton"]));
    const own = (name: string) =>
      readFileSync(join(folder, "styles", `${name}.css`), "utf8").trim();
    for (const name of ["Button", "UnstyledButton", "global", "baseline"])
      assert.ok(styles.includes(own(name)), name);
    assert.ok(!styles.includes(own("Slider")));
    const order = (text: string) =>
      text.indexOf(own("UnstyledButton")) < text.indexOf(own("Button"));
    assert.equal(order(styles), order(whole));
    assert.ok(styles.length < whole.length / 4);
  });
});
