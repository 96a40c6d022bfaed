import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainOf } from "./plain.ts";

test("what HTML says is kept, what it looks like is named", () => {
  for (const [html, text, formatting, dropped] of [
    ["plain  text", "plain  text", [], []],
    ["a<br>b<br/>c", "a\nb\nc", [], []],
    ["<p>One</p><p>Two</p>", "One\nTwo", [], []],
    ["<div>A</div>\n\n<div>B</div>", "A\nB", [], []],
    ["<b>bold</b> <i>it</i>", "bold it", ["b", "i"], []],
    ["<span style='color:red'>red</span> <span>x</span>", "red x", ["span"], []],
    ["<ul><li>A</li><li>B</li></ul>", "• A\n• B", ["ul", "li"], []],
    ['<a href="https://example.org/x">here</a>', "here (https://example.org/x)", ["a"], []],
    ["<a href='https://example.org'>https://example.org</a>", "https://example.org", ["a"], []],
    ['<a href="mailto:a@example.org"></a>!', "a@example.org!", ["a"], []],
    ['<a href="javascript:alert(1)">x</a>', "x", [], []],
    ['<img src=x alt="A map"> there', "[A map] there", [], ["img"]],
    ["<script>alert('<b>')</script>ok<style>p{}</style>", "ok", [], ["script", "style"]],
    ["3 < 5 &amp;&nbsp;&eacute;&#233;&#xe9; &unknown;", "3 < 5 &\u00a0ééé &unknown;", [], []],
    ["<!-- not --> said", "said", [], []],
    ["<table><tr><td>1</td><td>2</td></tr></table>", "1 2", ["table", "tr", "td"], []],
  ] as const) {
    const found = plainOf(html);
    assert.deepEqual(
      [found.text, found.formatting, found.dropped],
      [text, formatting, dropped],
      html,
    );
  }
});

test("no tag is left in a text, whatever comes, and the time grows with its length", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "</",
    "<b>",
    "</b>",
    "<script>",
    "</script",
    "<!--",
    "-->",
    "<a href='",
    "'",
    '"',
    "&",
    "&#60;",
    "x",
    " ",
    "\n",
    "<br",
    "\u00a0",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { text } = plainOf(pieces.join(""));
      assert.equal(text, text.trim());
    }),
  );
  const from = performance.now();
  for (const each of ["<", "<a", "<script>", "<!--", "&", "&nbsp;", "\u00a0", " \n", "<a href='x"])
    plainOf(each.repeat(200_000 / each.length));
  assert.ok(performance.now() - from < 5_000);
});
