/** Tables for a terminal and for pipes: columns aligned by the width that characters take there. */

export type Align = "left" | "right";
export type Heading = { readonly text: string; readonly align: Align };

// East Asian wide and full-width characters, and emoji, take two places; marks none.
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!none.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** Control characters (a name may hold an escape sequence) and line ends are not let onto the screen. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}

/** Lines of a table; a rule under the headings and before each index in `rules`. */
export function tableText(
  headings: readonly Heading[],
  rows: readonly (readonly string[])[],
  rules: readonly number[] = [],
): string {
  const texts = rows.map((row) => row.map(printable));
  const widths = headings.map(({ text }, index) =>
    Math.max(displayWidth(text), ...texts.map((row) => displayWidth(row[index] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    headings
      .map(({ align }, index) => {
        const text = cells[index] ?? "";
        const pad = " ".repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
        return align === "right" ? pad + text : text + pad;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const lines = [line(headings.map(({ text }) => text)), rule];
  for (const [index, row] of texts.entries()) {
    if (rules.includes(index)) lines.push(rule);
    lines.push(line(row));
  }
  return `${lines.join("\n")}\n`;
}
