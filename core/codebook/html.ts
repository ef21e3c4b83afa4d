import type { Sheet } from './sheets.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8888; }
tbody th { font-weight: normal; white-space: nowrap; }
td { max-width: 26rem; overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
div { overflow-x: auto; }
nav ul { columns: 14rem; }
@media print { body { max-width: none; padding: 0; font-size: 9pt; } nav { display: none; } div { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; } }`;

/** The codebook as one page that stands for itself: no script, nothing loaded from anywhere. */
export function html(sheets: readonly Sheet[]): string {
  const list = sheets.map(({ title }, i) => `<li><a href="#s${i}">${escaped(title)}</a></li>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Codebook</title>
<style>${STYLE}
</style>
</head>
<body>
<header><h1>Codebook</h1></header>
<nav aria-label="Contents"><ul>
${list}
</ul></nav>
<main>
${sheets.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ title, text, head, rows, code }: Sheet, i: number): string {
  const cell = (value: string, at: number): string => (code.has(at) && value !== '' ? `<code>${escaped(value)}</code>` : escaped(value));
  const body = rows.map(
    (row) =>
      `<tr>${row.map((value, at) => (at === 0 ? `<th scope="row">${cell(value, at)}</th>` : `<td>${cell(value, at)}</td>`)).join('')}</tr>`,
  );
  // A region that scrolls must be reachable by the keyboard.
  return `<section aria-labelledby="s${i}">
<h2 id="s${i}">${escaped(title)}</h2>
<p id="d${i}">${escaped(text)}</p>
<div tabindex="0" role="region" aria-labelledby="s${i}">
<table aria-labelledby="s${i}" aria-describedby="d${i}">
<thead><tr>${head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>
</section>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
