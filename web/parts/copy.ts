/**
 * Puts a text on the clipboard. Browsers give pages that came over plain HTTP no clipboard of their own,
 * as on a company's own network; there the old way is taken. Answers whether it worked.
 */
export async function copyText(text: string): Promise<boolean> {
  if ("clipboard" in navigator)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  // Within a dialog the focus may not leave it.
  const here = document.activeElement;
  (here?.parentElement ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (here instanceof HTMLElement) here.focus();
  return done;
}
