/** One line that is written over itself on a terminal, and said now and then elsewhere. */
import type { Screen } from "../import/progress.ts";

/** Milliseconds between two lines: on a terminal, and in a log. */
const pace = { terminal: 200, log: 5_000 } as const;

export function createProgressLine(screen: Screen): {
  show(text: string): void;
  end(): void;
} {
  const terminal = screen.isTTY === true;
  let told = Date.now();
  let open = false;
  return {
    show(text) {
      if (Date.now() - told < (terminal ? pace.terminal : pace.log)) return;
      told = Date.now();
      open = terminal;
      screen.write(terminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (open) screen.write("\r\u001b[2K");
      open = false;
    },
  };
}
